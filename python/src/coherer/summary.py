"""How a training went: for programs, for terminals and for notebooks."""
from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, List, Optional

from pyspark.ml.wrapper import JavaWrapper
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.utils import is_remote

from coherer import _java
from coherer.errors import UnsupportedOperationException

if TYPE_CHECKING:
    import pandas

_OVER_CONNECT = ("objectiveHistory", "totalIterations")


@dataclass(frozen=True)
class EpochTimes:
    """Where the time of all epochs went, in seconds; means over all workers, of which the last four add up to the first."""

    total: float
    data: float
    compute: float
    exchange: float
    waiting: float


class TrainingSummary(JavaWrapper):
    """How a training went: its losses, its speed, and where its time went.

    A notebook shows it as a page with charts. Over Spark Connect there are objectiveHistory and totalIterations alone.
    """

    @classmethod
    def of(cls, model: Any) -> TrainingSummary:
        """Returns the summary of a model."""
        if not is_remote():
            return cls(_java.call(model._java_obj, "summary"))
        summary = cls(f"{model._java_obj}.summary")
        summary._model = model  # type: ignore[attr-defined]  # or else the server could drop it
        return summary

    def _ask(self, name: str) -> Any:
        if not is_remote():
            return _java.call(self._java_obj, name)
        if name in _OVER_CONNECT:
            return self._call_java(name)
        raise UnsupportedOperationException(
            f"Cannot ask a summary for its {name} over Spark Connect, whose server lets clients ask only for"
            " objectiveHistory and totalIterations (save the model and load it in a session with a JVM)")

    @property
    def objectiveHistory(self) -> List[float]:
        """The mean training loss of each epoch, without regularization terms."""
        return list(self._ask("objectiveHistory"))

    @property
    def totalIterations(self) -> int:
        """How many epochs there were."""
        return int(self._ask("totalIterations"))

    @property
    def bestEpoch(self) -> int:
        """The best epoch by what was monitored, counted from 1; 0 if there was none."""
        return int(self._ask("bestEpoch"))

    @property
    def resultEpoch(self) -> int:
        """The epoch whose parameters the model has, counted from 1; 0 if there was none."""
        return int(self._ask("resultEpoch"))

    @property
    def stopReason(self) -> str:
        """Why there were no more epochs."""
        return str(self._ask("stopReason").toString())

    @property
    def rowsPerSecond(self) -> float:
        """The rows of all epochs by the seconds that training on them took; 0 without any."""
        return float(self._ask("rowsPerSecond"))

    @property
    def times(self) -> EpochTimes:
        """Where the time of all epochs went, in seconds."""
        times = self._ask("times")
        return EpochTimes(*(_java.call(times, name) for name in EpochTimes.__dataclass_fields__))

    def history(self, spark: Optional[SparkSession] = None) -> pandas.DataFrame | DataFrame:
        """Returns one row for each epoch: losses, learning rate, rows, seconds, metrics.

        Parameters
        ----------
        spark : SparkSession, optional
            a session for a DataFrame of Spark; without one it is of pandas
        """
        if spark is not None:
            return self._rows(spark)
        try:
            import pandas
        except ImportError:
            raise ImportError("history() needs pandas (pip install pandas, or pass a Spark session)") from None
        frame = self._rows(SparkSession.active())
        return pandas.DataFrame.from_records(frame.collect(), columns=frame.columns)

    def _rows(self, spark: SparkSession) -> DataFrame:
        if is_remote():
            self._ask("history")
        java: Any = self._java_obj
        return DataFrame(java.history(spark._jsparkSession), spark)

    def text(self) -> str:
        """Returns the summary as plain text, with a line for each epoch."""
        return str(self._ask("text"))

    def toSvg(self) -> str:
        """Returns the losses as an SVG chart."""
        return str(self._ask("toSvg"))

    def toHtml(self) -> str:
        """Returns the summary as HTML, charts included, without scripts."""
        return str(self._ask("toHtml"))

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(repr(self))}</pre>" if is_remote() else self.toHtml()

    def __repr__(self) -> str:
        if not is_remote():
            return str(self._ask("toString"))
        losses = self.objectiveHistory
        return f"{len(losses)} epochs, losses {', '.join(f'{loss:.6g}' for loss in losses[-20:])}"
