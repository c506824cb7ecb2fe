"""Predictions with PyTorch, one thread, of one batch in memory.

usage: torch_inference.py

The networks of torch_models.py with a softmax at the end, in inference mode; the same requests as
org.coherer.benchmarks.inference.InferenceWorker.
"""
import time

import torch

import torch_models
import worker

torch.set_num_threads(1)


class Predictor:
    """One network and its batch."""

    def prepare(self, model, batch):
        self.x, _ = torch_models.rows_for(model, int(batch))
        self.net = torch_models.network_of(model)
        self.net.eval()
        return ""

    def predict(self, count):
        with torch.inference_mode():
            start = time.perf_counter()
            for _ in range(int(count)):
                torch.softmax(self.net(self.x), 1)
            return time.perf_counter() - start


predictor = Predictor()
worker.serve({name: getattr(predictor, name) for name in ("prepare", "predict")})
