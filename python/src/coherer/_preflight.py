"""What would keep a fit from working, told before it starts."""
from __future__ import annotations

import html
from dataclasses import dataclass
from typing import Any, List, Optional

from pyspark.sql import DataFrame
from pyspark.sql.utils import is_remote

from coherer import _java
from coherer._stage import checked_data
from coherer.errors import UnsupportedOperationException, explained


@dataclass(frozen=True)
class Finding:
    """Something that keeps a fit from working, or from working well."""

    severity: str
    """ERROR, with which a fit is refused, or WARNING."""
    names: List[str]
    """The settings of Spark or the Params at fault, at least one."""
    what: str
    why: str
    remedy: str
    """What to set; empty, like why, where what says it."""

    @property
    def name(self) -> str:
        """The first of names."""
        return self.names[0]

    def __str__(self) -> str:
        return self.what + (f": {self.why}" if self.why else "") + (f" ({self.remedy})" if self.remedy else "")


@dataclass(frozen=True)
class FitMemory:
    """What a fit takes off the heap, in bytes."""

    parameters: int
    """The number of parameters."""
    workers: int
    """The number of workers."""
    worker: int
    """What each of them takes."""
    executor: int
    """What an executor takes beside its heap, with all workers that it runs at once."""


@dataclass(frozen=True)
class PreflightReport:
    """What was found before a fit."""

    findings: List[Finding]
    """Errors first."""
    memory: Optional[FitMemory]
    """None where it is not known."""
    notes: List[str]
    """What could not be checked, and why."""
    text: str
    """The report in words."""

    @property
    def errors(self) -> List[Finding]:
        """What stops a fit."""
        return [finding for finding in self.findings if finding.severity == "ERROR"]

    @property
    def warnings(self) -> List[Finding]:
        """What does not."""
        return [finding for finding in self.findings if finding.severity == "WARNING"]

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(self.text)}</pre>"


def preflight(estimator: Any, dataset: DataFrame) -> PreflightReport:
    """Says what would keep a fit from working, or from working well, and how much memory it will take.

    It uses the schema of the DataFrame and no rows, runs no job, and is done within two seconds. docs/preflight.md lists
    what it looks at.

    Parameters
    ----------
    estimator : an estimator of Coherer, or a Pipeline with one
    dataset : pyspark.sql.DataFrame
        what it is to be fitted to

    Raises
    ------
    IllegalArgumentException
        if there is no estimator of Coherer
    UnsupportedOperationException
        over Spark Connect, whose server lets clients call only methods of Spark's own classes

    Examples
    --------
    >>> report = coherer.preflight(classifier, train)
    >>> assert not report.errors, report
    """
    checked_data(dataset, "check a fit to")
    if is_remote():
        raise UnsupportedOperationException(
            "Cannot make a pre-flight over Spark Connect, whose server lets clients call only methods of Spark's own"
            " classes (run org.coherer.ml.preflight.PreflightCommand with spark-submit; fit makes the same checks)")
    if not hasattr(estimator, "_to_java"):
        raise TypeError(
            f"Cannot check a {type(estimator).__name__} (must be an estimator of Coherer, or a Pipeline with one)")
    with explained(getattr(estimator, "_doc_of", str)):
        check = _java.java_class("org.coherer.ml.preflight.Preflight").check
        return _report(check(dataset.sparkSession._jsparkSession, estimator._to_java(), dataset._jdf))


def _report(java: Any) -> PreflightReport:
    findings = [
        Finding(one.severity().name(), list(one.names()), one.what(), one.why(), one.remedy()) for one in java.findings()]
    return PreflightReport(findings, _memory(java), list(java.notes()), java.text())


def _memory(java: Any) -> Optional[FitMemory]:
    if not java.memory().isPresent():
        return None
    fit = java.memory().get()
    tasks = max(1, java.granted().tasks())
    return FitMemory(fit.parameters(), fit.workers(), fit.worker().bytes(), fit.executor(tasks))
