"""Writes the files beside this script with NumPy."""

from pathlib import Path

import numpy as np

HERE = Path(__file__).parent

numbers = [-2, 0, 1, 100]
arrays = {
    "b1": np.array([True, False]),
    "i1": np.array(numbers, np.int8),
    "i2": np.array(numbers, np.int16),
    "i4": np.array(numbers, np.int32),
    "i8": np.array([-(2**63), 2**63 - 1]),
    "u1": np.array([0, 255], np.uint8),
    "u2": np.array([0, 65535], np.uint16),
    "u4": np.array([0, 2**32 - 1], np.uint32),
    "u8": np.array([0, 2**63 - 1], np.uint64),
    "u8-large": np.array([2**63], np.uint64),
    "f2": np.array([0.5, -2, np.inf], np.float16),
    "f4": np.arange(6, dtype=np.float32).reshape(2, 3) / 4,
    "f8": np.array([0.1, 1e300]),
    "S": np.array([b"a", b"bcd", b""]),
    "U": np.array(["größe", "\U0001f600", ""]),
    "scalar": np.array(7, np.int32),
    "rank3": np.arange(24, dtype=np.int32).reshape(2, 3, 4),
    "none": np.zeros((0, 3), np.float32),
}
for name, array in arrays.items():
    np.save(HERE / f"{name}.npy", array)
for name in ["i2", "i4", "i8", "u2", "u4", "f2", "f4", "f8", "U"]:
    np.save(HERE / f"big-{name}.npy", arrays[name].astype(arrays[name].dtype.newbyteorder(">")))
np.save(HERE / "fortran.npy", np.asfortranarray(arrays["rank3"]))
for version in [(2, 0), (3, 0)]:
    with open(HERE / f"version{version[0]}.npy", "wb") as out:
        np.lib.format.write_array(out, arrays["f4"], version)
np.save(HERE / "object.npy", np.array([{"a": 1}], object))
np.save(HERE / "structured.npy", np.array([(1, 2.0)], [("x", "<i4"), ("y", "<f4")]))
np.save(HERE / "complex.npy", np.array([1j]))

rows = {"x": np.arange(12, dtype=np.float32).reshape(4, 3), "y": np.array([0, 1, 2, 3])}
np.savez(HERE / "stored.npz", **rows)
np.savez_compressed(HERE / "deflated.npz", **rows)
