"""PyTorch's distributed checkpoint of one process: parameters and Adam's state. usage: torch_checkpoint.py FOLDER"""
import os
import sys
import time

import torch
import torch.distributed.checkpoint as dcp

import worker

FOLDER = sys.argv[1]
LAYERS = 10
NAMES = ("parameters", "exp_avg", "exp_avg_sq")

torch.set_num_threads(1)
state = {}


def prepare(parameters):
    count = int(parameters) // LAYERS
    for name in NAMES:
        for layer in range(LAYERS):
            state[f"{name}.{layer}"] = torch.rand(count)


def save():
    start = time.perf_counter()
    dcp.save(state, storage_writer=dcp.FileSystemWriter(FOLDER), no_dist=True)
    return time.perf_counter() - start


def restore():
    target = {name: torch.zeros_like(values) for name, values in state.items()}
    start = time.perf_counter()
    dcp.load(target, storage_reader=dcp.FileSystemReader(FOLDER), no_dist=True)
    seconds = time.perf_counter() - start
    if not all(torch.equal(target[name], values) for name, values in state.items()):
        raise ValueError("what was restored is not what was saved")
    return seconds


os.makedirs(FOLDER, exist_ok=True)
worker.serve({"prepare": prepare, "save": save, "restore": restore})
