"""Deletes models that nobody uses any longer from the server of Spark Connect.

PySpark asks the server for it in __del__, wherever Python happens to collect garbage. That may be in the midst of
the client's own code, on a thread that holds a lock which the request needs, and which then waits for ever. Here
__del__ puts the model into a queue, and a thread of its own asks.
"""
from __future__ import annotations

import threading
from queue import SimpleQueue
from typing import Any, Optional, Tuple, Type

_queue: SimpleQueue[Tuple[Any, Any]] = SimpleQueue()  # put may interrupt itself, unlike that of Queue
_lock = threading.Lock()
_thread: Optional[threading.Thread] = None
_sessions: Any = None  # PySpark's classes, for __del__ must import nothing
_reference: Type[Any] = type(None)


def prepare() -> None:
    """Starts the thread, if there is none. Not in __del__, for that takes locks."""
    global _thread, _sessions, _reference
    from pyspark.ml.util import RemoteModelRef
    from pyspark.sql.connect.session import SparkSession

    with _lock:
        _sessions, _reference = SparkSession, RemoteModelRef
        if _thread is None or not _thread.is_alive():  # there is none in a process that was forked
            _thread = threading.Thread(target=_delete_all, name="coherer-deletion", daemon=True)
            _thread.start()


def later(java_object: Any) -> None:
    """Has the thread release a reference to a model, unless it is none. Takes no lock."""
    if _sessions is not None and isinstance(java_object, _reference):
        _queue.put((_sessions.getActiveSession() or _sessions._get_default_session(), java_object))


def _delete_all() -> None:
    while True:
        session, reference = _queue.get()
        _sessions._active_session.session = session  # of this thread, which release_ref asks for
        try:
            reference.release_ref()
        except Exception:  # as PySpark does: a session that is closed has no models any longer
            pass
        del session, reference
