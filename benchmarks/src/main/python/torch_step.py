"""Training steps with PyTorch, one thread, on one batch in memory.

usage: torch_step.py

The same networks, batches, optimizer and start (Xavier's weights, zero biases) as
org.coherer.benchmarks.step has, and the same requests.
"""
import time

import torch
import torch.nn as nn

import worker

torch.set_num_threads(1)
loss_of = nn.CrossEntropyLoss()


class Sequences(nn.Module):
    """Words, embedded, through an LSTM of which the last output counts."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(1000, 64)
        self.lstm = nn.LSTM(64, 128, batch_first=True)
        self.out = nn.Linear(128, 10)

    def forward(self, words):
        return self.out(self.lstm(self.embedding(words))[0][:, -1])


def perceptron(*sizes):
    layers = []
    for i in range(len(sizes) - 1):
        layers += [nn.Linear(sizes[i], sizes[i + 1]), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def lenet():
    return nn.Sequential(nn.Conv2d(1, 20, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(20, 50, 5), nn.ReLU(),
                         nn.MaxPool2d(2), nn.Flatten(), nn.Linear(800, 500), nn.ReLU(), nn.Linear(500, 10))


# Network, inputs, classes, batch.
MODELS = {
    "mlp": (lambda: perceptron(784, 512, 256, 10), 784, 10, 128),
    "tabular": (lambda: perceptron(30, 64, 32, 2), 30, 2, 128),
    "lenet": (lenet, 784, 10, 64),
    "lstm": (Sequences, 50, 10, 64),
}


class Stepper:
    """One network and its batch."""

    def prepare(self, model):
        torch.manual_seed(1)
        make, inputs, classes, batch = MODELS[model]
        rows, columns = torch.arange(batch)[:, None], torch.arange(inputs)[None, :]
        self.y = torch.arange(batch) % classes
        mixed = (rows * 31 + columns * 17 + self.y[:, None] * 7 * columns) % 1009
        self.x = mixed % 1000 if model == "lstm" else mixed / 1009
        if model == "lenet":
            self.x = self.x.view(-1, 1, 28, 28)
        self.net = make()
        for layer in self.net.modules():
            if isinstance(layer, (nn.Linear, nn.Conv2d)):
                nn.init.xavier_normal_(layer.weight)
                nn.init.zeros_(layer.bias)
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
