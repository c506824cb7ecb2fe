"""Fits and models in MLflow, with a server on this machine."""
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"  # before it is imported

import mlflow
import pytest
from pyspark.ml import Pipeline
from pyspark.ml.evaluation import MulticlassClassificationEvaluator
from pyspark.ml.feature import VectorAssembler
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder

import coherer
import coherer.mlflow
from samples import FEATURES, classifier

START_SECONDS = 120


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The address of a server of MLflow, with a database and a folder of artifacts of its own."""
    folder = tmp_path_factory.mktemp("mlflow")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with open(folder / "server.log", "wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "mlflow", "server", "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
             "--backend-store-uri", f"sqlite:///{folder}/runs.db", "--artifacts-destination", str(folder / "artifacts")],
            stdout=log, stderr=log, start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(START_SECONDS * 5):
            try:
                urllib.request.urlopen(f"{address}/health", timeout=5).close()
                break
            except OSError:
                assert process.poll() is None, (folder / "server.log").read_text()
                time.sleep(0.2)
        yield address
    finally:
        os.killpg(process.pid, signal.SIGKILL)  # the server and its worker
        process.wait()


@pytest.fixture
def client(server, request, monkeypatch, tmp_path):
    """A client of the server, in an experiment of the test's own; what is recorded automatically ends with the test."""
    monkeypatch.setenv("MLFLOW_DFS_TMP", str(tmp_path / "dfs"))
    mlflow.set_tracking_uri(server)
    mlflow.set_experiment(request.node.name)
    yield mlflow.MlflowClient()
    coherer.mlflow.autolog(disable=True)
    while mlflow.active_run() is not None:
        mlflow.end_run()


def runs_of(client, name):
    """Returns the runs of an experiment, the oldest first."""
    found = client.search_runs([client.get_experiment_by_name(name).experiment_id], order_by=["attributes.start_time"])
    return list(found)


def values(client, run, metric):
    return [(one.step, one.value) for one in client.get_metric_history(run.info.run_id, metric)]


def test_a_fit_is_recorded_with_params_epochs_rows_and_model(client, train, request):
    coherer.mlflow.autolog(extra_tags={"team": "clouds"})
    network = coherer.Sequential([coherer.layers.Dense(8, "relu"), coherer.layers.Dense(2, "softmax")])
    estimator = coherer.NeuralNetworkClassifier(
        network=network, maxIter=4, validationFraction=0.2, learningRate=0.02, numWorkers=1)
    model = estimator.fit(train)

    run, = runs_of(client, request.node.name)
    assert run.info.status == "FINISHED" and run.info.run_name == estimator.uid
    assert run.data.tags["team"] == "clouds" and run.data.tags["estimator_name"] == "NeuralNetworkClassifier"
    assert run.data.tags["stopReason"] == model.summary.stopReason
    assert set(run.data.params) == {param.name for param in estimator.params if estimator.isDefined(param)}
    assert run.data.params["maxIter"] == "4" and json.loads(run.data.params["network"]) == json.loads(network.to_json())

    history = model.summary.history()
    for metric in ["loss", "validationLoss", "learningRate", "accuracy"]:
        assert values(client, run, metric) == list(enumerate(history[metric], 1)), metric
    assert run.data.metrics["resultEpoch"] == model.summary.resultEpoch

    rows, = run.inputs.dataset_inputs
    assert json.loads(rows.dataset.profile) == {"rows_per_epoch": history["rows"][0]}
    assert "features" in rows.dataset.schema and [tag.value for tag in rows.tags] == ["training"]
    assert {one.path for one in client.list_artifacts(run.info.run_id)} >= {"model", "network.txt", "summary.html"}

    loaded = mlflow.spark.load_model(f"runs:/{run.info.run_id}/model")
    scored = loaded.transform(train).select("prediction").collect()
    assert scored == model.transform(train).select("prediction").collect()
    info = mlflow.models.get_model_info(f"runs:/{run.info.run_id}/model")
    assert info.signature.inputs.input_names() == ["features"]
    assert info.signature.outputs.input_names() == ["prediction"]


def test_a_model_scores_rows_of_pandas_as_a_python_function(client, spark, train):
    pandas = train.select(*FEATURES).toPandas()
    model = classifier(featuresCols=FEATURES, maxIter=3).fit(train)
    with mlflow.start_run():
        info = coherer.mlflow.log_model(model, rows=train)
    assert info.signature.inputs.input_names() == FEATURES
    scored = mlflow.pyfunc.load_model(info.model_uri).predict(pandas)
    assert scored == [row.prediction for row in model.transform(train).select("prediction").collect()]


def test_a_pipeline_is_stored_by_mlflow_alone(client, train):
    raw = train.drop("features")
    pipeline = Pipeline(stages=[VectorAssembler(inputCols=FEATURES, outputCol="features"), classifier(maxIter=2)])
    model = pipeline.fit(raw)
    with mlflow.start_run():
        info = mlflow.spark.log_model(model, "pipeline", pip_requirements=["coherer"])
    loaded = mlflow.spark.load_model(info.model_uri)
    assert type(loaded.stages[-1]).__name__ == "NeuralNetworkClassificationModel"
    assert loaded.transform(raw).select("prediction").collect() == model.transform(raw).select("prediction").collect()


