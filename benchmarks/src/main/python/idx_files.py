"""Reads the IDX files of MNIST and its relatives, plain or .gz."""
import gzip
import os
import struct

import numpy as np


def read(folder, split):
    """Returns the images of a split, rows of numbers from 0 to 1, and their labels."""
    images = _array(os.path.join(folder, split + "-images-idx3-ubyte"))
    labels = _array(os.path.join(folder, split + "-labels-idx1-ubyte"))
    return images.reshape(len(images), -1).astype(np.float32) / np.float32(255), labels.astype(np.int64)


def _array(path):
    with open(path, "rb") if os.path.exists(path) else gzip.open(path + ".gz", "rb") as file:
        dimensions = struct.unpack(">I", file.read(4))[0] & 255
        sizes = struct.unpack(">" + "I" * dimensions, file.read(4 * dimensions))
        return np.frombuffer(file.read(), np.uint8).reshape(sizes)
