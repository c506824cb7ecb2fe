"""A training as torchrun starts it, one rank, that notes each of its steps.

usage: torchrun ... torchrun_training.py FOLDER STEPS SAVED_STEPS

The perceptron 784-512-256-10 under DistributedDataParallel over Gloo, Adam with 0.001, batches of the same 128 rows.
Every SAVED_STEPS steps (0 for never) rank 0 saves parameters and optimizer to FOLDER, from which all ranks resume.

Ranks meet over a file, another one after each restart: by torchrun's own store, PyTorch 2.15 is often stuck in the
constructor of Gloo's process group after rank 0 was killed.
"""
import os
import sys

import torch
import torch.distributed as dist
from torch.nn.parallel import DistributedDataParallel

import moments
import torch_models
import torch_steps

BATCH = 128
folder, steps, saved_steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
checkpoint = os.path.join(folder, "checkpoint.pt")


def save(net, optimizer, done):
    part = checkpoint + ".part"
    torch.save({"net": net.state_dict(), "optimizer": optimizer.state_dict(), "done": done}, part)
    os.replace(part, checkpoint)


def main():
    torch.set_num_threads(1)
    meeting = os.path.join(folder, f"meeting-{os.getppid()}-{os.environ['TORCHELASTIC_RESTART_COUNT']}")
    rank, world = int(os.environ["RANK"]), int(os.environ["WORLD_SIZE"])
    dist.init_process_group("gloo", init_method=f"file://{meeting}", rank=rank, world_size=world)
    net = torch_models.network_of("mlp")
    optimizer, done = torch.optim.Adam(net.parameters(), 1e-3), 0
    if saved_steps and os.path.exists(checkpoint):
        saved = torch.load(checkpoint)
        net.load_state_dict(saved["net"])
        optimizer.load_state_dict(saved["optimizer"])
        done = saved["done"]
    model = DistributedDataParallel(net)
    x, y = torch_models.rows_for("mlp", BATCH)
    order = torch.arange(BATCH)
    noted = moments.Writer(folder, rank)
    while done < steps:
        torch_steps.train(model, optimizer, x, y, order, BATCH)
        done += 1
        noted.note(done)
        if saved_steps and done % saved_steps == 0 and rank == 0:
            save(net, optimizer, done)
    dist.destroy_process_group()


main()
