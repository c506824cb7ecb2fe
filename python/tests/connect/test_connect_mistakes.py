"""Users' mistakes are told through Spark Connect as in a session with a JVM; what Connect cannot do is an error that says so."""
import os
import subprocess
import sys

import pytest
from connect_server import Server
from mistakes import MISTAKES, World
from pyspark.ml.feature import VectorAssembler
from samples import FEATURES, classifier, points

import coherer

NOT_OVER_CONNECT = [name for name in MISTAKES if "evaluation" in name or name == "labels of a model of classes"]
LATER = ["a column that a model needs", "thresholds of another length"]  # plans are checked when they are run


@pytest.fixture(scope="module")
def world(spark, folder):
    frame = spark.createDataFrame(points(400, seed=1), ["id", *FEATURES, "label", "y"])
    train = VectorAssembler(inputCols=FEATURES, outputCol="features").transform(frame)
    model = classifier().fit(train)
    path = os.path.join(folder, "mistakes")
    model.save(f"{path}/model")
    os.makedirs(f"{path}/other")
    return World(spark, train, model, path)


@pytest.mark.parametrize("name", [name for name in MISTAKES if name not in NOT_OVER_CONNECT + LATER])
def test_a_mistake_is_told_in_one_line(world, name):
    act, kind, message = MISTAKES[name]
    with pytest.raises(kind) as told:
        act(world)
    assert world.told(told.value) == message


def test_what_connect_cannot_do_is_said(world):
    limits = {
        "evaluate": lambda: world.model.evaluate(world.train),
        "describe": world.model.describe,
        "estimatedSize": world.model.estimatedSize,
        "predictLabels": lambda: world.model.predictLabels([1.0] * 4),
    }
    for name, act in limits.items():
        with pytest.raises(coherer.UnsupportedOperationException) as told:
            act()
        assert str(told.value) == (
            f"Cannot call {name} of NeuralNetworkClassificationModel over Spark Connect, whose server lets clients call only"
            " methods of Spark's own classes (save it and load it in a session with a JVM)")
    with pytest.raises(coherer.UnsupportedOperationException) as told:
        world.model.summary.history()
    assert str(told.value) == (
        "Cannot ask a summary for its history over Spark Connect, whose server lets clients ask only for objectiveHistory and"
        " totalIterations (save the model and load it in a session with a JVM)")
    with pytest.raises(coherer.UnsupportedOperationException) as told:
        coherer.preflight(classifier(), world.train)
    assert str(told.value).startswith("Cannot make a pre-flight over Spark Connect, whose server lets clients call only ")


def test_a_summary_is_shown(world):
    summary = world.model.summary
    assert world.model.hasSummary and repr(summary).startswith("20 epochs, losses ")
    assert summary._repr_html_().startswith("<pre>20 epochs, losses ")


def test_setters_and_getters_work(world):
    stage = coherer.NeuralNetworkClassifier().setMaxIter(2).setHiddenLayers([4]).setNumWorkers(1)
    assert stage.getMaxIter() == 2 and stage.getBatchSize() == 0 and stage.getNetwork() is None
    assert stage.fit(world.train).summary.totalIterations == 2


def test_a_server_without_jars_is_told():
    code = """
import coherer
spark = coherer.session(remote={remote!r})
rows = spark.range(10).selectExpr("id AS x", "id % 2 AS label")
acts = [
    lambda: coherer.NeuralNetworkClassifier(featuresCols=["x"]).fit(rows),
    lambda: coherer.NeuralNetworkClassifier().save("nowhere"),
    lambda: coherer.AutoencoderModel.load("nowhere")]
for act in acts:
    try:
        act()
    except coherer.MissingClassesError as error:
        print(error)
spark.stop()
"""
    server = Server(jars=None)
    try:
        done = subprocess.run(
            [sys.executable, "-c", code.format(remote=server.remote)], capture_output=True, text=True, timeout=120)
    finally:
        server.stop()
    assert done.stdout.splitlines() == 3 * [
        "The Spark Connect server does not have Coherer's Java classes (start it with --jars and the paths that"
        " coherer.jars() returns there; jars that a client adds do not suffice)"], done.stderr
