"""The worker's end of a benchmark process: requests on standard input, answers on standard output.

Mirrors org.coherer.benchmarks.process.WorkerLoop: one request a line, answered by "ok ..." or
"error ..."; the process ends when its input does, also in the middle of its work.
"""
import os
import queue
import sys
import threading
import time
import traceback


def serve(handlers):
    """Answers requests until there are no more; a handler takes the arguments and returns the answer."""
    requests = queue.Queue()
    threading.Thread(target=_read, args=(requests,), daemon=True).start()
    while True:
        line = requests.get()
        if line is None:
            os._exit(0)  # Gloo's threads may still wait for peers that are gone.
        verb, *arguments = line.split(" ")
        print(_answer(handlers, verb, arguments), flush=True)


def _answer(handlers, verb, arguments):
    try:
        if verb not in handlers:
            raise ValueError(f"unknown request '{verb}'")
        answer = handlers[verb](*arguments)
        return f"ok {answer}" if answer else "ok"
    except Exception as e:
        traceback.print_exc()
        return f"error {type(e).__name__}: {e}".replace("\n", " ")


def _read(requests):
    for line in sys.stdin:
        requests.put(line.rstrip("\n"))
    requests.put(None)
    time.sleep(2)
    os._exit(1)


def join(rank, world, meeting):
    """Joins the other ranks over Gloo on the loopback interface, one thread each."""
    import datetime

    import torch
    import torch.distributed as dist

    torch.set_num_threads(1)
    os.environ["GLOO_SOCKET_IFNAME"] = "lo"
    dist.init_process_group("gloo", init_method=f"file://{meeting}", rank=rank, world_size=world,
                            timeout=datetime.timedelta(seconds=60))
    return f"torch-{torch.__version__}"
