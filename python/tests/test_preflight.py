"""What would keep a fit from working is told before it starts; ChecksSuite has all findings."""
import time

import pytest
from pyspark.ml import Pipeline
from pyspark.ml.feature import VectorAssembler
from samples import FEATURES, classifier

import coherer


def test_what_is_wrong_is_told_at_once_and_in_time(train):
    coherer.preflight(classifier(), train)  # loads native libraries
    start = time.monotonic()
    report = coherer.preflight(classifier(numWorkers=99, portRange="nowhere"), train)
    assert time.monotonic() - start < 2
    slots, ports = report.errors
    assert (slots.name, slots.what) == ("numWorkers", "Cannot train with 99 workers")
    assert slots.why.startswith("the cluster offers ") and slots.remedy == "lower numWorkers, or add executors"
    assert str(slots) == f"{slots.what}: {slots.why} ({slots.remedy})"
    assert ports.names == ["portRange"] and "nowhere" in str(ports)
    assert str(report).startswith("Pre-flight: 2 errors, ") and "ERROR numWorkers" in report.text
    assert report._repr_html_().startswith("<pre>Pre-flight: ")
    with pytest.raises(coherer.IllegalArgumentException) as refused:
        classifier(numWorkers=99).fit(train)
    assert str(slots) in str(refused.value)


def test_memory_is_estimated(train):
    report = coherer.preflight(coherer.NeuralNetworkClassifier(layers=[4, 8, 2], batchSize=16, numWorkers=1), train)
    assert report.errors == []
    parameters = 5 * 8 + 9 * 2
    assert report.memory.parameters == parameters and report.memory.workers == 1
    network = 20 * parameters  # Adam, and the best epoch
    outputs = 4 * 16 * (2 * (8 + 2) + 2 * 8)  # dropout keeps its output and what it has drawn
    assert report.memory.worker == network + outputs + 12 * 16 * (4 + 2)
    assert report.memory.executor == 400_000_000 + report.memory.worker


def test_a_pipeline_is_followed(spark):
    rows = spark.createDataFrame([(1.0, 2.0, 3.0, 4.0, 0.0)], [*FEATURES, "label"])
    pipeline = Pipeline(stages=[VectorAssembler(inputCols=FEATURES, outputCol="features"), classifier()])
    report = coherer.preflight(pipeline, rows)
    assert report.errors == [] and report.notes == []
    with_vector = coherer.preflight(classifier(), spark.sql("SELECT array(1.0F, 2.0F) AS features, 1 AS label"))
    assert with_vector.memory is None and "only a row says" in with_vector.notes[0]


def test_other_things_are_refused(train):
    with pytest.raises(coherer.IllegalArgumentException, match="must be an estimator of Coherer, or a Pipeline"):
        coherer.preflight(Pipeline(stages=[VectorAssembler(inputCols=["a"])]), train)
    with pytest.raises(TypeError, match="Cannot check a str"):
        coherer.preflight("classifier", train)
    with pytest.raises(TypeError, match="must be a DataFrame of Spark"):
        coherer.preflight(classifier(), [1])
