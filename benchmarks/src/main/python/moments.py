"""What processes of this machine note as soon as they have done it, as org.coherer.benchmarks.barrier.MomentFile does.

A file RANK-PROCESS-SERIAL.moments has records of two numbers of eight bytes, little endian: what, and when by the
clock that Java calls nanoTime.
"""
import os
import struct
import time
from collections import namedtuple

Moment = namedtuple("Moment", "rank process number nanos")
RECORD = struct.Struct("<qq")
SUFFIX = ".moments"


class Writer:
    """Notes the moments of one process. What it has noted stays if it is killed."""

    def __init__(self, folder, rank):
        self.file = open(os.path.join(folder, f"{rank}-{os.getpid()}-1{SUFFIX}"), "ab", buffering=0)

    def note(self, number):
        self.file.write(RECORD.pack(number, time.monotonic_ns()))


def read(folder):
    """Returns everything so far, the earliest first."""
    found = []
    for name in _names(folder):
        rank, process, _ = name[:-len(SUFFIX)].split("-")
        with open(os.path.join(folder, name), "rb") as file:
            records = file.read()
        whole = len(records) // RECORD.size * RECORD.size
        found += [Moment(int(rank), int(process), *record) for record in RECORD.iter_unpack(records[:whole])]
    return sorted(found, key=lambda moment: moment.nanos)


def _names(folder):
    return [name for name in os.listdir(folder) if name.endswith(SUFFIX)]
