"""Coherer's estimators and models for PySpark, with and without Spark Connect.

Thin wrappers: all work is done by the classes of the same names in the JVM, whose package this module is named
after, because PySpark finds the one by the name of the other when it loads a saved stage. Params are keywords of the
constructor or of setParams; docs/params.md explains them. What is not set has its default in the JVM, where the
session's settings (spark.coherer.<name>) are known.
"""
from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.param.shared import (
    HasBlockSize, HasFeaturesCol, HasHandleInvalid, HasInputCols, HasLabelCol, HasLoss, HasMaxIter, HasOutputCols,
    HasPredictionCol, HasProbabilityCol, HasRawPredictionCol, HasSeed, HasStandardization, HasStepSize, HasThresholds,
    HasValidationIndicatorCol, HasWeightCol)
from pyspark.ml.util import JavaMLReadable, JavaMLWritable
from pyspark.ml.wrapper import JavaEstimator, JavaModel, JavaWrapper
from pyspark.sql.utils import is_remote

__all__ = [
    "Autoencoder", "AutoencoderModel", "embedding", "NeuralNetworkClassificationModel", "NeuralNetworkClassifier",
    "NeuralNetworkEstimator", "NeuralNetworkModel", "NeuralNetworkRegressionModel", "NeuralNetworkRegressor",
    "TrainingSummary"]


def _params(*shared, **names_by_converter):
    """Makes a class with PySpark's own mixins and with Params of these names, whose values pass a converter."""
    return type("_Params", shared or (Params,), {
        name: Param(Params._dummy(), name, f"see {name} in docs/params.md", getattr(TypeConverters, converter))
        for converter, names in names_by_converter.items() for name in names.split()})


_ScoringParams = _params(
    HasHandleInvalid,
    toFloat="inputOffset inputScale",
    toInt="inferenceBatchSize")

_FeatureParams = _params(
    HasFeaturesCol,
    toListString="featuresCols",
    toListInt="featureShape")

_TableParams = _params(
    toInt="maxCategories",
    toListInt="hiddenLayers",
    toListString="categoricalCols")

_EmbeddingParams = _params(
    toInt="embeddingMemory",
    toString="embeddingDir",
    toListString="embeddings")

_LabelParams = _params(HasLabelCol, HasPredictionCol)

_ClassParams = _params(
    HasProbabilityCol, HasRawPredictionCol, HasThresholds,
    toString="predictedLabelCol")

_PortParams = _params(HasInputCols, HasOutputCols)

_ReconstructionParams = _params(toString="anomalyScoreCol reconstructionCol")

_PerceptronParams = _params(
    HasStepSize, HasBlockSize,
    toString="activation",
    toListInt="layers",
    toVector="initialWeights")

_TrainingParams = _params(
    HasMaxIter, HasSeed, HasStandardization, HasWeightCol, HasValidationIndicatorCol, HasLoss,
    toInt="accumulateSteps averagingSteps batchSize bucketSize cacheMemory checkpointEpochs checkpointSteps"
          " checkpointsToKeep earlyStoppingPatience frozenLayers learningRateDecayEpochs minWorkers numServers numWorkers outputSize staleness verbosity warmupSteps",
    toFloat="beta1 beta2 checkpointSeconds delayCompensation dropout epsilon gradientClippingNorm gradientClippingValue l1 l2 learningRate"
            " learningRateDecay maxSeconds minDelta momentum outerMomentum outerRate rmsDecay validationFraction weightDecay",
    toBoolean="keepOptimizerState rateByStaleness restoreBest shardOptimizerState",
    toString="checkpointDir consistency engine initialModelPath learningRateSchedule monitor network onCheckpointFailure onDivergence optimizer overlap"
             " portRange resume scaling trainer",
    toListString="transports")


def embedding(column, width, **parts):
    """Describes a column of ids with an embedding table, as an element of the Param embeddings.

    embedding("user", 16) or embedding("items", 16, mostIds=50, combiner="mean"); docs/embeddings.md lists the parts.
    """
    named = {"column": column, "width": width, **parts}
    return ";".join(
        "{}={}".format(name, str(value).replace("\\", "\\\\").replace(";", "\\;")) for name, value in named.items())


