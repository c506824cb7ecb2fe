"""Java classes and objects from Python, where the session has a JVM of its own."""
from __future__ import annotations

from functools import reduce
from typing import Any

from pyspark.ml.common import _java2py, _py2java
from pyspark.sql.utils import is_remote

from coherer.errors import MissingClassesError

_NO_SESSION = (
    "There is no Spark session (start one with coherer.session(), or with SparkSession.builder and the setting"
    " spark.jars of coherer.jars())")
_NO_CLASSES = (
    "The Spark session does not have Coherer's Java classes: it was started without their jars (restart Python and start"
    " the session with coherer.session(), with .config('spark.jars', coherer.jars()), or with spark-submit --jars)")


def context() -> Any:
    """Returns the SparkContext of this process, whose JVM is asked."""
    from pyspark import SparkContext

    found = SparkContext._active_spark_context
    if found is None:
        raise MissingClassesError(_NO_SESSION)
    return found


def java_class(name: str) -> Any:
    """Returns a class of Coherer or of Java, or says what to do if the JVM does not have it."""
    from py4j.java_gateway import JavaPackage

    found = reduce(getattr, name.split("."), context()._jvm)
    if isinstance(found, JavaPackage):
        raise MissingClassesError(_NO_CLASSES)
    return found


def new_stage(name: str, uid: str) -> Any:
    """Returns a new Java stage; over Spark Connect its name, which the server makes one of."""
    return name if is_remote() else java_class(name)(uid)


def call(java_object: Any, name: str, *arguments: Any) -> Any:
    """Calls a method of a Java object with Python values and returns its result as one."""
    spark = context()
    return _java2py(spark, getattr(java_object, name)(*[_py2java(spark, value) for value in arguments]))