def test_a_fit_in_an_active_run_is_recorded_there_and_a_second_one_beside_it(client, train, request):
    coherer.mlflow.autolog(log_models=False, log_datasets=False)
    with mlflow.start_run() as outer:
        classifier(maxIter=2).fit(train)
        assert mlflow.active_run().info.run_id == outer.info.run_id
        classifier(maxIter=3).fit(train)
    first, second = runs_of(client, request.node.name)
    assert first.info.run_id == outer.info.run_id and len(values(client, first, "loss")) == 2
    assert second.data.tags["mlflow.parentRunId"] == first.info.run_id and len(values(client, second, "loss")) == 3
    assert not first.inputs.dataset_inputs


def test_folds_of_a_cross_validator_are_nested_runs_and_the_best_is_the_callers(client, train, request):
    coherer.mlflow.autolog()
    estimator = classifier(maxIter=3)
    grid = ParamGridBuilder().addGrid(estimator.learningRate, [0.001, 0.05]).build()
    validator = CrossValidator(
        estimator=estimator, estimatorParamMaps=grid, evaluator=MulticlassClassificationEvaluator(), numFolds=2,
        parallelism=2)
    with mlflow.start_run() as outer:
        found = validator.fit(train)
    parent, *folds = runs_of(client, request.node.name)
    assert parent.info.run_id == outer.info.run_id and len(folds) == 4
    assert {one.data.tags["mlflow.parentRunId"] for one in folds} == {outer.info.run_id}
    assert sorted(one.data.params["learningRate"] for one in folds) == ["0.001", "0.001", "0.05", "0.05"]
    assert all([step for step, _ in values(client, one, "loss")] == [1, 2, 3] for one in folds)
    assert [value for _, value in values(client, parent, "loss")] == found.bestModel.summary.objectiveHistory
    artifacts = [{each.path for each in client.list_artifacts(one.info.run_id)} for one in [parent, *folds]]
    assert ["model" in one for one in artifacts] == [True, False, False, False, False]


def test_a_fit_that_fails_ends_its_run_as_failed(client, train, request):
    coherer.mlflow.autolog()
    with pytest.raises(coherer.TrainingFailedException):
        classifier(learningRate=1e30, maxIter=50, optimizer="sgd").fit(train)
    run, = runs_of(client, request.node.name)
    assert run.info.status == "FAILED" and mlflow.active_run() is None


def test_values_of_the_session_and_long_ones_are_recorded(client, spark, train, request):
    coherer.mlflow.autolog(log_models=False, log_datasets=False)
    layers = [coherer.layers.Dense(4, "relu") for _ in range(60)] + [coherer.layers.Dense(2, "softmax")]
    network = coherer.Sequential(layers).to_json()
    spark.conf.set("spark.coherer.maxIter", "1")
    try:
        coherer.NeuralNetworkClassifier(network=network, numWorkers=1).fit(train)
    finally:
        spark.conf.unset("spark.coherer.maxIter")
    run, = runs_of(client, request.node.name)
    assert run.data.params["maxIter"] == "1" and len(values(client, run, "loss")) == 1
    assert run.data.params["network"].endswith("...") and len(network) > len(run.data.params["network"])
    text = mlflow.artifacts.load_text(f"runs:/{run.info.run_id}/params/network.txt")
    assert text == network


def test_a_server_that_is_away_is_a_warning_and_the_fit_goes_on(monkeypatch, train):
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        before = mlflow.get_tracking_uri()
        mlflow.set_tracking_uri(f"http://127.0.0.1:{closed.getsockname()[1]}")
        try:
            coherer.mlflow.autolog()
            with pytest.warns(UserWarning, match="MLflow could not start a run; the fit goes on"):
                model = classifier(maxIter=2).fit(train)
        finally:
            coherer.mlflow.autolog(disable=True)
            mlflow.set_tracking_uri(before)
    assert len(model.summary.objectiveHistory) == 2


def test_mlflows_own_recording_of_pipelines_takes_classes_of_the_allow_list(client, spark, train, request, tmp_path):
    with open(os.path.join(os.environ["COHERER_REPOSITORY"], "docs", "mlflow.md"), encoding="utf-8") as page:
        listed = page.read().split("before the session starts:\n\n```\n", 1)[1].split("```", 1)[0]
    allowed = tmp_path / "models.txt"
    allowed.write_text(listed, encoding="utf-8")
    key = "spark.mlflow.pysparkml.autolog.logModelAllowlistFile"
    spark.sparkContext._conf.set(key, str(allowed))
    try:
        mlflow.pyspark.ml.autolog(silent=True)
        Pipeline(stages=[classifier(maxIter=2)]).fit(train)
    finally:
        mlflow.pyspark.ml.autolog(disable=True, silent=True)
    run, = runs_of(client, request.node.name)
    loaded = mlflow.spark.load_model(f"runs:/{run.info.run_id}/model")
    assert type(loaded.stages[0]).__name__ == "NeuralNetworkClassificationModel"