class TrainingSummary(JavaWrapper):
    """How a training went."""

    @property
    def objectiveHistory(self):
        """The mean training loss of each epoch."""
        return list(self._call_java("objectiveHistory"))

    @property
    def totalIterations(self):
        """How many epochs there were."""
        return self._call_java("totalIterations")


class _Model(JavaModel, JavaMLReadable, JavaMLWritable):

    def setParams(self, **params):
        """Sets Params and returns this model."""
        return self._set(**params)

    @property
    def summary(self):
        """How the training went; a loaded model knows it, too."""
        if not is_remote():
            return TrainingSummary(self._call_java("summary"))
        summary = TrainingSummary(f"{self._java_obj}.summary")
        summary._model = self  # or else the server could drop it
        return summary


class _PredictionModel(_Model):

    @property
    def numFeatures(self):
        """How many values the features of a row have."""
        return self._call_java("numFeatures")

    def predict(self, features):
        """Predicts one row, a vector, without a DataFrame."""
        return self._call_java("predict", features)


class NeuralNetworkClassificationModel(_PredictionModel, _ScoringParams, _FeatureParams, _LabelParams, _ClassParams):
    """A trained classifier."""

    @property
    def numClasses(self):
        """How many classes there are."""
        return self._call_java("numClasses")

    def predictRaw(self, features):
        """Returns the logarithms of one row's probabilities, without a DataFrame."""
        return self._call_java("predictRaw", features)

    def predictProbability(self, features):
        """Returns one row's probabilities, without a DataFrame."""
        return self._call_java("predictProbability", features)


class NeuralNetworkRegressionModel(
        _PredictionModel, _ScoringParams, _FeatureParams, _LabelParams, _params(toListString="labelCols")):
    """A trained regressor."""


class NeuralNetworkModel(_Model, _ScoringParams, _PortParams):
    """A trained network with any number of inputs and outputs."""


class AutoencoderModel(_Model, _ScoringParams, _FeatureParams, _ReconstructionParams):
    """A trained autoencoder."""


class _Estimator(JavaEstimator, JavaMLReadable, JavaMLWritable):
    _model = None

    def __init__(self, **params):
        super().__init__()
        self._java_obj = self._new_java_obj(f"{__name__}.{type(self).__name__}", self.uid)
        self._defaultParamMap.pop(self.seed)  # PySpark's differs from process to process, the JVM's does not
        self.setParams(**params)

    def setParams(self, **params):
        """Sets Params and returns this estimator."""
        return self._set(**params)

    def _create_model(self, java_model):
        return self._model(java_model)


class NeuralNetworkClassifier(
        _Estimator, _TrainingParams, _ScoringParams, _FeatureParams, _TableParams, _LabelParams, _ClassParams,
        _PerceptronParams, _EmbeddingParams, _params(
            toBoolean="balanceClasses stratified", toFloat="labelSmoothing", toString="calibration preset",
            toListFloat="classWeights")):
    """Trains a neural network classifier."""
    _model = NeuralNetworkClassificationModel


class NeuralNetworkRegressor(
        _Estimator, _TrainingParams, _ScoringParams, _FeatureParams, _TableParams, _LabelParams, _PerceptronParams,
        _EmbeddingParams, _params(toListString="labelCols", toString="preset")):
    """Trains a neural network that predicts one number or several."""
    _model = NeuralNetworkRegressionModel


class NeuralNetworkEstimator(
        _Estimator, _TrainingParams, _ScoringParams, _PortParams, _EmbeddingParams,
        _params(toListString="targetCols")):
    """Trains any neural network, with any number of inputs and outputs and any loss."""
    _model = NeuralNetworkModel


class Autoencoder(
        _Estimator, _TrainingParams, _ScoringParams, _FeatureParams, _PerceptronParams, _ReconstructionParams):
    """Trains a neural network that reconstructs its input."""
    _model = AutoencoderModel
