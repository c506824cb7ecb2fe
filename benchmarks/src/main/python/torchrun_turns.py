"""Runs torchrun (torch.distributed.run) with two processes: how soon they train, and train again after a kill.

usage: torchrun_turns.py FOLDER
"""
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time

import moments
import worker

RANKS = 2
LIMIT_SECONDS = 120
PR_SET_PDEATHSIG = 1
folder = sys.argv[1]
training = os.path.join(os.path.dirname(os.path.abspath(__file__)), "torchrun_training.py")


def startup():
    """Answers with the milliseconds from the launch until all ranks have made their first step."""
    start, run = _launch(_static(), steps=20, saved_steps=0)
    try:
        first = _await(run, lambda noted: _all_made(noted, 1))
        return str((first - start) / 1e6)
    finally:
        _end(run)


def recovery(victim, step, saved_steps):
    """Kills a rank once all have made a step. Answers with the milliseconds until all ranks have made a step again, and
    the first one that nobody had made, and with how many steps were made again."""
    _, run = _launch(["--standalone"], steps=1_000_000, saved_steps=int(saved_steps))
    try:
        _await(run, lambda noted: _all_made(noted, int(step)))
        process = next(moment.process for moment in moments.read(folder) if moment.rank == int(victim))
        before = {moment.process for moment in moments.read(folder)}
        killed = time.monotonic_ns()
        os.kill(process, signal.SIGKILL)
        again = _await(run, lambda noted: _first_step(noted, before)[1])
        noted = moments.read(folder)
        first, _ = _first_step(noted, before)
        furthest = max(step for step in {moment.number for moment in noted if moment.process in before}
                       if _all_made([moment for moment in noted if moment.process in before], step))
        caught_up = _await(run, lambda noted: _all_made([moment for moment in noted if moment.process not in before],
                                                        furthest + 1))
        return f"{(again - killed) / 1e6} {(caught_up - killed) / 1e6} {max(0, furthest + 1 - first)}"
    finally:
        _end(run)


def _first_step(noted, before):
    """Returns the first step of the processes that were not there before, and when all have made it, if they have."""
    new = [moment for moment in noted if moment.process not in before]
    return (new[0].number, _all_made(new, new[0].number)) if new else (None, None)


def _all_made(noted, step):
    """Returns when the last rank has made a step; nothing if one has not."""
    made = [moment.nanos for moment in noted if moment.number == step]
    return made[-1] if len(made) == RANKS else None


def _static():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return ["--nnodes=1", "--node-rank=0", "--master-addr=127.0.0.1", f"--master-port={free.getsockname()[1]}"]


def _launch(meeting, steps, saved_steps):
    os.makedirs(folder, exist_ok=True)
    for name in os.listdir(folder):  # What was noted and saved, and where ranks have met.
        os.remove(os.path.join(folder, name))
    command = [sys.executable, "-m", "torch.distributed.run", *meeting, f"--nproc-per-node={RANKS}", "--max-restarts=3",
               training, folder, str(steps), str(saved_steps)]
    environment = dict(os.environ, GLOO_SOCKET_IFNAME="lo", OMP_NUM_THREADS="1")
    start = time.monotonic_ns()
    return start, subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr,
                                   preexec_fn=_end_with_parent)


def _end_with_parent():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _await(run, found):
    """Waits until something is found in what was noted, and returns it."""
    end = time.monotonic() + LIMIT_SECONDS
    while True:
        result = found(moments.read(folder))
        if result is not None:
            return result
        if run.poll() is not None:
            raise RuntimeError(f"torchrun has ended with status {run.returncode}")
        if time.monotonic() > end:
            raise RuntimeError(f"no such step within {LIMIT_SECONDS} s")
        time.sleep(0.005)


def _end(run):
    """Ends torchrun, which ends its processes."""
    run.terminate()
    try:
        run.wait(60)
    except subprocess.TimeoutExpired:
        run.kill()
        run.wait()


worker.serve({"startup": startup, "recovery": recovery})
