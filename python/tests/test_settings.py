"""Every setting that a page names is one of Spark's or of ours, those of YARN and Kubernetes among them."""
import inspect
import re
from pathlib import Path

import mlflow.pyspark.ml
import pytest

REPOSITORY = Path(__file__).parents[2]
PAGES = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]

# Three parts or more, or two and a value; what a program calls ends in a parenthesis.
SETTING = re.compile(r"(?<![\w./-])spark\.[a-zA-Z][\w-]*(?:(?:\.[\w-]+)+(?![\w(.<*\[{-])|(?==[^=\s]))")

# Families: what follows is the user's, or Spark has no list of it.
FAMILIES = (
    "spark.executorEnv.", "spark.hadoop.", "spark.kubernetes.driver.volumes.", "spark.kubernetes.executor.volumes.",
    "spark.kubernetes.driverEnv.", "spark.kubernetes.authenticate.", "spark.yarn.appMasterEnv.", "spark.ssl.",
    "spark.executor.resource.")

# Read by their names alone, so that no registry has them: Utils.getConfiguredLocalDirs, TransportConf, UIUtils.uiRoot.
BY_NAME = {"spark.local.dir", "spark.network.crypto.cipher", "spark.ui.proxyBase"}

REGISTRIES = [f"org.apache.spark.internal.config.{name}$" for name in (
    "package", "Deploy", "Kryo", "Network", "Python", "Status", "UI", "Worker")] + [
    "org.apache.spark.sql.internal.SQLConf$", "org.apache.spark.sql.internal.StaticSQLConf$",
    "org.apache.spark.deploy.yarn.config.package$", "org.apache.spark.deploy.k8s.Config$",
    "org.apache.spark.sql.connect.config.Connect$"]


@pytest.fixture(scope="module")
def is_known(spark):
    """Looks a name up in Spark's own registry, or among our Params and settings."""
    jvm = spark.sparkContext._jvm
    for name in REGISTRIES:
        jvm.java.lang.Class.forName(name)
    entries = jvm.org.apache.spark.internal.config.ConfigEntry
    params = jvm.org.coherer.ml.param.KnownParams.names()

    def of_ours(name):
        conf = jvm.org.apache.spark.SparkConf(False).set(name, "1")
        try:
            jvm.org.coherer.connector.cluster.CohererConf.of(conf).checkKnown(params)
        except Exception as error:  # Py4J wraps Java's
            assert "Unknown setting" in str(error)
            return False
        return True

    def known(name):
        if name.startswith("spark.coherer."):
            return of_ours(name)
        if name.startswith("spark.mlflow."):
            return f'"{name}"' in inspect.getsource(mlflow.pyspark.ml)  # which has no registry
        return name in BY_NAME or name.startswith(FAMILIES) or entries.findEntry(name) is not None

    return known


def test_every_setting_on_a_page_exists(is_known):
    named = {}
    for page in PAGES:
        for name in SETTING.findall(page.read_text(encoding="utf-8")):
            named.setdefault(name, set()).add(page.name)
    assert len(named) > 50
    unknown = {name: sorted(pages) for name, pages in sorted(named.items()) if not is_known(name)}
    assert not unknown


@pytest.mark.parametrize("name", [
    "spark.executor.memoryOverheads", "spark.coherer.maxIters", "spark.kubernetes.namespaces", "spark.yarn.jar",
    "spark.mlflow.pysparkml.autolog.logModelAllowlist"])
def test_a_slip_is_not_known(is_known, name):
    assert not is_known(name)


def test_names_are_found_and_calls_are_not():
    text = '''`spark.task.cpus` --conf spark.jars=a.jar .config("spark.executor.memory", "1g") spark.conf.set(1)
        spark.read.csv(folder) `spark.coherer.<name>` org.apache.spark.ml.feature spark = 3'''
    assert SETTING.findall(text) == ["spark.task.cpus", "spark.jars", "spark.executor.memory"]
