"""What a run of MLflow has of one fit."""
from __future__ import annotations

import traceback
import warnings
from dataclasses import dataclass
from typing import Any, Callable, Dict, Mapping, Optional

import mlflow
from mlflow.data.spark_dataset import SparkDataset, from_spark
from mlflow.entities import Metric, Param, RunTag
from mlflow.utils.validation import MAX_PARAM_VAL_LENGTH, MAX_PARAMS_TAGS_PER_BATCH
from pyspark.sql import DataFrame
from pyspark.sql.utils import is_remote

from coherer._params import value_in_fit
from coherer._version import __version__
from coherer.mlflow._figures import Figures, now
from coherer.mlflow._models import log_model


@dataclass(frozen=True)
class Settings:
    """What autolog was given."""

    log_models: bool
    log_datasets: bool
    registered_model_name: Optional[str]
    extra_tags: Mapping[str, str]


class Record:
    """What a run has of one fit."""

    def __init__(self, stage: Any, dataset: DataFrame, run: str, settings: Settings) -> None:
        self._stage, self._dataset, self._run, self._settings = stage, dataset, run, settings
        self._client = mlflow.MlflowClient()
        self.figures = Figures(self._client, run)

    def start(self) -> None:
        """Records what is known before training."""
        attempt("record the Params", self._log_params)

    def end(self, model: Any) -> None:
        """Records what is known after it."""
        attempt("record the epochs", lambda: self.figures.complete(model))
        if self._settings.log_datasets:
            attempt("record the rows", self._log_rows)
        if not is_remote():
            attempt("record the summary", lambda: self._log_summary(model))
        if self._settings.log_models:
            attempt("store the model", lambda: self._log_model(model))

    def _log_params(self) -> None:
        tags = {
            "estimator_name": type(self._stage).__name__,
            "estimator_class": f"{type(self._stage).__module__}.{type(self._stage).__name__}",
            "coherer_version": __version__, **self._settings.extra_tags}
        self._client.log_batch(self._run, tags=[RunTag(name, str(value)) for name, value in tags.items()])
        spark = self._dataset.sparkSession
        values = {param.name: _text_of(self._stage, param, spark) for param in self._stage.params}
        known = [Param(name, _short(text)) for name, text in values.items() if text is not None]
        for start in range(0, len(known), MAX_PARAMS_TAGS_PER_BATCH):
            self._client.log_batch(self._run, params=known[start:start + MAX_PARAMS_TAGS_PER_BATCH])
        for name, text in values.items():
            if text is not None and len(text) > MAX_PARAM_VAL_LENGTH:
                self._client.log_text(self._run, text, f"params/{name}.txt")

    def _log_rows(self) -> None:
        found = from_spark(self._dataset)
        label = self._stage.getOrDefault("labelCol") if self._stage.hasParam("labelCol") else None
        rows = _Rows(self._dataset, found.source, targets=label if label in self._dataset.columns else None)
        rows.count = self.figures.rows
        self._check_active()
        mlflow.log_input(rows, context="training")

    def _log_summary(self, model: Any) -> None:
        summary = model.summary
        epochs = {"bestEpoch": summary.bestEpoch, "resultEpoch": summary.resultEpoch}
        self._client.log_batch(
            self._run, [Metric(name, epoch, now(), summary.totalIterations) for name, epoch in epochs.items()],
            tags=[RunTag("stopReason", summary.stopReason)])
        self._client.log_text(self._run, summary.toHtml(), "summary.html")
        self._client.log_text(self._run, model.describe(), "network.txt")

    def _log_model(self, model: Any) -> None:
        self._check_active()
        log_model(model, rows=self._dataset, registered_model_name=self._settings.registered_model_name)

    def _check_active(self) -> None:
        active = mlflow.active_run()
        if active is None or active.info.run_id != self._run:
            raise RuntimeError(f"the run {self._run} was ended, or another one begun, while the fit went on")


class _Rows(SparkDataset):
    """Rows that MLflow does not count, in a job of its own, to say how many there are."""

    count: Optional[int] = None
    """How many an epoch had, without those held out."""

    @property
    def profile(self) -> Optional[Dict[str, int]]:
        return None if self.count is None else {"rows_per_epoch": self.count}


def _text_of(stage: Any, param: Any, spark: Any) -> Optional[str]:
    default = stage.getOrDefault(param) if stage.isDefined(param) else None
    value = value_in_fit(stage, param.name, spark, default)
    return None if value is None else str(value)


def _short(text: str) -> str:
    return text if len(text) <= MAX_PARAM_VAL_LENGTH else text[:MAX_PARAM_VAL_LENGTH - 3] + "..."


def attempt(what: str, action: Callable[[], Any]) -> Any:
    """Does what a fit does not depend on."""
    try:
        return action()
    except Exception:
        warnings.warn(f"MLflow could not {what}; the fit goes on\n{traceback.format_exc(limit=4)}")
        return None
