"""What stages do in a session with a JVM: they learn, are saved and loaded, and tell how it went."""
import importlib
import json
import os
import pickle
import re
import zipfile
from pathlib import Path

import pandas
import pytest
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.evaluation import MulticlassClassificationEvaluator
from pyspark.ml.linalg import Vectors
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder

import coherer
from samples import classifier


def test_a_classifier_learns_and_is_evaluated(train, model):
    scored = model.transform(train).select("label", "prediction").collect()
    right = sum(row.label == row.prediction for row in scored)
    evaluated = model.evaluate(train)
    assert evaluated.rows == 400 and evaluated.accuracy == right / 400 > 0.95
    counts = [[sum((row.label, row.prediction) == (i, j) for row in scored) for j in (0, 1)] for i in (0, 1)]
    assert evaluated.matrix.counts == counts and evaluated.matrix.count(0, 1) == counts[0][1]
    assert evaluated.matrix.recall[1] == pytest.approx(counts[1][1] / sum(counts[1]))
    assert evaluated.matrix.precision[0] == pytest.approx(counts[0][0] / (counts[0][0] + counts[1][0]))
    assert evaluated.matrix.rowsOf == [200, 200] and evaluated.matrix.classes == 2
    assert evaluated.classes == ["0", "1"] and 0.9 < evaluated.areaUnderRoc <= 1
    assert "400 rows, accuracy" in str(evaluated) and "<pre>400 rows" in evaluated._repr_html_()
    assert pickle.loads(pickle.dumps(evaluated)) == evaluated


def test_single_rows_are_predicted(train, model):
    row = model.transform(train).first()
    assert model.predict(row.features) == model.predict(list(row.features)) == row.prediction
    assert max(abs(model.predictProbability(row.features).toArray() - row.probability.toArray())) < 1e-5
    assert model.numFeatures == 4 and model.numClasses == 2 and model.estimatedSize() > 0
    assert ["total", "58"] in [line.split() for line in model.describe().splitlines()], model.describe()


def test_a_summary_is_for_programs_and_for_notebooks(model):
    summary = model.summary
    history = summary.history()
    assert isinstance(history, pandas.DataFrame) and list(history.epoch) == list(range(1, 21))
    assert list(history.loss) == summary.objectiveHistory and summary.totalIterations == 20
    assert summary.resultEpoch == 20 and summary.stopReason and summary.rowsPerSecond > 0
    assert summary.times.total == pytest.approx(history.seconds.sum())
    page = summary._repr_html_()
    assert page == summary.toHtml() and page.count("<svg") == 2 and "<script" not in page
    assert summary.toSvg().startswith("<svg") and "epochs: 20" in summary.text() and "epochs: 20" in repr(summary)


def test_a_summary_is_a_dataframe_too(spark, model):
    assert [row.loss for row in model.summary.history(spark).collect()] == model.summary.objectiveHistory


def test_a_regressor_learns(train):
    model = coherer.NeuralNetworkRegressor(
        hiddenLayers=[16], labelCol="y", maxIter=40, batchSize=16, learningRate=0.02, numWorkers=2).fit(train)
    rows = model.transform(train).select("y", "prediction").collect()
    target = model.evaluate(train).targets[0]
    assert target.mae == pytest.approx(sum(abs(row.y - row.prediction) for row in rows) / 400, rel=1e-6)
    assert target.name == "y" and target.r2 > 0.95 and target.poissonDeviance is None
    assert model.numTargets == 1 and len(model.predictAll([1.0, 2.0, 3.0, 4.0])) == 1


def test_levels_are_evaluated(train):
    graded = train.selectExpr("features", "CASE WHEN y < 0 THEN 2 WHEN y < 3 THEN 5 ELSE 10 END AS grade")
    model = coherer.NeuralNetworkRegressor(labelCol="grade", loss="ordinal", maxIter=20, numWorkers=1).fit(graded)
    evaluated = model.evaluateLevels(graded)
    assert evaluated.levels == [2.0, 5.0, 10.0] and evaluated.accuracy > 0.8 and evaluated.rows == 400


def test_several_labels_are_evaluated(train):
    labelled = train.selectExpr("features", "array(label, 1 - label) AS labels")
    model = classifier(labelCol="labels").fit(labelled)
    evaluated = model.evaluateLabels(labelled)
    assert [one.rows for one in evaluated.labels] == [200, 200] and evaluated.subsetAccuracy > 0.9
    assert evaluated.labels[0].hits <= evaluated.labels[0].predicted and evaluated.microF1 > 0.9
    assert set(model.predictLabels([0.0] * 4)) <= {0.0, 1.0}


def test_an_autoencoder_finds_anomalies(spark, train):
    model = coherer.Autoencoder(layers=[4, 3, 4], maxIter=20, batchSize=16, numWorkers=1).fit(train)
    strange = spark.createDataFrame([(Vectors.dense(20.0, -20.0, 20.0, -20.0), 1)], ["features", "strange"])
    evaluated = model.evaluate(strange.union(train.selectExpr("features", "0 AS strange")), "strange")
    assert evaluated.anomalies == 1 and evaluated.others == 400 and evaluated.areaUnderRoc == pytest.approx(1)
    features = strange.first().features
    assert model.anomalyScore(features) > 1 and len(model.reconstruct(features)) == model.numFeatures == 4


