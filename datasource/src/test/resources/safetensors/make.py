"""Writes the files beside this script with the reference implementation."""

from pathlib import Path

import ml_dtypes
import numpy as np
from safetensors.numpy import save_file

HERE = Path(__file__).parent

numbers = [-2, 0, 1, 100]
tensors = {
    "bool": np.array([True, False]),
    "u8": np.array([0, 255], np.uint8),
    "i8": np.array(numbers, np.int8),
    "i16": np.array(numbers, np.int16).reshape(2, 2),
    "u16": np.array([0, 65535], np.uint16),
    "f16": np.array([0.5, -2, 65504, 6e-8, np.inf], np.float16),
    "i32": np.array(numbers, np.int32),
    "u32": np.array([0, 2**32 - 1], np.uint32),
    "f32": np.array([[0.25, -1.5, 3e38]], np.float32),
    "f64": np.array([0.25, 1e300]),
    "i64": np.array([-(2**63), 2**63 - 1]),
    "u64": np.array([0, 2**64 - 1], np.uint64),
    "größe \"a\"": np.array(7, np.float32),
    "empty": np.zeros((3, 0, 2), np.float32),
}
save_file(tensors, HERE / "types.safetensors", metadata={"format": "np"})
save_file({"brain": np.array([1, -2, 3e38], ml_dtypes.bfloat16)}, HERE / "brain.safetensors")
save_file({}, HERE / "none.safetensors")
