"""Neural networks on Apache Spark: estimators and models for PySpark, with and without Spark Connect.

    import coherer

    spark = coherer.session()
    train = spark.read.parquet("train")
    model = coherer.NeuralNetworkClassifier(featuresCols=["age", "job"], labelCol="income").fit(train)
    model.save("income-model")

All work is done by the Java classes of the same names. A Param that is not set keeps its default, or takes the value of
the session's setting spark.coherer.<name>.
"""
from coherer import augmentation, layers, progress, regularizers
from coherer._embedding import embedding
from coherer._preflight import preflight
from coherer._session import jars, session
from coherer._version import __version__
from coherer.errors import (
    IllegalArgumentException, MissingClassesError, ModelFileError, TrainingDivergedException, TrainingFailedException,
    UnsupportedOperationException)
from coherer.evaluation import (
    AnomalyEvaluation, ClassificationEvaluation, ConfusionMatrix, LabelEvaluation, LabelsEvaluation, LevelsEvaluation,
    RegressionEvaluation, TargetEvaluation)
from coherer.layers import Input
from coherer.network import Model, Sequential
from coherer.stages import (
    Autoencoder, AutoencoderModel, NeuralNetworkClassificationModel, NeuralNetworkClassifier, NeuralNetworkEstimator,
    NeuralNetworkModel, NeuralNetworkRegressionModel, NeuralNetworkRegressor)
from coherer.summary import EpochTimes, TrainingSummary

__all__ = [
    "AnomalyEvaluation", "Autoencoder", "AutoencoderModel", "ClassificationEvaluation", "ConfusionMatrix",
    "EpochTimes", "IllegalArgumentException", "Input", "LabelEvaluation", "LabelsEvaluation", "LevelsEvaluation",
    "MissingClassesError", "Model", "ModelFileError", "NeuralNetworkClassificationModel", "NeuralNetworkClassifier",
    "NeuralNetworkEstimator", "NeuralNetworkModel", "NeuralNetworkRegressionModel", "NeuralNetworkRegressor",
    "RegressionEvaluation", "Sequential", "TargetEvaluation", "TrainingDivergedException", "TrainingFailedException",
    "TrainingSummary", "UnsupportedOperationException", "__version__", "augmentation", "embedding", "jars", "layers", "preflight", "progress", "regularizers", "session"]
