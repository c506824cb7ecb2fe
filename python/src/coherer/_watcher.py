"""The thread that reads the reports of a session's fits, for callbacks and displays."""
import contextlib
import threading
import traceback
import warnings
import weakref
from typing import Any

from coherer import _progress_display
from coherer._reports import is_remote, read


class Callback:
    """A callback, for the fits of one estimator or for all."""

    showing = False

    def __init__(self, callback, uid):
        if not callable(callback) and not any(hasattr(callback, name) for name in ("on_epoch", "on_progress", "on_end")):
            raise TypeError(
                f"Invalid callback {callback!r} (must be a function, or have a method on_epoch, on_progress or on_end)")
        self.callback, self.uid = callback, uid

    def receive(self, reports):
        for report in reports:
            self._call(report)

    def _call(self, report):
        name = {"epoch": "on_epoch", "ended": "on_end", "failed": "on_end"}.get(report.kind, "on_progress")
        method = getattr(self.callback, name, None)
        if method is None and name == "on_epoch" and callable(self.callback):
            method = self.callback
        if method is not None:
            try:
                method(report)
            except Exception:
                warnings.warn(f"The callback {self.callback!r} has failed; the fit goes on\n{traceback.format_exc()}")


class Display:
    """A display, for the fits of one estimator or for all; whoever fits meanwhile shares it."""

    showing = True

    def __init__(self, shown, uid):
        self.shown, self.uid, self.users = shown, uid, 0

    def receive(self, reports):
        self.shown.update(reports)


class Watcher:
    """Reads the reports of a session on a thread, as long as there is somebody to serve."""

    _all: "weakref.WeakKeyDictionary[Any, Watcher]" = weakref.WeakKeyDictionary()
    _guard = threading.Lock()
    _PATIENCE = 3

    def __init__(self, spark, interval):
        self._spark = weakref.ref(spark)
        self._interval = interval
        self._lock = threading.RLock()
        self._served = []
        self._after = 0
        self._failures = 0
        self._display = None
        self._stop = None

    @classmethod
    def of(cls, spark):
        """Returns the one of a session."""
        with cls._guard:
            if spark not in cls._all:
                cls._all[spark] = cls(spark, 1.0 if is_remote(spark) else 0.5)
            return cls._all[spark]

    @contextlib.contextmanager
    def serving(self, one):
        """Serves one with all reports until the end."""
        self._add(one)
        try:
            yield
        finally:
            self._remove(one)

    @contextlib.contextmanager
    def displaying(self, kind, verbosity, uid):
        """Shows progress until the end, in what shows it already if there is such a thing."""
        with self._lock:
            if self._display is None:
                self._display = Display(_progress_display.opened(kind, verbosity), uid)
                self._add(self._display)
            elif self._display.uid != uid:
                self._display.uid = None
            display = self._display
            display.users += 1
        try:
            yield
        finally:
            with self._lock:
                display.users -= 1
                if display.users == 0:
                    self._display = None
                    self._remove(display)
                    display.shown.close()

    def _add(self, one):
        with self._lock:
            if self._stop is None:
                newest = read(self._spark(), limit=1, showing=one.showing)
                self._after = newest[-1].number if newest else 0
                self._failures = 0
                self._stop = threading.Event()
                threading.Thread(
                    target=self._run, args=(self._stop,), name="coherer-progress", daemon=True).start()
            else:
                self._poll()
            self._served.append((one, self._after))
            if one.showing:
                self._read()  # tells the driver at once

    def _remove(self, one):
        with self._lock:
            self._poll()
            self._served = [each for each in self._served if each[0] is not one]
            if not self._served and self._stop is not None:
                self._stop.set()
                self._stop = None

    def _run(self, stop):
        while not stop.wait(self._interval):
            with self._lock:
                if not stop.is_set():
                    self._poll()

    def _read(self):
        spark = self._spark()
        return [] if spark is None else read(spark, self._after, showing=any(one.showing for one, _ in self._served))

    def _poll(self):
        if self._failures >= self._PATIENCE:
            return
        try:
            reports = self._read()
            self._failures = 0
        except Exception as problem:
            self._failures += 1
            if self._failures == self._PATIENCE:
                warnings.warn(f"Cannot read the progress of training any longer: {problem}")
            return
        if reports:
            self._after = reports[-1].number
        for one, since in list(self._served):
            own = [each for each in reports if each.number > since and one.uid in (None, each.uid)]
            one.receive(own)
