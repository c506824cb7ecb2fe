"""Fits in MLflow where the client has no JVM."""
import json
import os

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"  # before it is imported

import mlflow
import pytest

import coherer.mlflow
from samples import FEATURES, classifier, points


def test_params_epochs_and_rows_are_recorded_and_a_model_that_cannot_be_is_a_warning(spark, tmp_path):
    train = spark.createDataFrame(points(200, seed=1), ["id", *FEATURES, "label", "y"])
    before = mlflow.get_tracking_uri()
    mlflow.set_tracking_uri(f"sqlite:///{tmp_path}/runs.db")
    mlflow.create_experiment("connect", artifact_location=(tmp_path / "artifacts").as_uri())
    mlflow.set_experiment("connect")
    coherer.mlflow.autolog()
    try:
        with pytest.warns(UserWarning, match="MLflow could not store the model; the fit goes on"):
            model = classifier(featuresCols=FEATURES, maxIter=3, validationFraction=0.2).fit(train)
        client = mlflow.MlflowClient()
        run, = client.search_runs([client.get_experiment_by_name("connect").experiment_id])
        losses = [(one.step, one.value) for one in client.get_metric_history(run.info.run_id, "loss")]
    finally:
        coherer.mlflow.autolog(disable=True)
        mlflow.set_tracking_uri(before)
    assert run.info.status == "FINISHED" and run.data.params["maxIter"] == "3"
    assert losses == list(enumerate(model.summary.objectiveHistory, 1))
    assert {"accuracy", "validationLoss", "learningRate"} <= set(run.data.metrics)
    rows, = run.inputs.dataset_inputs
    assert json.loads(rows.dataset.profile)["rows_per_epoch"] < 200
