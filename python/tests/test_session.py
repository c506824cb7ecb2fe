"""Jars and sessions, and what is said where they are missing."""
import os
import re
import subprocess
import sys
import xml.etree.ElementTree
from pathlib import Path

import pytest

import coherer
from coherer import _session

REPOSITORY = Path(os.environ["COHERER_REPOSITORY"])


def python(code, **environment):
    """Runs a program in a process of its own, which has no session, and returns what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **environment}, capture_output=True, text=True, timeout=120)
    return (done.stdout + done.stderr).strip()


def test_jars_are_those_of_the_folder_that_is_named(tmp_path, monkeypatch):
    for name in "b.jar", "a.jar", "notes.txt":
        (tmp_path / name).touch()
    monkeypatch.setenv("COHERER_JARS", str(tmp_path))
    assert coherer.jars() == f"{tmp_path}/a.jar,{tmp_path}/b.jar"


def packaged(monkeypatch, tmp_path, release):
    (tmp_path / "a.jar").touch()
    (tmp_path / "RELEASE").write_text(release)
    monkeypatch.delenv("COHERER_JARS", raising=False)
    monkeypatch.setattr(_session, "_FOLDER", tmp_path)


def test_jars_of_a_wheel_are_for_its_spark(tmp_path, monkeypatch):
    packaged(monkeypatch, tmp_path, f"Spark {_session.pyspark.__version__}, Scala 2.13\n")
    assert coherer.jars() == f"{tmp_path}/a.jar"
    packaged(monkeypatch, tmp_path, "Spark 2.4.1, Scala 2.12\n")
    with pytest.raises(coherer.MissingClassesError) as error:
        coherer.jars()
    version = _session.pyspark.__version__
    line = ".".join(version.split(".")[:2])
    assert str(error.value) == (
        f"The jars of this package are for Spark 2.4, and PySpark is {version} (install PySpark 2.4, or the wheel for"
        f" Spark {line}; docs/python.md lists them)")


def test_sources_have_no_jars(tmp_path, monkeypatch):
    monkeypatch.setenv("COHERER_JARS", "")
    monkeypatch.setattr(_session, "_FOLDER", tmp_path / "none")
    with pytest.raises(coherer.MissingClassesError, match="This package has no jars .install the wheel, which bin/build-wheel"):
        coherer.jars()


def test_settings_have_the_names_that_spark_gives_them():
    assert _session._settings({"master": "local", "spark_driver_memory": "2g", "spark.a_b": True}) == {
        "spark.master": "local", "spark.driver.memory": "2g", "spark.a.b": "true"}
    with pytest.raises(TypeError, match="has no setting 'memory' .must be master, appName, remote or a name of Spark's"):
        _session._settings({"memory": "2g"})


def test_a_builder_keeps_its_master(monkeypatch):
    monkeypatch.delenv("MASTER", raising=False)
    assert not _session._has_master({}) and _session._has_master({"spark.master": "yarn"})
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", "--master yarn pyspark-shell")
    assert _session._has_master({})


def test_the_session_that_there_is_is_taken(spark):
    assert coherer.session() is spark


def test_a_stage_without_a_session_says_how_to_get_one():
    said = python("import coherer; coherer.NeuralNetworkClassifier()").splitlines()[-1]
    assert said == (
        "coherer.errors.MissingClassesError: There is no Spark session (start one with coherer.session(), or with"
        " SparkSession.builder and the setting spark.jars of coherer.jars())")


def test_a_session_without_jars_says_what_to_do():
    said = python("""
from pyspark.sql import SparkSession
import coherer
spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", False).getOrCreate()
for act in (coherer.NeuralNetworkClassifier, lambda: coherer.AutoencoderModel.load("x"), coherer.session):
    try:
        act()
    except coherer.MissingClassesError as error:
        print(error)
""")
    expected = (
        "The Spark session does not have Coherer's Java classes: it was started without their jars (restart Python and"
        " start the session with coherer.session(), with .config('spark.jars', coherer.jars()), or with spark-submit --jars)")
    assert re.findall("The Spark session does.*", said) == 3 * [expected]


def test_the_version_is_that_of_the_jars():
    project = xml.etree.ElementTree.parse(REPOSITORY / "pom.xml").getroot()
    version = project.find("{*}version").text
    assert coherer.__version__ == version.replace("-SNAPSHOT", ".dev0")
