"""Files of the data sources: what others read of ours, and what we read of theirs."""
import gzip
import io
import shutil
import struct
import subprocess
import tarfile

import numpy as np
import pytest

FLOATS = [0.0, -0.0, 1.5, -3.4028235e38, 1.1754944e-38, float("inf"), float("-inf"), float("nan")]
INTS = {"tinyint": ("i1", 8), "smallint": ("<i2", 16), "int": ("<i4", 32), "bigint": ("<i8", 64)}


def save(frame, folder, form, **options):
    """Writes one file, and returns its path."""
    frame.coalesce(1).write.format(form).mode("append").options(**options).save(str(folder))
    written = list(folder.glob("part-*"))
    assert len(written) == 1
    return written[0]


def load(spark, path, form, **options):
    return spark.read.format(form).options(**options).load(str(path))


@pytest.mark.parametrize("kind", [*INTS, "float", "double", "boolean"])
def test_numpy_reads_what_is_written_and_the_reverse(spark, tmp_path, kind):
    if kind in INTS:
        dtype, bits = INTS[kind]
        values = [0, 1, -1, 2 ** (bits - 1) - 1, -(2 ** (bits - 1)), 7]
    elif kind == "boolean":
        dtype, values = "?", [True, False, True, True, False, False]
    else:
        dtype, values = ("<f4", FLOATS) if kind == "float" else ("<f8", [*FLOATS, 5e-324, 0.1])
    expected = np.array([values, values[::-1]], dtype=dtype)
    frame = spark.createDataFrame([(row.tolist(),) for row in expected], f"value array<{kind}>")

    ours = np.load(save(frame, tmp_path / "npy", "npy"), allow_pickle=False)
    assert ours.dtype == np.dtype(dtype) and ours.tobytes() == expected.tobytes()
    theirs = tmp_path / "theirs.npy"
    for array in (expected, np.asfortranarray(expected), expected.astype(expected.dtype.newbyteorder(">"))):
        np.save(theirs, array)
        read = np.array([row.value for row in load(spark, theirs, "npy").collect()], dtype=dtype)
        np.testing.assert_array_equal(read, expected)


def test_numpy_reads_archives_that_are_written_and_the_reverse(spark, tmp_path):
    x = np.arange(60, dtype="<f4").reshape(20, 3) / 7
    y = np.arange(20, dtype="<i8") % 4
    frame = spark.createDataFrame([(a.tolist(), int(b)) for a, b in zip(x, y)], "x array<float>, y bigint")
    with np.load(save(frame, tmp_path / "npz", "npz"), allow_pickle=False) as ours:
        assert sorted(ours.files) == ["x", "y"]
        np.testing.assert_array_equal(ours["x"], x)
        np.testing.assert_array_equal(ours["y"], y)
    for name, writer in (("stored.npz", np.savez), ("deflated.npz", np.savez_compressed)):
        writer(tmp_path / name, x=x, y=y)
        rows = load(spark, tmp_path / name, "npz").select("x", "y").collect()
        np.testing.assert_array_equal(np.array([row.x for row in rows], dtype="<f4"), x)
        assert [row.y for row in rows] == y.tolist()


LONG = "deep/" * 30 + "n" * 120  # too long for the fields of a tar header


@pytest.fixture(scope="module")
def samples(spark):
    rows = [("a/0", 3, "eine Katze, ä", bytearray(range(256))), ("a/1", 4, None, bytearray()),
            (LONG, -1, "x", bytearray(513)), ("ü", 0, "", bytearray(b"\0" * 512))]
    return rows, spark.createDataFrame(rows, "__key__ string, cls bigint, txt string, bin binary")


def entries(rows):
    """The files of the rows, and their content."""
    found = {}
    for key, number, text, content in rows:
        found[f"{key}.cls"] = str(number).encode()
        if text is not None:
            found[f"{key}.txt"] = text.encode()
        found[f"{key}.bin"] = bytes(content)
    return found


