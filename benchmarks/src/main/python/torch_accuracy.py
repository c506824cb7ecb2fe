"""Training with PyTorch's DistributedDataParallel over Gloo, one rank, with a look at test images after each epoch.

usage: torch_accuracy.py RANK RANKS MEETING_FILE FOLDER

The networks of torch_models.py on the IDX files in FOLDER, Adam with 0.001. The images are in memory before
anything is timed, and looking at test images is not timed.
"""
import sys
import time

import torch
from torch.nn.parallel import DistributedDataParallel

import idx_files
import torch_models
import torch_steps
import worker

rank, world, meeting, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]
TESTED_AT_ONCE = 1000


class Trainer:
    """One rank's images and network."""

    def meet(self):
        return worker.join(rank, world, meeting)

    def load(self):
        images, labels = idx_files.read(folder, "train")
        self.x, self.y = torch.from_numpy(images[rank::world].copy()), torch.from_numpy(labels[rank::world].copy())
        self.test = [torch.from_numpy(part) for part in idx_files.read(folder, "t10k")]
        return str(len(self.x))

    def begin(self, kind, batch, seed):
        self.kind, self.batch = kind, int(batch)
        self.net = torch_models.network_of(kind, int(seed))
        self.model = DistributedDataParallel(self.net)
        self.optimizer = torch.optim.Adam(self.model.parameters(), 1e-3)
        self.images = torch_models.shaped(kind, self.x)
        torch.manual_seed(int(seed) * world + rank)

    def epoch(self):
        """Trains on all rows once. Answers with seconds and the accuracy, which rank 0 alone looks for."""
        start = time.perf_counter()
        order = torch.randperm(len(self.images))
        torch_steps.train(self.model, self.optimizer, self.images, self.y, order, self.batch)
        seconds = time.perf_counter() - start
        return f"{seconds} {self._accuracy() if rank == 0 else 0.0}"

    def _accuracy(self):
        images, labels = self.test
        right = 0
        with torch.inference_mode():
            for at in range(0, len(labels), TESTED_AT_ONCE):
                outputs = self.net(torch_models.shaped(self.kind, images[at:at + TESTED_AT_ONCE]))
                right += (outputs.argmax(1) == labels[at:at + TESTED_AT_ONCE]).sum().item()
        return right / len(labels)


trainer = Trainer()
worker.serve({name: getattr(trainer, name) for name in ("meet", "load", "begin", "epoch")})
