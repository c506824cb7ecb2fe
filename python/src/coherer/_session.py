"""The jars that belong to this package, and sessions of Spark that have them."""
from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, Dict, List, Optional

import pyspark
from pyspark import SparkContext
from pyspark.sql import SparkSession

from coherer import _java
from coherer.errors import MissingClassesError

_FOLDER = Path(__file__).parent / "_jars"
_VARIABLE = "COHERER_JARS"
_NAMES = {"master": "spark.master", "appName": "spark.app.name", "remote": "spark.remote"}


def _line(version: str) -> str:
    """Returns the line of a version of Spark: 4.1 of 4.1.0."""
    return ".".join(version.split(".")[:2])


def _in(folder: Path) -> List[str]:
    return sorted(str(jar.resolve()) for jar in folder.glob("*.jar"))


def _named(folders: str) -> List[str]:
    found = _in(Path(folders))
    if not found:
        raise MissingClassesError(f"There are no jars in {folders} (set {_VARIABLE} to a folder that has Coherer's, or to none)")
    return found


def jars() -> str:
    """Returns the paths of Coherer's jars, separated by commas, as spark.jars and spark-submit --jars take them.

    They are those of this package, which are for one line of Spark and one platform, or those of the folder that the
    environment variable COHERER_JARS names.

    Raises
    ------
    MissingClassesError
        if there are none, or those of this package are for another Spark than the installed PySpark
    """
    if os.environ.get(_VARIABLE):
        return ",".join(_named(os.environ[_VARIABLE]))
    found = _in(_FOLDER)
    if not found:
        raise MissingClassesError(
            "This package has no jars (install the wheel, which bin/build-wheel makes, set COHERER_JARS to a folder of"
            " jars, or use spark-submit --packages)")
    release = re.search(r"^Spark ([\d.]+)", (_FOLDER / "RELEASE").read_text(encoding="utf-8"))
    built_for = _line(release.group(1)) if release else "unknown"
    if _line(pyspark.__version__) != built_for:
        raise MissingClassesError(
            f"The jars of this package are for Spark {built_for}, and PySpark is {pyspark.__version__} (install PySpark"
            f" {built_for}, or the wheel for Spark {_line(pyspark.__version__)}; docs/python.md lists them)")
    return ",".join(found)


def _settings(given: Dict[str, Any]) -> Dict[str, str]:
    """Returns settings under Spark's names."""
    named = {}
    for name, value in given.items():
        spark_name = _NAMES.get(name, name.replace("_", "."))
        if not spark_name.startswith("spark."):
            raise TypeError(
                f"session() has no setting '{name}' (must be master, appName, remote or a name of Spark's, such as"
                " spark_executor_memory='4g' or **{'spark.executor.memory': '4g'})")
        named[spark_name] = str(value).lower() if isinstance(value, bool) else str(value)
    return named


def _has_master(options: Dict[str, Any]) -> bool:
    """Returns whether somebody has said where Spark runs: a program, a variable, or Spark's own files."""
    if "spark.master" in options or "MASTER" in os.environ or "--master" in os.environ.get("PYSPARK_SUBMIT_ARGS", ""):
        return True
    home = os.environ.get("SPARK_CONF_DIR") or os.path.join(os.environ.get("SPARK_HOME", ""), "conf")
    file = Path(home) / "spark-defaults.conf"
    return file.is_file() and bool(re.search(r"^\s*spark\.master\b", file.read_text(encoding="utf-8"), re.M))


def _has_java(options: Dict[str, Any]) -> bool:
    """Returns whether there is a JVM already, which takes no more jars, or its jars come from a repository."""
    return (
        SparkContext._active_spark_context is not None
        or "PYSPARK_GATEWAY_PORT" in os.environ  # spark-submit has started this program
        or "coherer" in str(options.get("spark.jars.packages", "")))


def session(builder: Optional[Any] = None, **settings: Any) -> SparkSession:
    """Returns a Spark session that has Coherer's jars: a new one, or the one that there is, if it has them.

    It is local, with a slot for each processor, unless the builder, the settings, the environment or Spark's files say
    where Spark runs. With remote="sc://host" or SPARK_REMOTE it is one of Spark Connect, whose server has the jars.

    Parameters
    ----------
    builder : SparkSession.Builder, optional
        what the session is made of, such as SparkSession.builder.master("spark://host:7077")
    **settings
        settings of Spark; underscores in names stand for dots. master, appName and remote may be written alone

    Raises
    ------
    MissingClassesError
        if there are no jars, or a running session was started without them

    Examples
    --------
    >>> spark = coherer.session(master="local[4]", spark_driver_memory="8g")
    """
    builder = SparkSession.builder if builder is None else builder
    for name, value in _settings(settings).items():
        builder = builder.config(name, value)
    options = dict(builder._options)
    if "spark.remote" in options or "SPARK_REMOTE" in os.environ:
        return builder.getOrCreate()
    if not _has_java(options):
        own = [one for one in str(options.get("spark.jars", "")).split(",") if one]
        builder = builder.config("spark.jars", ",".join([*own, *jars().split(",")]))
        if not _has_master(options):
            builder = builder.master("local[*]")
    spark: SparkSession = builder.getOrCreate()
    _java.java_class("org.coherer.ml.NeuralNetworkClassifier")
    return spark
