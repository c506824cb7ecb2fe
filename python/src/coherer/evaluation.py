"""How good models are on labelled rows, as Python values under the names that the Java classes have."""
from __future__ import annotations

import html
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Dict, List, Optional, Type, TypeVar

E = TypeVar("E", bound="_Evaluation")


def _value(java_object: Any, name: str) -> Any:
    """Returns what a method without arguments does, as Py4J has it."""
    from py4j.java_gateway import JavaObject

    value = getattr(java_object, name)()
    if isinstance(value, JavaObject) and value.getClass().getName() == "java.util.OptionalDouble":
        return value.getAsDouble() if value.isPresent() else None
    return value


class _Evaluation:
    """Figures of a Java object: a field for each method of the same name."""

    _parts: ClassVar[Dict[str, Type[Any]]] = {}  # fields that are Java objects, or lists of them

    @classmethod
    def of(cls: Type[E], java_object: Any) -> E:
        """Returns what the Java object says."""
        from py4j.java_collections import JavaList

        values = {one.name: _value(java_object, one.name) for one in fields(cls)}  # type: ignore[arg-type]
        for name, part in cls._parts.items():
            value = values[name]
            values[name] = [part.of(one) for one in value] if isinstance(value, JavaList) else part.of(value)
        return cls(**{name: list(value) if isinstance(value, JavaList) else value for name, value in values.items()})


class _Report(_Evaluation):
    """An evaluation that tells itself in a few lines."""

    text: str

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(self.text)}</pre>"


@dataclass(frozen=True)
class ConfusionMatrix:
    """How many rows of each class were taken for which class, and what follows from that."""

    classes: int
    """how many classes there are"""
    counts: List[List[int]]
    """by label and then by prediction"""
    rows: int
    """how many rows there are"""
    rowsOf: List[int]
    """the rows of each class"""
    accuracy: float
    """the share of rows that were taken for what they are"""
    precision: List[float]
    """of each class, the share of rows taken for it that are of it"""
    recall: List[float]
    """of each class, the share of its rows that were taken for it"""
    f1: List[float]
    """of each class, the harmonic mean of precision and recall"""
    weightedPrecision: float
    """the mean precision over classes, each weighted by its rows"""
    weightedRecall: float
    """the mean recall over classes, each weighted by its rows"""
    weightedF1: float
    """the mean F1 over classes, each weighted by its rows"""

    @classmethod
    def of(cls, matrix: Any) -> ConfusionMatrix:
        """Returns what the Java object says."""
        table = str(matrix.toString()).splitlines()  # one call: there may be thousands of classes
        counts = [[int(cell) for cell in line.split()[1:]] for line in table[2:]]
        classes = range(len(counts))
        listed = {name: [getattr(matrix, name)(one) for one in classes] for name in ("rowsOf", "precision", "recall", "f1")}
        single = ("rows", "accuracy", "weightedPrecision", "weightedRecall", "weightedF1")
        return cls(
            classes=len(counts), counts=counts, **listed,  # type: ignore[arg-type]
            **{name: getattr(matrix, name)() for name in single})

    def count(self, label: int, prediction: int) -> int:
        """Returns how many rows of a class were taken for another, or for the same."""
        return self.counts[label][prediction]


@dataclass(frozen=True, repr=False)
class ClassificationEvaluation(_Report):
    """How good a classifier is on some rows, each of which counts once."""

    _parts = {"matrix": ConfusionMatrix}
    rows: int
    """how many there are"""
    classes: List[str]
    """what the classes are called, in their order"""
    accuracy: float
    """the share of rows that were taken for what they are"""
    logLoss: float
    """the mean over rows of -ln(p), p being the probability that the model gave to the label, at least 1e-15"""
    areaUnderRoc: Optional[float]
    """of two classes, that of the second one's probability; None for more, or if all rows are of one"""
    matrix: ConfusionMatrix
    """which were taken for which; also precision, recall and F1"""
    text: str
    """all of it in lines"""


