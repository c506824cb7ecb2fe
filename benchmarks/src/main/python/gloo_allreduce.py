"""PyTorch's all-reduce over Gloo, one rank. usage: gloo_allreduce.py RANK RANKS MEETING_FILE"""
import sys
import time

import torch
import torch.distributed as dist

import worker

rank, world, meeting = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
PERIOD = 1000


def meet():
    return worker.join(rank, world, meeting)


def check(floats):
    whole = torch.arange(int(floats)).remainder(PERIOD).add(1).float()
    vector = whole * (rank + 1)
    dist.all_reduce(vector)
    if not torch.equal(vector, whole * (world * (world + 1) // 2)):
        raise ValueError(f"wrong sum of {floats} floats")


def run(floats, warmups, iterations):
    vector = torch.zeros(int(floats))
    for _ in range(int(warmups)):
        dist.all_reduce(vector)
    nanos = []
    for _ in range(int(iterations)):
        start = time.perf_counter_ns()
        dist.all_reduce(vector)
        nanos.append(time.perf_counter_ns() - start)
    return " ".join(map(str, nanos))


worker.serve({"meet": meet, "check": check, "run": run})
