"""The progress of fits where the user of Python looks: a live cell in notebooks, lines in terminals, callbacks.

    with coherer.progress.live():                       # a cell that follows every fit inside
        model = pipeline.fit(train)

    with coherer.progress.on_epoch(lambda epoch: print(epoch.epoch, epoch.loss)):
        model = classifier.fit(train)

Works in PySpark sessions that have their own JVM and over Spark Connect. Reports are read from the driver by a
thread; what a callback does never holds training up.
"""
import contextlib
import warnings

from coherer import _progress_display
from coherer._params import value_in_fit
from coherer._reports import Report, is_remote, read, session_of
from coherer._watcher import Callback, Watcher

__all__ = ["Report", "fitting", "live", "on_epoch", "read"]


@contextlib.contextmanager
def live(estimator=None, callbacks=(), spark=None, display=None):
    """Shows the progress of the fits inside, and calls back.

    estimator: only its fits (and those of its copies); all of the session by default.
    callbacks: functions that are called with the report of each epoch, or objects with any of the methods on_epoch,
        on_progress (the start, steps, notes) and on_end. They are called on another thread.
    display: "cell" for a live cell, "lines" for lines on standard error, "none"; by default a cell in a notebook, and
        lines where nothing else would show: over Connect, and in a notebook of Databricks.
    """
    spark = session_of(spark)
    chosen = _progress_display.choose("auto", is_remote(spark)) if display is None else display
    with _watched(spark, estimator, callbacks, chosen, verbosity=2):
        yield


@contextlib.contextmanager
def on_epoch(callback, spark=None):
    """Calls back with the report of each epoch of the fits inside, on another thread."""
    with live(callbacks=[callback], spark=spark, display="none"):
        yield


@contextlib.contextmanager
def fitting(estimator, spark, callbacks=()):
    """What the estimators of this package do around each fit: shows progress as the Params progress and verbosity say.

    Where the driver does so by itself, only callbacks are served. A session whose reports cannot be read is no reason
    not to fit.
    """
    mode = str(value_in_fit(estimator, "progress", spark, "auto"))
    verbosity = int(value_in_fit(estimator, "verbosity", spark, 2))
    chosen = "none" if verbosity == 0 else _progress_display.choose(mode, is_remote(spark))
    if chosen == "none" and not callbacks:
        yield
        return
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(_watched(spark, estimator, callbacks, chosen, verbosity))
        except Exception as problem:  # the fit will say it better, if it is a matter of the fit
            warnings.warn(f"Cannot show the progress of training: {problem}", stacklevel=2)
        yield


@contextlib.contextmanager
def _watched(spark, estimator, callbacks, display, verbosity):
    """Has callbacks and a display served until the end."""
    if display not in _progress_display.KINDS:
        raise ValueError(f"Unknown display {display!r} (must be one of {', '.join(_progress_display.KINDS)})")
    uid = None if estimator is None else estimator.uid
    watcher = Watcher.of(spark)
    with contextlib.ExitStack() as stack:
        for callback in callbacks:
            stack.enter_context(watcher.serving(Callback(callback, uid)))
        if display != "none":
            stack.enter_context(watcher.displaying(display, verbosity, uid))
        yield