def test_tarfile_reads_shards_and_the_reverse(spark, tmp_path, samples):
    rows, frame = samples
    with tarfile.open(save(frame, tmp_path / "shards", "webdataset")) as shard:
        assert all(entry.isfile() for entry in shard)
        assert {entry.name: shard.extractfile(entry).read() for entry in shard} == entries(rows)
    for form in (tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        kept = [row for row in rows if row[0] != LONG] if form == tarfile.USTAR_FORMAT else rows
        theirs = tmp_path / f"theirs-{form}.tar.gz"
        with tarfile.open(theirs, "w:gz", format=form) as shard:
            for name, content in entries(kept).items():
                entry = tarfile.TarInfo(name)
                entry.size = len(content)
                shard.addfile(entry, io.BytesIO(content))
        read = load(spark, theirs, "webdataset").select("__key__", "cls", "txt", "bin").collect()
        assert [tuple(row) for row in read] == kept


@pytest.mark.skipif(shutil.which("tar") is None, reason="no tar on the PATH")
def test_tar_unpacks_shards_and_packs_what_is_read(spark, tmp_path, samples):
    rows, frame = samples
    shard = save(frame, tmp_path / "shards", "webdataset")
    folder = tmp_path / "unpacked"
    folder.mkdir()
    subprocess.run(["tar", "-xf", shard, "-C", folder], check=True)
    unpacked = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert unpacked == entries(rows)
    packed = tmp_path / "packed.tar"
    subprocess.run(["tar", "-cf", packed, "-C", folder, *entries(rows)], check=True)
    read = load(spark, packed, "webdataset").select("__key__", "cls", "txt", "bin").collect()
    assert [tuple(row) for row in read] == rows


def test_the_webdataset_package_reads_shards_and_the_reverse(spark, tmp_path, samples):
    webdataset = pytest.importorskip("webdataset")
    rows, frame = samples
    shard = save(frame, tmp_path / "shards", "webdataset")
    read = list(webdataset.WebDataset(str(shard), shardshuffle=False))
    assert [sample["__key__"] for sample in read] == [row[0] for row in rows]
    assert [sample["bin"] for sample in read] == [bytes(row[3]) for row in rows]
    theirs = tmp_path / "theirs.tar"
    with webdataset.TarWriter(str(theirs)) as out:
        for key, number, _, content in rows:
            out.write({"__key__": key, "cls": str(number).encode(), "bin": bytes(content)})
    found = load(spark, theirs, "webdataset").select("__key__", "cls", "bin").collect()
    assert [tuple(row) for row in found] == [(row[0], row[1], row[3]) for row in rows]


def crc32c_table():
    table = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
        table.append(value)
    return table


TABLE = crc32c_table()


def masked(content):
    """The checksum of TFRecord files, from its definition."""
    crc = 0xFFFFFFFF
    for byte in content:
        crc = TABLE[(crc ^ byte) & 0xFF] ^ crc >> 8
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def frames(content):
    """The records of a file, whose checksums must be right."""
    records = []
    while content:
        length, check = struct.unpack_from("<QI", content)
        assert check == masked(content[:8])
        record, content = content[12:12 + length], content[12 + length:]
        assert len(record) == length and struct.unpack_from("<I", content)[0] == masked(record)
        records.append(record)
        content = content[4:]
    return records


def framed(record):
    length = struct.pack("<Q", len(record))
    return length + struct.pack("<I", masked(length)) + record + struct.pack("<I", masked(record))


RECORDS = [b"", b"\0", b"123456789", bytes(range(256)) * 40]


def test_the_checksum_is_that_of_the_standard():
    assert masked(b"123456789") == ((0xE3069283 >> 15 | 0xE3069283 << 17) + 0xA282EAD8) & 0xFFFFFFFF


@pytest.mark.parametrize("compression", ["none", "gzip"])
def test_frames_of_records_are_those_of_an_independent_reader(spark, tmp_path, compression):
    frame = spark.createDataFrame([(bytearray(record),) for record in RECORDS], "value binary")
    content = save(frame, tmp_path / "records", "tfrecord", recordType="ByteArray", compression=compression).read_bytes()
    assert frames(gzip.decompress(content) if compression == "gzip" else content) == RECORDS
    theirs = tmp_path / "theirs.tfrecord"
    written = b"".join(map(framed, RECORDS))
    theirs.write_bytes(gzip.compress(written) if compression == "gzip" else written)
    assert [bytes(row.value) for row in load(spark, theirs, "tfrecord", recordType="ByteArray").collect()] == RECORDS


def test_frames_of_messages_are_right_too(spark, tmp_path):
    frame = spark.range(50).selectExpr("id", "array(float(id), 0.5f) x", "concat('w', id) word")
    records = frames(save(frame, tmp_path / "records", "tfrecord").read_bytes())
    assert len(records) == 50
    assert all(f"w{i}".encode() in record and struct.pack("<ff", i, 0.5) in record for i, record in enumerate(records))
