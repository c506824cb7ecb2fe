"""The rows of org.coherer.benchmarks.scaling.GeneratedRows, bit for bit."""
import numpy as np

FEATURES, CLASSES = 784, 10
_PROTOTYPES, _LABELS = 1 << 40, 1 << 41
_SHARE_OF_RANDOM_LABELS = np.float32(0.2)
_ROWS_AT_ONCE = 1000


def shard(total, rank, world):
    """Returns the features and labels of every world-th row of total, from row rank."""
    rows = np.arange(rank, total, world, dtype=np.uint64)
    features = np.empty((len(rows), FEATURES), np.float32)
    columns = np.arange(FEATURES, dtype=np.uint64)
    starts = np.arange(CLASSES, dtype=np.uint64)[:, None] * np.uint64(FEATURES)
    prototypes = _unit(np.uint64(_PROTOTYPES) + starts + columns)
    kinds = (rows % np.uint64(CLASSES)).astype(np.int64)
    for at in range(0, len(rows), _ROWS_AT_ONCE):
        part = slice(at, at + _ROWS_AT_ONCE)
        noise = _unit(rows[part, None] * np.uint64(FEATURES) + columns)
        features[part] = np.float32(0.5) * prototypes[kinds[part]] + np.float32(0.5) * noise
    stream = np.uint64(_LABELS) + rows
    drawn = ((_hash(stream) >> np.uint64(1)) % np.uint64(CLASSES)).astype(np.int64)
    return features, np.where(_unit(stream) < _SHARE_OF_RANDOM_LABELS, drawn, kinds)


def _unit(index):
    return (_hash(index) >> np.uint64(40)).astype(np.float32) * np.float32(2.0 ** -24)


def _hash(index):
    z = (index + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))
