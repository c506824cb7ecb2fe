"""The figures of the epochs of one fit, in a run of MLflow."""
from __future__ import annotations

import re
import threading
import time
import warnings
from contextlib import ExitStack, contextmanager
from typing import Any, Dict, Iterator, List, Mapping, Optional

from mlflow.entities import Metric
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.utils import is_remote

from coherer import progress

# TrainingSummary.history() has more, such as where the time of an epoch went.
_FIGURES = ("loss", "validationLoss", "learningRate", "rowsPerSecond")
_NO_FIGURES = {"epoch", "skippedSteps", "seconds", "dataSeconds", "computeSeconds", "exchangeSeconds", "waitSeconds"}


def now() -> int:
    """Returns the time as MLflow has it, in milliseconds."""
    return int(time.time() * 1000)


class Figures:
    """The figures of one fit's epochs, as they come; those that could not come are read from the summary in the end."""

    def __init__(self, client: Any, run: str) -> None:
        self._client, self._run = client, run
        self._fit: Optional[int] = None
        self._recorded: List[int] = []
        self._failed = False
        self.rows: Optional[int] = None

    @contextmanager
    def followed(self, stage: Any, dataset: DataFrame) -> Iterator[None]:
        """Records epochs as they end, where reports can be told from those of another fit of the same estimator."""
        with ExitStack() as stack:
            if stack.enter_context(_alone(stage.uid, self)):
                try:
                    stack.enter_context(progress.live(stage, [self], dataset.sparkSession, "none"))
                except Exception as problem:
                    warnings.warn(f"MLflow gets the figures of epochs only when training has ended: {problem}")
            yield

    def on_progress(self, report: progress.Report) -> None:
        """Learns which fit it is; the first that is reported is, since there was no other when it began."""
        if self._fit is None:
            self._fit = report.fit

    def on_epoch(self, report: progress.Report) -> None:
        """Records an epoch."""
        self.on_progress(report)
        if report.fit != self._fit or self._failed:
            return
        self.rows = report.rows
        values = {name: getattr(report, name) for name in _FIGURES}
        try:
            self._log(report.epoch, {**values, **report.metrics}, int(report.time.timestamp() * 1000))
        except Exception:
            self._failed = True  # the rest is recorded in the end, if that can be
            raise

    def doubt(self) -> None:
        """Takes no more reports unless it is known already which fit it is; another of the same estimator begins."""
        if self._fit is None:
            self._fit = -1

    def complete(self, model: Any) -> None:
        """Records the epochs that were not."""
        for epoch, values in enumerate(_history(model), 1):
            if epoch not in self._recorded:
                self._log(epoch, values, now())
            self.rows = self.rows or values.get("rows")

    def _log(self, epoch: int, values: Mapping[str, Any], millis: int) -> None:
        known = [
            Metric(re.sub(r"[^\w\-./ ]", "_", name), float(value), millis, epoch)
            for name, value in values.items() if name != "rows" and value is not None and value == value]
        self._client.log_batch(self._run, metrics=known)
        self._recorded.append(epoch)


_guard = threading.Lock()
_following: Dict[str, List[Figures]] = {}  # by uid of the estimator


@contextmanager
def _alone(uid: str, figures: Figures) -> Iterator[bool]:
    """Returns whether no other fit of an estimator is under way, and makes sure of those whose number is not known."""
    with _guard:
        others = _following.setdefault(uid, [])
        alone = not others
        for other in others:
            other.doubt()
        others.append(figures)
    try:
        yield alone
    finally:
        with _guard:
            others.remove(figures)
            if not others:
                _following.pop(uid, None)


def _history(model: Any) -> List[Dict[str, Any]]:
    """Returns the figures of each epoch; over Spark Connect, the loss."""
    if is_remote():
        return [{"loss": loss} for loss in model.summary.objectiveHistory]
    rows = [row.asDict() for row in model.summary.history(SparkSession.active()).collect()]
    return [{name: value for name, value in row.items() if name not in _NO_FIGURES} for row in rows]
