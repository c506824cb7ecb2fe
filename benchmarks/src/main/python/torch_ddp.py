"""Training with PyTorch's DistributedDataParallel over Gloo, one rank.

usage: torch_ddp.py RANK RANKS MEETING_FILE

The same network, data, batch, optimizer and start (Xavier's weights, zero biases) as
org.coherer.benchmarks.scaling has, and the same requests; one rank needs no DDP and has none.
"""
import sys
import time

import torch
import torch.nn as nn
from torch.nn.parallel import DistributedDataParallel

import generated_rows
import torch_steps
import worker

rank, world, meeting = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]


class Trainer:
    """One rank's data and network."""

    def meet(self):
        return worker.join(rank, world, meeting)

    def load(self, total):
        features, labels = generated_rows.shard(int(total), rank, world)
        self.x, self.y = torch.from_numpy(features), torch.from_numpy(labels)
        return str(len(self.x))

    def prepare(self, batch):
        torch.manual_seed(1)
        self.batch = int(batch)
        net = nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 256), nn.ReLU(), nn.Linear(256, 10))
        for layer in net:
            if isinstance(layer, nn.Linear):
                nn.init.xavier_normal_(layer.weight)
                nn.init.zeros_(layer.bias)
        self.model = DistributedDataParallel(net) if world > 1 else net
        self.optimizer = torch.optim.Adam(self.model.parameters(), 1e-3)

    def trajectory(self, epochs, steps):
        return " ".join(str(self._train(int(steps))[1]) for _ in range(int(epochs)))

    def together(self, warmups, steps):
        self._train(int(warmups))
        return str(self._train(int(steps))[0])

    def _train(self, steps):
        """Returns the seconds of some steps, each on rows drawn anew, and their mean loss."""
        order = torch.randperm(len(self.x))
        start = time.perf_counter()
        losses = torch_steps.train(self.model, self.optimizer, self.x, self.y, order[:steps * self.batch], self.batch)
        return time.perf_counter() - start, sum(losses) / steps


trainer = Trainer()
worker.serve({name: getattr(trainer, name) for name in ("meet", "load", "prepare", "trajectory", "together")})
