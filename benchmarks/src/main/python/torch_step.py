"""Training steps with PyTorch, one thread, on one batch in memory.

usage: torch_step.py

The same networks, batches, optimizer and start (Xavier's weights, zero biases) as
org.coherer.benchmarks.step has (see torch_models.py), and the same requests.
"""
import time

import torch
import torch.nn as nn

import torch_models
import worker

torch.set_num_threads(1)
loss_of = nn.CrossEntropyLoss()


class Stepper:
    """One network and its batch."""

    def prepare(self, model, batch):
        self.x, self.y = torch_models.rows_for(model, int(batch))
        self.net = torch_models.network_of(model)
        self.optimizer = torch.optim.Adam(self.net.parameters(), 1e-3)
        return ""

    def steps(self, count):
        start = time.perf_counter()
        for _ in range(int(count)):
            self.optimizer.zero_grad()
            loss = loss_of(self.net(self.x), self.y)
            loss.backward()
            self.optimizer.step()
            last = loss.item()
        return f"{time.perf_counter() - start} {last}"


stepper = Stepper()
worker.serve({name: getattr(stepper, name) for name in ("prepare", "steps")})
