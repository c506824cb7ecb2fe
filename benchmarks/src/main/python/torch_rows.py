"""Rows of tables on servers of PyTorch's RPC (TensorPipe), and their client.

usage: torch_rows.py RANK RANKS MEETING_FILE ROWS RATE WIDTH,...

All ranks but the last are servers, each with its part of every table: the rows of the ids that
leave its rank when divided by the number of servers. The last one is the client. The same batches,
updates and requests as org.coherer.benchmarks.ps.RowsWorker has.
"""
import os
import sys
import time

import torch
import torch.distributed.rpc as rpc

import worker

rank, world, meeting = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
rows, rate = int(sys.argv[4]), float(sys.argv[5])
widths = [int(width) for width in sys.argv[6].split(",")]
servers = world - 1
EPSILON = 1e-8
FILL_BATCH = 8192
DRAWN_BATCHES = 32
TOLERANCE = 1e-4
tables = []
sums = []


def meet():
    torch.set_num_threads(1)
    os.environ["TP_SOCKET_IFNAME"] = os.environ["GLOO_SOCKET_IFNAME"] = "lo"
    if rank < servers:
        own = (rows - rank + servers - 1) // servers
        tables.extend(torch.zeros(own, width) for width in widths)
        sums.extend(torch.zeros(own) for _ in widths)
    options = rpc.TensorPipeRpcBackendOptions(init_method=f"file://{meeting}", rpc_timeout=60)
    rpc.init_rpc(str(rank), rank=rank, world_size=world, rpc_backend_options=options)
    return f"torch-{torch.__version__}"


def pull_rows(table, places):
    """On a server: the rows."""
    return tables[table].index_select(0, places)


def push_rows(table, places, gradients):
    """On a server: a step of row-wise AdaGrad; no place is there twice."""
    changed = sums[table].index_select(0, places) + gradients.square().mean(1)
    sums[table].index_copy_(0, places, changed)
    factors = changed.sqrt_().add_(EPSILON).reciprocal_().mul_(-rate)
    tables[table].index_add_(0, places, gradients * factors.unsqueeze(1))


class Batch:
    """The distinct ids of a batch, by server."""

    def __init__(self, ids):
        self.distinct, self.inverse = torch.unique(ids, return_inverse=True)
        server = self.distinct % servers
        self.at = [(server == each).nonzero().squeeze(1) for each in range(servers)]
        self.places = [self.distinct[at] // servers for at in self.at]

    def start_pull(self, table):
        self.answers = [rpc.rpc_async(str(each), pull_rows, args=(table, places))
                        for each, places in enumerate(self.places)]

    def finish_pull(self, width):
        pulled = torch.empty(len(self.distinct), width)
        for at, answer in zip(self.at, self.answers):
            pulled.index_copy_(0, at, answer.wait())
        return pulled.index_select(0, self.inverse)

    def start_push(self, table, gradients):
        combined = torch.zeros(len(self.distinct), gradients.shape[1])
        combined.index_add_(0, self.inverse, gradients)
        self.answers = [rpc.rpc_async(str(each), push_rows, args=(table, places, combined[at]))
                        for each, (places, at) in enumerate(zip(self.places, self.at))]

    def finish_push(self):
        for answer in self.answers:
            answer.wait()


class Client:
    """Batches of one table, a number of them under way at once."""

    def prepare(self, table, width, batch, outstanding):
        self.table, self.width, self.outstanding = int(table), int(width), int(outstanding)
        generator = torch.Generator().manual_seed(int(batch))
        self.ids = [torch.randint(rows, (int(batch),), generator=generator)
                    for _ in range(DRAWN_BATCHES)]
        self.gradients = torch.ones(int(batch), self.width)
        return ""

    def fill(self, table, width):
        self.prepare(table, width, FILL_BATCH, 1)
        for first in range(0, rows, FILL_BATCH):
            ids = torch.arange(first, min(rows, first + FILL_BATCH))
            batch = Batch(ids)
            batch.start_push(self.table, self.gradients[:len(ids)])
            batch.finish_push()
        for ids in self.ids:
            batch = Batch(ids)
            batch.start_pull(self.table)
            pulled = batch.finish_pull(self.width)
            if pulled.shape != (FILL_BATCH, self.width) or (pulled + rate).abs().max() > TOLERANCE:
                raise ValueError(f"wrong rows after one push (must be {-rate})")
        return ""

    def pull(self, count):
        return self.run(int(count), lambda batch: batch.start_pull(self.table),
                        lambda batch: batch.finish_pull(self.width))

    def push(self, count):
        return self.run(int(count), lambda batch: batch.start_push(self.table, self.gradients),
                        lambda batch: batch.finish_push())

    def run(self, count, start, finish):
        begun = time.perf_counter()
        under_way = []
        for i in range(count):
            if len(under_way) == self.outstanding:
                finish(under_way.pop(0))
            batch = Batch(self.ids[i % DRAWN_BATCHES])
            start(batch)
            under_way.append(batch)
        for batch in under_way:
            finish(batch)
        return str(time.perf_counter() - begun)


client = Client()
handlers = {name: getattr(client, name) for name in ("prepare", "fill", "pull", "push")}
worker.serve({"meet": meet, "idle": lambda: "", **handlers})
