"""A wide and deep network of PyTorch's own parts on the rows of org.coherer.examples.clicks, in one process.

usage: torch_clicks.py FOLDER COUNTS DENSE WIDTH HIDDEN THREADS

FOLDER has the files of ClickFiles; COUNTS are the numbers of ids of the fields, HIDDEN those of the hidden units,
with commas between them. Embeddings are EmbeddingBag(sparse=True) with Adagrad, which takes sparse gradients and is
what the tables of Coherer have; all else has Adam. Both rates fall along a cosine, to 0. Rows are in memory before
anything is timed, and scoring test rows is not timed.
"""
import os
import sys
import time

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # Threads that spin are many times slower where others work.
import numpy as np
import torch
from torch import nn

import worker

folder = sys.argv[1]
counts = [int(count) for count in sys.argv[2].split(",")]
dense, width = int(sys.argv[3]), int(sys.argv[4])
hidden = [int(units) for units in sys.argv[5].split(",")]
torch.set_num_threads(int(sys.argv[6]))
SCORED_AT_ONCE = 10_000


class WideAndDeep(nn.Module):
    """org.coherer.examples.clicks.WideAndDeep: a perceptron on a vector for each id, and a sum of numbers."""

    def __init__(self):
        super().__init__()
        firsts = np.cumsum([0] + counts[:-1])
        self.register_buffer("firsts", torch.from_numpy(firsts))
        self.wide = nn.EmbeddingBag(sum(counts), 1, mode="sum", sparse=True)
        self.deep = nn.ModuleList(nn.EmbeddingBag(count, width, mode="sum", sparse=True) for count in counts)
        self.numbers = nn.Linear(dense, width)
        units = [width * (1 + len(counts))] + hidden
        self.hidden = nn.ModuleList(nn.Linear(taken, given) for taken, given in zip(units, units[1:]))
        self.output = nn.Linear(1 + units[-1], 2)
        nn.init.zeros_(self.wide.weight)
        for table in self.deep:
            nn.init.uniform_(table.weight, -0.05, 0.05)
        for layer in [self.numbers, *self.hidden]:
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)
        nn.init.xavier_normal_(self.output.weight)
        nn.init.zeros_(self.output.bias)

    def tables(self):
        return [self.wide.weight] + [table.weight for table in self.deep]

    def others(self):
        return [*self.numbers.parameters(), *self.hidden.parameters(), *self.output.parameters()]

    def forward(self, numbers, features):
        rows = [table(numbers[:, field:field + 1]) for field, table in enumerate(self.deep)]
        found = torch.cat([torch.relu(self.numbers(features))] + rows, 1)
        for layer in self.hidden:
            found = torch.relu(layer(found))
        return self.output(torch.cat([self.wide(numbers + self.firsts), found], 1))


class Trainer:
    """The rows, and a network that is trained on them."""

    def load(self):
        self.train_rows, self.test_rows = self._rows("train"), self._rows("test")
        return str(len(self.train_rows[2]))

    @staticmethod
    def _rows(split):
        def read(ending, kind):
            return np.fromfile(f"{folder}/{split}.{ending}", kind)
        numbers = read("numbers", "<i4").reshape(-1, len(counts)).astype(np.int64)
        features = read("dense", "<f4").reshape(-1, dense)
        return tuple(map(torch.from_numpy, (numbers, features, read("clicks", "u1").astype(np.int64))))

    def train(self, epochs, batch, table_rate, rate, seed):
        """Trains from the start. Answers with the seconds of the epochs, those of all, and the area under the curve."""
        torch.manual_seed(int(seed))
        self.net = WideAndDeep()
        optimizers = [torch.optim.Adagrad(self.net.tables(), float(table_rate), eps=1e-8),
                      torch.optim.Adam(self.net.others(), float(rate))]
        steps = int(epochs) * -(-len(self.train_rows[2]) // int(batch))
        schedules = [torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps) for optimizer in optimizers]
        start = time.perf_counter()
        for _ in range(int(epochs)):
            self._epoch(int(batch), optimizers, schedules)
        seconds = time.perf_counter() - start
        return f"{seconds} {seconds} {self._area()}"

    def _epoch(self, batch, optimizers, schedules):
        numbers, features, clicks = self.train_rows
        order = torch.randperm(len(clicks))
        for at in range(0, len(clicks), batch):
            rows = order[at:at + batch]
            for optimizer in optimizers:
                optimizer.zero_grad()
            nn.functional.cross_entropy(self.net(numbers[rows], features[rows]), clicks[rows]).backward()
            for optimizer, schedule in zip(optimizers, schedules):
                optimizer.step()
                schedule.step()

    def _area(self):
        numbers, features, clicks = self.test_rows
        scores = []
        with torch.inference_mode():
            for at in range(0, len(clicks), SCORED_AT_ONCE):
                some = slice(at, at + SCORED_AT_ONCE)
                scores.append(torch.softmax(self.net(numbers[some], features[some]), 1)[:, 1])
        scores, clicked = torch.cat(scores).numpy(), clicks.numpy() == 1
        return ranking_area(scores[clicked], scores[~clicked])


def ranking_area(clicked, others):
    """The share of pairs in which the click has the higher score; equal ones count one half."""
    others = np.sort(others)
    halves = np.searchsorted(others, clicked, "left").sum() + np.searchsorted(others, clicked, "right").sum()
    return halves / (2 * len(clicked) * len(others))


if __name__ == "__main__":
    trainer = Trainer()
    worker.serve({name: getattr(trainer, name) for name in ("load", "train")})
