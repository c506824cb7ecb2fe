"""Answers with PyTorch's version and the billions of operations per second of a matrix product, one thread."""
import time

import numpy  # noqa: F401  The scripts need it too.
import torch

ROWS, INNER, COLUMNS, TIMES = 256, 784, 512, 5

torch.set_num_threads(1)
a, b = torch.ones(ROWS, INNER), torch.ones(INNER, COLUMNS)
a @ b
start = time.perf_counter()
for _ in range(TIMES):
    a @ b
seconds = (time.perf_counter() - start) / TIMES
print(torch.__version__, 2e-9 * ROWS * INNER * COLUMNS / seconds)
