"""Saved stages: written and read by PySpark's own writers and readers, with errors that say what to do."""
from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Type, Union

from pyspark.errors import AnalysisException
from pyspark.ml.util import JavaMLReader, MLReader, MLWriter
from pyspark.sql.utils import is_remote

from coherer import _java
from coherer.errors import ModelFileError, explained

if TYPE_CHECKING:
    from coherer._stage import Stage

Path = Union[str, "os.PathLike[str]"]

_JAVA_MODULE = "org.coherer.ml"  # where PySpark looks for the Python class of a stage


def _path(path: Path) -> str:
    if not isinstance(path, (str, os.PathLike)):
        raise TypeError(f"Invalid path {path!r} of type {type(path).__name__} (must be a text or a path)")
    return os.fspath(path)


class StageWriter(MLWriter):
    """Saves a stage, by PySpark's own writer, and explains its errors."""

    def __init__(self, writer: Any) -> None:
        super().__init__()
        self._writer = writer

    def save(self, path: Path) -> None:
        """Saves the stage at a path, on any Hadoop file system; over Spark Connect it is the server's."""
        with explained():
            self._writer.save(_path(path))

    def overwrite(self) -> StageWriter:
        """Has what is at the path already replaced."""
        self._writer.overwrite()
        return self

    def option(self, key: str, value: Any) -> StageWriter:
        """Sets an option, such as optimizerState of a model."""
        self._writer.option(key, str(value).lower() if isinstance(value, bool) else str(value))
        return self

    def session(self, sparkSession: Any) -> StageWriter:
        """Sets the session to save with."""
        self._writer.session(sparkSession)
        return self


class _ClassicReader(JavaMLReader):

    @classmethod
    def _java_loader_class(cls, clazz: Any) -> str:
        return str(clazz._java_class)

    @classmethod
    def _load_java_obj(cls, clazz: Any) -> Any:
        return _java.java_class(clazz._java_class)


class StageReader(MLReader):
    """Loads a saved stage, by PySpark's own reader, and explains its errors."""

    def __init__(self, stage: Type[Stage]) -> None:
        super().__init__()
        self._stage = stage
        self._reader = self._remote() if is_remote() else _ClassicReader(stage)

    def _remote(self) -> Any:
        from pyspark.ml.connect.readwrite import RemoteMLReader

        named = type(self._stage.__name__, (self._stage,), {"__module__": _JAVA_MODULE})
        return RemoteMLReader(named)  # which makes a Java name of module and class

    def load(self, path: Path) -> Any:
        """Loads the stage that is saved at a path."""
        try:
            with explained():
                return self._reader.load(_path(path))
        except AnalysisException as error:  # Spark reads estimators' files as a table
            if "PATH_NOT_FOUND" not in str(error):
                raise
            message = f"Cannot read {path}: there is nothing (must be the folder of a saved {self._stage.__name__})"
            raise ModelFileError(message, error) from None

    def session(self, sparkSession: Any) -> StageReader:
        """Sets the session to load with."""
        self._reader.session(sparkSession)
        return self