def test_a_network_of_json_is_trained(train, model, path):
    model.save(path)
    with zipfile.ZipFile(f"{path}/data/network.zip") as saved:
        network = saved.read("configuration.json").decode()

    class Described:
        def to_json(self):
            return network

    for given in network, Described():
        estimator = coherer.NeuralNetworkEstimator(network=given, targetCols=["label"], maxIter=1, numWorkers=1)
        assert estimator.getNetwork() == network
        assert "output" in estimator.fit(train).transform(train).columns


def test_models_are_saved_and_loaded(train, model, path):
    model.save(Path(path))
    loaded = coherer.NeuralNetworkClassificationModel.load(path)
    assert type(loaded) is coherer.NeuralNetworkClassificationModel and loaded.uid == model.uid
    assert loaded.transform(train).collect() == model.transform(train).collect()
    assert loaded.summary.objectiveHistory == model.summary.objectiveHistory
    model.write().overwrite().option("optimizerState", False).save(path)


def test_estimators_are_saved_and_loaded(path):
    stage = classifier(seed=1 << 40, transports=("local", "tcp"), stratified=True, initialWeights=None)
    stage.save(path)
    loaded = coherer.NeuralNetworkClassifier.load(path)
    assert type(loaded) is coherer.NeuralNetworkClassifier and loaded.uid == stage.uid
    assert loaded.getSeed() == 1 << 40 and loaded.getTransports() == ["local", "tcp"] and loaded.getStratified() is True


def test_pipelines_are_saved_and_loaded(train, path):
    model = Pipeline(stages=[classifier(maxIter=1)]).fit(train)
    model.save(path)
    loaded = PipelineModel.load(path)
    assert type(loaded.stages[0]) is coherer.NeuralNetworkClassificationModel
    assert loaded.transform(train).collect() == model.transform(train).collect()


def test_cross_validation_chooses(train):
    stage = classifier(maxIter=3)
    grid = ParamGridBuilder().addGrid(stage.learningRate, [1e-8, 0.05]).build()
    found = CrossValidator(
        estimator=stage, estimatorParamMaps=grid, numFolds=2, seed=3,
        evaluator=MulticlassClassificationEvaluator(metricName="accuracy")).fit(train)
    assert found.avgMetrics[1] > max(found.avgMetrics[0], 0.9)


def test_params_have_setters_and_getters(train):
    stage = coherer.NeuralNetworkClassifier(hiddenLayers=(8,)).setMaxIter(2).setBatchSize(16).setParams(numWorkers=1)
    assert (stage.getMaxIter(), stage.getBatchSize(), stage.getNumWorkers(), stage.getHiddenLayers()) == (2, 16, 1, [8])
    assert stage.getNetwork() is None and stage.getOptimizer() is None and stage.getMinDelta() == 0.0
    assert not stage.isSet("seed") and not stage.isSet("momentum")
    assert stage.setMaxIter(None).isSet("maxIter") is False
    assert "batch size per worker" in stage.explainParam("batchSize") and "current: 16" in stage.explainParam("batchSize")
    assert stage.setMaxIter(2).fit(train).summary.totalIterations == 2
    assert stage.fit(train, {stage.maxIter: 1}).summary.totalIterations == 1


def test_what_is_not_set_comes_from_the_session(spark, train):
    spark.conf.set("spark.coherer.maxIter", "3")
    spark.conf.set("spark.coherer.predictionCol", "class")
    try:
        model = coherer.NeuralNetworkClassifier(hiddenLayers=[4], numWorkers=1).fit(train)
    finally:
        spark.conf.unset("spark.coherer.maxIter")
        spark.conf.unset("spark.coherer.predictionCol")
    assert model.summary.totalIterations == 3
    assert model.getPredictionCol() == "class" and "class" in model.transform(train).columns


def test_the_name_of_the_java_package_works():
    module = importlib.import_module("org.coherer.ml")
    assert module.NeuralNetworkClassifier is coherer.NeuralNetworkClassifier
    assert module.embedding("user", 16, combiner="a;b") == "column=user;width=16;combiner=a\\;b"


def test_the_ten_lines_of_the_page_work(spark, path, capsys):
    page = Path(os.environ["COHERER_REPOSITORY"], "docs", "python.md").read_text(encoding="utf-8")
    lines = re.search(r"```python\n(.*?)```", page, re.S).group(1)
    assert len([line for line in lines.splitlines() if line.strip()]) <= 10
    assert '"inside-model"' in lines
    exec(compile(lines.replace("inside-model", path), "docs/python.md", "exec"), {})
    assert "accuracy 0.9" in capsys.readouterr().out
    metadata = json.loads(Path(path, "metadata", "part-00000").read_text())
    assert metadata["class"] == "org.coherer.ml.NeuralNetworkClassificationModel"
