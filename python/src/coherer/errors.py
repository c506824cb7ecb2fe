"""Errors of users of Coherer: one line that says what is wrong and what to do, without a trace of Java's stack.

What Java or the Spark Connect server has thrown is the attribute ``cause`` of each. They are errors of PySpark, too, so
that ``except pyspark.errors.IllegalArgumentException`` catches them, and of Python (ValueError, OSError, RuntimeError).
Errors that are no mistake of the user's are left as PySpark has them, with Java's stack.
"""
from __future__ import annotations

import re
from types import TracebackType
from typing import Any, Callable, Iterator, List, Optional, Tuple, Type

from pyspark.errors import (
    IllegalArgumentException as _SparkIllegalArgument, PySparkException, UnsupportedOperationException as _SparkUnsupported)

__all__ = [
    "IllegalArgumentException", "MissingClassesError", "ModelFileError", "TrainingDivergedException",
    "TrainingFailedException", "UnsupportedOperationException"]


class _Explained:
    """An error with the one that it explains."""

    def __init__(self, message: str, cause: Optional[BaseException] = None) -> None:
        super().__init__(message=message)  # type: ignore[call-arg]
        self.cause = cause


class IllegalArgumentException(_Explained, _SparkIllegalArgument, ValueError):
    """A Param, a column, a network, a cluster or another input does not fit."""


class UnsupportedOperationException(_Explained, _SparkUnsupported, NotImplementedError):
    """A model, or Spark Connect, cannot do what it is asked for."""


class TrainingFailedException(_Explained, PySparkException, RuntimeError):
    """A training failed on the executors after all retries, or diverged."""


class TrainingDivergedException(TrainingFailedException):
    """A loss or gradients of a training are not finite."""


class ModelFileError(_Explained, PySparkException, OSError):
    """A stage cannot be saved at a path, or what is there cannot be loaded."""


class MissingClassesError(_Explained, PySparkException, RuntimeError):
    """There is no Spark session with Coherer's Java classes, or there are no jars for it."""


_KINDS: List[Tuple[str, Type[Any]]] = [  # by Java class; the first that fits
    ("org.coherer.training.loop.TrainingDivergedException", TrainingDivergedException),
    ("org.coherer.training.trainer.TrainingFailedException", TrainingFailedException),
    ("java.lang.IllegalArgumentException", IllegalArgumentException),
    ("java.lang.UnsupportedOperationException", UnsupportedOperationException),
    ("java.io.IOException", ModelFileError),
    ("java.io.UncheckedIOException", ModelFileError),
]
_INVALID_VALUE = re.compile(r"\S+ parameter (\w+) given invalid value (.*)\.", re.DOTALL)
_INVALID_SETTING = re.compile(r"(Invalid spark\.coherer\.(\w+)=.*?): .*", re.DOTALL)
_INVALID_ROW = re.compile(r"Invalid (null|value|weight) .* in row \d+ of partition \d+")
_NO_CLASSES = (
    "The Spark Connect server does not have Coherer's Java classes (start it with --jars and the paths that"
    " coherer.jars() returns there; jars that a client adds do not suffice)")
_SUBCLASSES = {
    "org.coherer.connector.column.InvalidParamException": "java.lang.IllegalArgumentException",
    "java.io.FileNotFoundException": "java.io.IOException",
    "org.apache.hadoop.fs.FileAlreadyExistsException": "java.io.IOException",
    "org.apache.hadoop.mapred.InvalidInputException": "java.io.IOException",
}


def _throwables(error: BaseException) -> Iterator[Any]:
    """Returns what Java has thrown and, where Spark only says that its job failed, why it did."""
    thrown = getattr(error, "java_exception", None) or getattr(error, "_origin", None)
    for _ in range(20):
        if thrown is None:
            return
        yield thrown
        if thrown.getClass().getName() != "org.apache.spark.SparkException":
            return
        thrown = thrown.getCause()


def _classic(error: BaseException) -> Optional[Tuple[Type[Any], str]]:
    """Returns kind and message of an error that a JVM of this process has thrown."""
    from py4j.java_gateway import is_instance_of
    from pyspark import SparkContext

    for thrown in _throwables(error):
        for name, kind in _KINDS:
            is_ours = name.startswith("org.coherer")  # Java's own class loader knows the others alone
            if thrown.getClass().getName() == name or (
                    not is_ours and is_instance_of(SparkContext._gateway, thrown, name)):
                return kind, thrown.getMessage() or ""
    return None


def _remote(error: BaseException) -> Optional[Tuple[Type[Any], str]]:
    """Returns kind and message of an error that a Spark Connect server has sent."""
    message = str(getattr(error, "_message", "") or "")
    if re.search(r"Unsupported (ML \w+, found|read for) org\.coherer\.", message):
        return MissingClassesError, _NO_CLASSES
    if isinstance(error, _SparkIllegalArgument):
        return IllegalArgumentException, message
    if isinstance(error, _SparkUnsupported):
        return UnsupportedOperationException, message
    named = re.match(r"\(([\w.$]+)\) (.*)", message, re.DOTALL)
    if named:
        name = _SUBCLASSES.get(named.group(1), named.group(1))
        for known, kind in _KINDS:
            if name == known:
                return kind, named.group(2)
    return None


def explain(error: BaseException, doc_of: Callable[[str], str]) -> Optional[Exception]:
    """Returns the error in one line if it is the user's mistake; None if it is to be left as it is.

    doc_of tells the documentation of a Param, which has its range.
    """
    if isinstance(error, _Explained):
        return None
    is_remote_error = type(error).__module__ == "pyspark.errors.exceptions.connect"
    is_java_error = hasattr(error, "java_exception") or getattr(error, "_origin", None) is not None
    found = _remote(error) if is_remote_error else _classic(error) if is_java_error else None
    if found is None:
        return None
    kind, message = found
    invalid = _INVALID_VALUE.fullmatch(message)
    if invalid:
        message = f"Invalid {invalid.group(1)} {invalid.group(2)} (must be: {doc_of(invalid.group(1))})"
    setting = _INVALID_SETTING.fullmatch(message)
    if setting:
        message = f"{setting.group(1)} (must be: {doc_of(setting.group(2))})"
    elif _INVALID_ROW.match(message):
        message += " (correct such rows, or have handleInvalid='skip' filter them out)"
    explained: Exception = kind(message, error)
    return explained


class explained:
    """A block whose errors are explained if they are the user's mistakes."""

    def __init__(self, doc_of: Callable[[str], str] = str) -> None:
        self._doc_of = doc_of

    def __enter__(self) -> None:
        return None

    def __exit__(
            self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        found = None if error is None else explain(error, self._doc_of)
        if found is not None:
            raise found from None
