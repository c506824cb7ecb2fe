"""Reports of how far the fits of a session have come, as the driver has them."""
import dataclasses
import datetime
import json
import math

_FORMAT = "coherer-progress"


@dataclasses.dataclass(frozen=True)
class Report:
    """How far a fit has come. Numbers that are not known are NaN."""

    number: int
    """The place among the reports of the session, from 1."""
    fit: int
    """The number of the fit; copies of one estimator, as CrossValidator fits them, share their uid."""
    uid: str
    """The uid of the estimator."""
    kind: str
    """started, step (about one a second), epoch (has ended, with its validation), note, ended or failed."""
    time: datetime.datetime
    epoch: int
    epochs: int
    step: int
    stepsPerEpoch: int
    loss: float
    """Mean loss per unit of row weight: of the epoch so far, or of the whole one once it has ended."""
    validationLoss: float
    metrics: dict
    """Metrics on the validation set by name."""
    rows: int
    seconds: float
    rowsPerSecond: float
    secondsLeft: float
    """About how many seconds are left to the last epoch."""
    learningRate: float
    text: str
    """The same in words, a line."""

    @classmethod
    def of(cls, values):
        """Makes a report of the values that the driver has, by name."""
        named = {field.name: values[field.name] for field in dataclasses.fields(cls)}
        for field in dataclasses.fields(cls):
            if field.type is float and named[field.name] is None:
                named[field.name] = math.nan
        metrics = {name: math.nan if value is None else value for name, value in (named["metrics"] or {}).items()}
        return cls(**{**named, "metrics": metrics})


def read(spark=None, after=0, limit=None, showing=False):
    """Returns the latest reports of the fits of a session, in their order.

    after: the number of the last report that is known. limit: how many of the newest at most. showing: whether a user
    sees them, so that the driver need not write to its standard error (Param progress, value auto).
    """
    spark = session_of(spark)
    if is_remote(spark):
        reader = spark.read.format(_FORMAT).option("after", str(after)).option("showing", str(showing).lower())
        if limit is not None:
            reader = reader.option("limit", str(limit))
        return [Report.of(row.asDict()) for row in reader.load().collect()]
    reports = spark._jvm.org.coherer.connector.report.ReportJson
    lines = reports.read(spark._jsparkSession, after, (1 << 31) - 1 if limit is None else limit, showing)
    return [Report.of(_with_time(json.loads(line))) for line in lines.split("\n") if line]


def session_of(spark):
    """Returns a session, or the active one in place of None."""
    if spark is not None:
        return spark
    from pyspark.sql import SparkSession
    active = SparkSession.getActiveSession()
    if active is None:
        raise ValueError("No Spark session is active in this thread (pass it: spark=...)")
    return active


def is_remote(spark):
    """Returns whether a session is one of Spark Connect."""
    return type(spark).__module__.startswith("pyspark.sql.connect")


def _with_time(values):
    return {**values, "time": datetime.datetime.fromisoformat(values["time"].replace("Z", "+00:00"))}
