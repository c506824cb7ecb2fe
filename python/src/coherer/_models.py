"""What each kind of model has beside transform and summary."""
from __future__ import annotations

from typing import Any, List, Tuple, Union

from pyspark.ml.linalg import Vector
from pyspark.sql import DataFrame

from coherer._params import to_vector
from coherer._stage import TrainedStage, checked_data
from coherer.evaluation import (
    AnomalyEvaluation, ClassificationEvaluation, LabelsEvaluation, LevelsEvaluation, RegressionEvaluation)

Features = Union[Vector, List[float]]
_PREDICTION: Tuple[str, ...] = ("hasSummary", "toString", "numFeatures", "predict")


class _Predictor(TrainedStage):
    """A model that predicts one thing of a row."""

    _over_connect = _PREDICTION

    @property
    def numFeatures(self) -> int:
        """How many values the features of a row have."""
        return int(self._ask("numFeatures"))

    def predict(self, features: Features) -> float:
        """Predicts one row without a DataFrame."""
        return float(self._ask("predict", to_vector(features)))

    def _evaluated(self, name: str, dataset: DataFrame) -> Any:
        return self._ask(name, checked_data(dataset, "evaluate a model on"))


class ClassificationMethods(_Predictor):
    """What a trained classifier can do."""

    _over_connect = (*_PREDICTION, "numClasses", "predictRaw", "predictProbability")

    @property
    def numClasses(self) -> int:
        """How many classes there are, or labels of which a row can have several."""
        return int(self._ask("numClasses"))

    def predictRaw(self, features: Features) -> Vector:
        """Returns the logarithms of one row's probabilities, or the logits of those of its labels."""
        return self._ask("predictRaw", to_vector(features))

    def predictProbability(self, features: Features) -> Vector:
        """Returns one row's probabilities."""
        return self._ask("predictProbability", to_vector(features))

    def predictLabels(self, features: Features) -> Vector:
        """Predicts the labels of one row, 1 for each that it has, else 0. Not over Spark Connect."""
        return self._ask("predictLabels", to_vector(features))

    def evaluate(self, dataset: DataFrame) -> ClassificationEvaluation:
        """Returns how good the model is on rows whose labels are known, as labelCol says. Not over Spark Connect.

        Labels are indices of classes, or what they were in training. The columns that transform would add play no part.
        """
        return ClassificationEvaluation.of(self._evaluated("evaluate", dataset))

    def evaluateLabels(self, dataset: DataFrame) -> LabelsEvaluation:
        """Returns how good a model of several labels is on rows whose labels are known. Not over Spark Connect."""
        return LabelsEvaluation.of(self._evaluated("evaluateLabels", dataset))


class RegressionMethods(_Predictor):
    """What a trained regressor can do."""

    @property
    def numTargets(self) -> int:
        """How many numbers it predicts for a row. Not over Spark Connect."""
        return int(self._ask("numTargets"))

    def predictAll(self, features: Features) -> Vector:
        """Predicts all targets of one row. Not over Spark Connect."""
        return self._ask("predictAll", to_vector(features))

    def evaluate(self, dataset: DataFrame) -> RegressionEvaluation:
        """Returns how good the model is on rows whose targets are known, as labelCol or labelCols say.

        The column that transform would add plays no part. Not over Spark Connect.
        """
        return RegressionEvaluation.of(self._evaluated("evaluate", dataset))

    def evaluateLevels(self, dataset: DataFrame) -> LevelsEvaluation:
        """Returns how good a model of levels is on rows whose levels are known, as labelCol says. Not over Spark Connect."""
        return LevelsEvaluation.of(self._evaluated("evaluateLevels", dataset))


class NetworkMethods(TrainedStage):
    """What a trained network can do: what all models can."""


class ReconstructionMethods(TrainedStage):
    """What a trained autoencoder can do."""

    @property
    def numFeatures(self) -> int:
        """How many values the network takes, and gives. Not over Spark Connect."""
        return int(self._ask("numFeatures"))

    def reconstruct(self, features: Features) -> Vector:
        """Reconstructs one row, in the units of the features. Not over Spark Connect."""
        return self._ask("reconstruct", to_vector(features))

    def anomalyScore(self, features: Features) -> float:
        """Returns the anomaly score of one row. Not over Spark Connect."""
        return float(self._ask("anomalyScore", to_vector(features)))

    def evaluate(self, dataset: DataFrame, anomalyCol: str) -> AnomalyEvaluation:
        """Returns how well the anomaly score tells anomalies from other rows. Not over Spark Connect.

        Parameters
        ----------
        dataset : pyspark.sql.DataFrame
            the rows
        anomalyCol : str
            the column that is 1 in anomalies and 0 in other rows
        """
        return AnomalyEvaluation.of(self._ask("evaluate", checked_data(dataset, "evaluate a model on"), anomalyCol))
