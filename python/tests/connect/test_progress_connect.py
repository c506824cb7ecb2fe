"""The progress of fits over Spark Connect."""
import io

import pytest
from pyspark.ml.feature import VectorAssembler

import coherer
from coherer import _progress_display, progress


@pytest.fixture(scope="module")
def train(spark):
    rows = [(float(i % 2) * 2 + i % 7 / 7, i % 5 / 5, float(i % 2)) for i in range(200)]
    frame = spark.createDataFrame(rows, ["a", "b", "label"])
    return VectorAssembler(inputCols=["a", "b"], outputCol="features").transform(frame)


def classifier(**params):
    return coherer.NeuralNetworkClassifier(**{"hiddenLayers": [4], "maxIter": 4, "batchSize": 8, "numWorkers": 2, **params})


def test_every_epoch_is_called_back_once(spark, train):
    seen = []
    with progress.on_epoch(seen.append, spark=spark):
        model = classifier().fit(train)
    assert [one.epoch for one in seen] == [1, 2, 3, 4]
    assert [one.loss for one in seen] == list(model.summary.objectiveHistory)
    assert seen[0].time.year > 2000 and seen[0].metrics == {}


def test_reports_come_while_the_fit_has_all_slots(spark, train):
    early = []
    estimator = classifier(maxIter=20000, maxSeconds=8.0)
    with progress.live(estimator, callbacks=[early.append], spark=spark, display="none"):
        estimator.fit(train)
        before = len(early)
    assert before > 0


def test_lines_of_the_client(spark, train, monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(
        _progress_display, "opened", lambda kind, verbosity: _progress_display.Console(False, verbosity, stream))
    with progress.live(spark=spark, display="lines"):
        classifier().fit(train)
    lines = stream.getvalue().splitlines()
    assert lines[0].startswith("training ") and "4 epochs of " in lines[0]
    assert [line[:10] for line in lines if line.startswith("epoch ")] == [f"epoch {i}/4:" for i in range(1, 5)]
    assert lines[-1].startswith("trained 4 epochs in ")


def test_the_latest_reports_can_be_read_as_a_table(spark, train):
    estimator = classifier()
    estimator.fit(train)
    found = [one for one in progress.read(spark) if one.uid == estimator.uid]
    assert [one.kind for one in found if one.kind != "step"] == ["started"] + ["epoch"] * 4 + ["ended"]
    rows = spark.read.format("coherer-progress").option("after", found[0].number - 1).load().collect()
    assert [(row.number, row.text) for row in rows] == [(one.number, one.text) for one in found]
