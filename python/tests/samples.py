"""Rows and stages that several tests use."""
import random

import coherer

FEATURES = ["a", "b", "c", "d"]


def points(count, seed):
    """Returns rows of two clouds of points, label 0 or 1, whose centers are four standard deviations apart; y is linear
    in a and b."""
    drawn = random.Random(seed)
    rows = []
    for number in range(count):
        a, b, c, d = (2.0 * (number % 2) + drawn.gauss(0, 1) for _ in FEATURES)
        rows.append((number, a, b, c, d, float(number % 2), 2 * a - b + 1))
    return rows


def classifier(**params):
    return coherer.NeuralNetworkClassifier(
        **{"hiddenLayers": [8], "maxIter": 20, "batchSize": 16, "learningRate": 0.02, "numWorkers": 1, **params})
