"""Writes the files beside this script with the WebDataset library, and with Python's tarfile."""

import io
import tarfile
from pathlib import Path

import webdataset as wds

HERE = Path(__file__).parent


def samples(count):
    for i in range(count):
        sample = {"__key__": f"train/{i:04d}", "cls": str(i % 3).encode(), "txt": f"größe {i}".encode()}
        if i != 1:
            sample["seg.png"] = bytes([0x89, i])
        yield sample


with wds.TarWriter(str(HERE / "written.tar.gz"), mtime=0) as out:
    for sample in samples(4):
        out.write(sample)


def add(tar, name, data=b"", kind=tarfile.REGTYPE):
    info = tarfile.TarInfo(name)
    info.type = kind
    info.size = len(data)
    tar.addfile(info, io.BytesIO(data))


for form, name in [(tarfile.USTAR_FORMAT, "ustar"), (tarfile.PAX_FORMAT, "pax"), (tarfile.GNU_FORMAT, "gnu")]:
    with tarfile.open(HERE / f"{name}.tar.gz", "w:gz", format=form) as tar:
        long = "d" * 80 + "/" + "e" * 80
        add(tar, "__meta__", b"skipped")
        add(tar, "train", kind=tarfile.DIRTYPE)
        add(tar, f"{long}.TXT", b"long")
        add(tar, f"{long}.cls", b"1")
        add(tar, "README", b"no extension")
        add(tar, "train/.hidden", b"no key")
        add(tar, "link.txt", kind=tarfile.SYMTYPE)
        add(tar, "train/1.5.tar.gz", b"x" * 512)
        if form != tarfile.USTAR_FORMAT:
            add(tar, "größe/" + "ü" * 99 + ".txt", b"text")
