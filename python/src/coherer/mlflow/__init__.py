"""Records fits with MLflow: Params, the figures of each epoch, the rows, the model.

    import coherer.mlflow
    import mlflow

    coherer.mlflow.autolog()
    with mlflow.start_run():
        model = coherer.NeuralNetworkClassifier(featuresCols=["age", "job"], labelCol="income").fit(train)

Needs the package mlflow. Works in PySpark sessions that have their own JVM and over Spark Connect; what Spark's server does
not let clients ask for is not recorded there: the summary's page, and the model where only Databricks can store it.
"""
from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Callable, Iterator, List, Mapping, Optional, Set

from pyspark.sql import DataFrame

try:
    import mlflow
except ImportError as problem:
    raise ImportError("coherer.mlflow needs MLflow (pip install mlflow)") from problem

from coherer import _tracking
from coherer.mlflow._models import log_model
from coherer.mlflow._record import Record, Settings, attempt

__all__ = ["autolog", "log_model"]


def autolog(
        *, log_models: bool = True, log_datasets: bool = True, registered_model_name: Optional[str] = None,
        extra_tags: Optional[Mapping[str, str]] = None, disable: bool = False) -> None:
    """Records every fit from now on.

    A fit is recorded in the run that is active in its thread. Where there is none, or where that has a fit already, it
    starts one, nested in the other, and ends it. CrossValidator and TrainValidationSplit fit in threads of their own:
    those runs are nested in their caller's and have neither rows nor a model; the last fit, of the best Params, is
    recorded in the caller's. What MLflow cannot take is a warning, and the fit goes on.

    Recorded are all Params with their values; loss, validationLoss, learningRate, rowsPerSecond and the metrics on the
    validation set after each epoch, the epoch being the step; bestEpoch and resultEpoch; why training stopped, as a tag;
    summary.html with the charts and network.txt with the layers.

    Parameters
    ----------
    log_models : bool
        whether the model is stored, as the artifact ``model``
    log_datasets : bool
        whether the rows are recorded: their source and schema as MLflow finds them, and how many there are
    registered_model_name : str, optional
        under which name the model is registered, too
    extra_tags : dict, optional
        further tags of the runs
    disable : bool
        ends the recording of fits
    """
    if disable:
        _tracking.follow(None)
        return
    _tracking.follow(_Runs(Settings(log_models, log_datasets, registered_model_name, dict(extra_tags or {}))))


class _Runs:
    """Follows all fits, each in a run."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._taken: Set[str] = set()

    def place(self) -> Optional[str]:
        active = mlflow.active_run()
        return None if active is None else str(active.info.run_id)

    @contextmanager
    def following(self, stage: Any, dataset: DataFrame, place: Optional[str]) -> Iterator[Callable[[Any], None]]:
        active, settings = self.place(), self._settings
        if active is None and place is not None:
            settings = replace(settings, log_models=False, log_datasets=False)  # one of many
        is_own = active is None or active in self._taken
        run = attempt("start a run", lambda: _begun(stage, active or place)) if is_own else active
        if run is None:
            yield lambda model: None
            return
        self._taken.add(run)
        record = Record(stage, dataset, run, settings)
        try:
            record.start()
            models: List[Any] = []
            with record.figures.followed(stage, dataset):
                yield models.append
            for model in models:
                record.end(model)
        except BaseException:
            if is_own:
                attempt("end the run", lambda: mlflow.end_run("FAILED"))
            raise
        if is_own:
            attempt("end the run", mlflow.end_run)


def _begun(stage: Any, parent: Optional[str]) -> str:
    """Starts a run, nested in another one and of the same experiment if there is such a run."""
    experiment = None if parent is None else mlflow.get_run(parent).info.experiment_id
    run = mlflow.start_run(run_name=stage.uid, experiment_id=experiment, parent_run_id=parent, nested=parent is not None)
    return str(run.info.run_id)