@dataclass(frozen=True)
class LabelEvaluation(_Evaluation):
    """The counts of one label of which rows can have several. What would be divided by 0 is 0."""

    name: str
    """what it is called"""
    rows: int
    """how many rows have it"""
    predicted: int
    """for how many it was predicted"""
    hits: int
    """how many are both"""
    precision: float
    """the share of the rows for which it was predicted that have it"""
    recall: float
    """the share of the rows that have it for which it was predicted"""
    f1: float
    """the harmonic mean of the two"""


@dataclass(frozen=True, repr=False)
class LabelsEvaluation(_Report):
    """How good a classifier by several labels is on some rows, each of which counts once."""

    _parts = {"labels": LabelEvaluation}
    rows: int
    """how many there are"""
    labels: List[LabelEvaluation]
    """the counts of each label"""
    subsetAccuracy: float
    """the share of rows whose labels are all right"""
    accuracy: float
    """the mean over rows of the labels both true and predicted, by those that are one of them (Jaccard); 1 without any"""
    logLoss: float
    """the mean over rows and labels of -ln(p), p being the probability of what is true, at least 1e-15"""
    hammingLoss: float
    """the share of labels of rows that are wrong"""
    microPrecision: float
    """the precision of all labels of all rows together"""
    microRecall: float
    """the recall of all labels of all rows together"""
    microF1: float
    """F1 of all labels of all rows together"""
    macroF1: float
    """the mean F1 of the labels"""
    text: str
    """all of it in lines"""


@dataclass(frozen=True)
class TargetEvaluation(_Evaluation):
    """The figures of one target, y being its values, p the predictions and m the mean of y."""

    name: str
    """what it is called"""
    rmse: float
    """the root of the mean of (p - y)^2"""
    mse: float
    """the mean of (p - y)^2"""
    mae: float
    """the mean of |p - y|"""
    r2: float
    """1 - sum (p - y)^2 / sum (y - m)^2"""
    explainedVariance: float
    """the mean of (p - m)^2"""
    poissonDeviance: Optional[float]
    """the mean of 2 (y ln(y / p) - y + p); None unless all y are at least 0 and all p above"""
    d2: Optional[float]
    """1 - the deviance of p / that of m; None with it, and for targets that are all 0"""


@dataclass(frozen=True, repr=False)
class RegressionEvaluation(_Report):
    """How good a regressor is on some rows, each of which counts once."""

    _parts = {"targets": TargetEvaluation}
    rows: int
    """how many there are"""
    targets: List[TargetEvaluation]
    """the figures of each target"""
    text: str
    """all of it in lines"""


@dataclass(frozen=True, repr=False)
class LevelsEvaluation(_Report):
    """How good a regressor of levels is on some rows, each of which counts once."""

    _parts = {"matrix": ConfusionMatrix}
    rows: int
    """how many there are"""
    levels: List[float]
    """the levels, in their order"""
    accuracy: float
    """the share of rows whose level was predicted"""
    meanAbsoluteError: float
    """by how much levels are missed in the mean"""
    quadraticWeightedKappa: float
    """Cohen's kappa with the squares of the distances between the places of levels as weights"""
    matrix: ConfusionMatrix
    """which were taken for which"""
    text: str
    """all of it in lines"""


@dataclass(frozen=True, repr=False)
class AnomalyEvaluation(_Report):
    """How well an anomaly score tells anomalies from other rows, each of which counts once."""

    anomalies: int
    """how many rows are anomalies"""
    others: int
    """how many are not"""
    meanAnomalyScore: float
    """the mean score of the former"""
    meanOtherScore: float
    """the mean score of the latter"""
    areaUnderRoc: float
    """how likely an anomaly has the higher score of the two"""
    areaUnderPr: float
    """the area under the curve of precision over recall"""
    text: str
    """all of it in lines"""
