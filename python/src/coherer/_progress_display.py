"""Where Python shows the progress of fits: a live cell of a notebook, or lines on standard error."""
import os
import shutil
import sys
import time

from coherer import _progress_html

KINDS = ("cell", "lines", "bar", "none")

_BETWEEN_LINES = 10.0

# The cell that a display of the same execution goes on with, so that cross-validation has one and not a hundred.
_last_cell = None


def choose(mode, remote):
    """Returns what Python shows for a value of the Param progress.

    On the driver's own machine, everything but a notebook's cell is what the driver itself writes to the standard
    error that it shares with Python.
    """
    if mode == "auto":
        if _notebook() is not None and not _in_databricks():
            return "cell"
        return "bar" if remote and _is_terminal() else "lines" if remote or _in_databricks() else "none"
    return mode if remote and mode in ("bar", "lines") else "none"


def opened(kind, verbosity):
    """Returns a display of a kind."""
    return _cell(verbosity) if kind == "cell" else Console(kind == "bar", verbosity)


def _notebook():
    """Returns the shell of the notebook that this runs in; None elsewhere, also in IPython in a terminal."""
    if "IPython" not in sys.modules:
        return None
    shell = sys.modules["IPython"].get_ipython()
    return shell if shell is not None and hasattr(shell, "kernel") else None


def _in_databricks():
    return "DATABRICKS_RUNTIME_VERSION" in os.environ


def _is_terminal():
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _cell(verbosity):
    global _last_cell
    shell = _notebook()
    if shell is None:
        raise ValueError("Cannot show a live cell (it needs a notebook; display='lines' works anywhere)")
    execution = (shell, shell.execution_count)
    if _last_cell is None or _last_cell.execution != execution:
        _last_cell = Cell(execution)
    _last_cell.steps = verbosity >= 2
    return _last_cell


class Cell:
    """A cell of a notebook that shows the fits of one execution."""

    def __init__(self, execution):
        self.execution = execution
        self.steps = True
        self.fits = _progress_html.Fits()
        self._handle = None
        self._shown = None

    def update(self, reports):
        for report in reports:
            if self.steps or report.kind != "step":
                self.fits.add(report)
        self._draw()

    def close(self):
        self._draw()

    def _draw(self):
        from IPython.display import display
        content = {"text/html": self.fits.html(), "text/plain": self.fits.text()}
        if content == self._shown:
            return
        self._shown = content
        if self._handle is None:
            self._handle = display(content, raw=True, display_id=True)
        else:
            self._handle.update(content, raw=True)


class Console:
    """Lines on standard error, or one that is drawn over as long as one fit is under way alone."""

    def __init__(self, bar, verbosity, stream=None, width=None, clock=time.monotonic):
        self._bar, self._steps = bar, verbosity >= 2
        self._stream = stream
        self._width = width
        self._clock = clock
        self._drawn = False
        self._running = {}

    def update(self, reports):
        for report in reports:
            self._show(report)

    def close(self):
        self._clear()

    def _show(self, report):
        self._running.setdefault(report.fit, self._clock())
        if report.kind == "step" and not self._steps:
            return
        if self._bar and len(self._running) == 1 and report.kind in ("started", "step", "epoch"):
            self._draw(report.text)
        elif report.kind == "step":
            if self._clock() - self._running[report.fit] >= _BETWEEN_LINES:
                self._line(report)
        elif report.kind != "failed":
            self._line(report)
        if report.kind in ("ended", "failed"):
            self._clear()
            del self._running[report.fit]

    def _line(self, report):
        self._clear()
        self._running[report.fit] = self._clock()
        whose = f"[fit {report.fit} {report.uid}] " if len(self._running) > 1 else ""
        self._write(f"{whose}{report.text}\n")

    def _draw(self, text):
        width = self._columns() - 1
        self._write("\r" + text[:width].ljust(width) + "\r")
        self._drawn = True

    def _clear(self):
        if self._drawn:
            self._write("\r" + " " * (self._columns() - 1) + "\r")
            self._drawn = False

    def _columns(self):
        return self._width or shutil.get_terminal_size().columns

    def _write(self, text):
        stream = self._stream or sys.stderr
        stream.write(text)
        stream.flush()
