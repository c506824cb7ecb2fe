"""The networks of org.coherer.benchmarks.networks, and rows for them, by the same formula."""
import torch
import torch.nn as nn


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


# Network, inputs, classes.
MODELS = {
    "mlp": (lambda: perceptron(784, 512, 256, 10), 784, 10),
    "tabular": (lambda: perceptron(30, 64, 32, 2), 30, 2),
    "lenet": (lenet, 784, 10),
    "lstm": (Sequences, 50, 10),
}


def rows_for(model, count):
    """Returns the features of some rows, and their classes."""
    _, inputs, classes = MODELS[model]
    rows, columns = torch.arange(count)[:, None], torch.arange(inputs)[None, :]
    y = torch.arange(count) % classes
    mixed = (rows * 31 + columns * 17 + y[:, None] * 7 * columns) % 1009
    return shaped(model, mixed % 1000 if model == "lstm" else mixed / 1009), y


def shaped(model, x):
    """Returns rows of values as a network takes them."""
    return x.view(-1, 1, 28, 28) if model == "lenet" else x


def network_of(model, seed=1):
    """Returns a new network: Xavier's weights, zero biases."""
    torch.manual_seed(seed)
    net = MODELS[model][0]()
    for layer in net.modules():
        if isinstance(layer, (nn.Linear, nn.Conv2d)):
            nn.init.xavier_normal_(layer.weight)
            nn.init.zeros_(layer.bias)
    return net
