"""The classes of the package coherer under the name of the Java package.

PySpark finds the Python class of a saved stage by the name of its Java class, and reads it from here. In programs, import
coherer.
"""
from coherer import (
    Autoencoder, AutoencoderModel, NeuralNetworkClassificationModel, NeuralNetworkClassifier, NeuralNetworkEstimator,
    NeuralNetworkModel, NeuralNetworkRegressionModel, NeuralNetworkRegressor, TrainingSummary, embedding)

__all__ = [
    "Autoencoder", "AutoencoderModel", "NeuralNetworkClassificationModel", "NeuralNetworkClassifier",
    "NeuralNetworkEstimator", "NeuralNetworkModel", "NeuralNetworkRegressionModel", "NeuralNetworkRegressor",
    "TrainingSummary", "embedding"]
