"""Mistakes that users make, and what they are told: one line each, with a remedy and without Java's stack.

A mistake is an action on a World, the error that it ends with, and its message, in which {path} is the world's folder and {host} where it runs.
"""
import re

from coherer import (
    AutoencoderModel, IllegalArgumentException, ModelFileError, NeuralNetworkClassificationModel, NeuralNetworkClassifier,
    NeuralNetworkRegressor, TrainingDivergedException, UnsupportedOperationException)
from samples import classifier


class World:
    """What mistakes are made with: rows, a model of them, a folder where the model is saved as 'model'."""

    def __init__(self, spark, train, model, path):
        self.spark, self.train, self.model, self.path = spark, train, model, path

    def column(self, expression, name):
        """Returns the rows with another column."""
        from pyspark.sql.functions import expr

        return self.train.withColumn(name, expr(expression))

    def with_setting(self, name, value, act):
        self.spark.conf.set(name, value)
        try:
            act()
        finally:
            self.spark.conf.unset(name)

    def told(self, error):
        """Returns what an error says, without what differs from machine to machine."""
        return re.sub(r"on host \S+", "on host {host}", str(error).replace(self.path, "{path}"))


def fit(world, data=None, **params):
    return classifier(**{"maxIter": 1, **params}).fit(world.train if data is None else data)


def pandas_frame():
    import pandas

    return pandas.DataFrame({"features": [1.0]})


MISTAKES = {
    # What Python sees at once
    "a value without a name": (
        lambda world: NeuralNetworkClassifier([4, 8, 2]), TypeError,
        "NeuralNetworkClassifier takes its Params by name, not [4, 8, 2] alone (write name=value)"),
    "a name of Keras": (
        lambda world: NeuralNetworkClassifier(epochs=10), TypeError,
        "NeuralNetworkClassifier has no Param 'epochs' (did you mean maxIter?)"),
    "a name in another style": (
        lambda world: NeuralNetworkClassifier(batch_size=10), TypeError,
        "NeuralNetworkClassifier has no Param 'batch_size' (did you mean batchSize?)"),
    "a misspelt name": (
        lambda world: NeuralNetworkClassifier(learningrat=0.1), TypeError,
        "NeuralNetworkClassifier has no Param 'learningrat' (did you mean learningRate?)"),
    "a name of nothing": (
        lambda world: NeuralNetworkClassifier(foo=1), TypeError,
        "NeuralNetworkClassifier has no Param 'foo' (explainParams() lists those that there are)"),
    "a name of another stage": (
        lambda world: NeuralNetworkRegressor(classWeights=[1.0, 2.0]), TypeError,
        "NeuralNetworkRegressor has no Param 'classWeights' (explainParams() lists those that there are)"),
    "a misspelt name on a model": (
        lambda world: world.model.setParams(predictionColumn="class"), TypeError,
        "NeuralNetworkClassificationModel has no Param 'predictionColumn' (did you mean predictionCol?)"),
    "a number for a list": (
        lambda world: NeuralNetworkClassifier(layers=8), TypeError,
        "Invalid layers 8 of type int (must be a list of whole numbers: sizes of the layers of a "
        "multilayer perceptron, from input to output; instead of a network)"),
    "a half layer": (
        lambda world: NeuralNetworkClassifier(layers=[4, 8.5, 2]), TypeError,
        "Invalid layers [4, 8.5, 2] of type list (must be a list of whole numbers: sizes of the layers "
        "of a multilayer perceptron, from input to output; instead of a network)"),
    "a text for a number": (
        lambda world: NeuralNetworkClassifier(maxIter="ten"), TypeError,
        "Invalid maxIter 'ten' of type str (must be a whole number: maximum number of epochs; 0 to have "
        "it chosen (>= 0))"),
    "a number for a text": (
        lambda world: NeuralNetworkClassifier().setOptimizer(1), TypeError,
        "Invalid optimizer 1 of type int (must be a text: optimizer, in place of the network's own: sgd, "
        "nesterov, adam, adamw, amsgrad, adagrad, rmsprop)"),
    "rows of pandas": (
        lambda world: classifier().fit(pandas_frame()), TypeError,
        "Cannot fit to a pandas.DataFrame (must be a DataFrame of Spark; make one of it by "
        "spark.createDataFrame(data))"),
    "a path that is none": (
        lambda world: world.model.save(1), TypeError,
        "Invalid path 1 of type int (must be a text or a path)"),
    "a model without a network": (
        lambda world: NeuralNetworkClassificationModel().transform(world.train), IllegalArgumentException,
        "Cannot call transform of a NeuralNetworkClassificationModel without a network (fit an "
        "estimator, or load a saved model)"),
    # Params
    "a value out of its range": (
        lambda world: fit(world, maxIter=-1), IllegalArgumentException,
        "Invalid maxIter -1 (must be: maximum number of epochs; 0 to have it chosen (>= 0))"),
    "a learning rate of 0": (
        lambda world: fit(world, learningRate=0.0), IllegalArgumentException,
        "Invalid learningRate 0.0 (must be: learning rate of the optimizer; if not set, the network's "
        "own applies (> 0))"),
    "no such optimizer": (
        lambda world: fit(world, optimizer="adma"), IllegalArgumentException,
        "Unknown optimizer 'adma' (must be one of [adagrad, adam, adamw, amsgrad, momentum, nesterov, "
        "rmsprop, sgd])"),
    "no such activation": (
        lambda world: fit(world, activation="rellu"), IllegalArgumentException,
        "Unknown activation 'rellu' (must be one of relu, sigmoid, tanh, leakyrelu, elu, selu, gelu, "
        "swish, mish)"),
    "no such choice": (
        lambda world: fit(world, overlap="maybe"), IllegalArgumentException,
        "Unknown overlap 'maybe' (must be one of auto, on, off)"),
    "two Params for one thing": (
        lambda world: fit(world, layers=[4, 8, 2]), IllegalArgumentException,
        "Both hiddenLayers and layers are set (clear one of them)"),
    "too many workers": (
        lambda world: fit(world, numWorkers=64), IllegalArgumentException,
        "Cannot train with 64 workers: the cluster offers 2 slots (lower numWorkers, or add executors)"),
    "a bad setting of the session": (
        lambda world: world.with_setting("spark.coherer.minWorkers", "ten", lambda: fit(world)), IllegalArgumentException,
        "Invalid spark.coherer.minWorkers=ten (must be: fewest workers with which training begins, or goes "
        "on when executors are lost and not replaced; 0 for as many as numWorkers (>= 0))"),
    "an unknown setting of the session": (
        lambda world: world.with_setting("spark.coherer.epochs", "10", lambda: fit(world)), IllegalArgumentException,
        "Unknown setting spark.coherer.epochs (did you mean spark.coherer.loss?)"),
    # Columns and rows
    "no features": (
        lambda world: fit(world, world.train.drop("features")), IllegalArgumentException,
        "Column 'features' does not exist (found: 'id', 'a', 'b', 'c', 'd', 'label', 'y'; set "
        "featuresCol)"),
    "no labels": (
        lambda world: fit(world, labelCol="target"), IllegalArgumentException,
        "Column 'target' does not exist (found: 'id', 'a', 'b', 'c', 'd', 'label', 'y', 'features'; set "
        "labelCol)"),
    "a column of a table that is not there": (
        lambda world: fit(world, featuresCols=["a", "bb"]), IllegalArgumentException,
        "Column 'bb' does not exist (found: 'id', 'a', 'b', 'c', 'd', 'label', 'y', 'features'; set "
        "featuresCols)"),
    "a text as features": (
        lambda world: fit(world, world.column("'x'", "features")), IllegalArgumentException,
        "Column 'features' has type string (expected a vector, array<float>, array<double>, binary or an "
        "image)"),
    "labels that are null": (
        lambda world: fit(world, world.column("CASE WHEN id > 5 THEN label END", "label")), IllegalArgumentException,
        "Invalid null in column 'label' (must be a value), in row 0 of partition 0, counted from 0 "
        "(correct such rows, or have handleInvalid='skip' filter them out)"),
    "more labels than outputs": (
        lambda world: fit(world, world.column("id % 3", "label"), hiddenLayers=None, layers=[4, 8, 2]),
        IllegalArgumentException,
        "Column 'label' has the labels 0, 1, 2 (must be integers in [0, 2), or 2 different values: the "
        "network has 2 outputs)"),
    "features of another length than the first layer": (
        lambda world: fit(world, hiddenLayers=None, layers=[5, 8, 2]), IllegalArgumentException,
        "Invalid features of 4 values in column 'features' (the network takes 5), in row 0 of partition "
        "0, counted from 0"),
    "features that are not finite": (
        lambda world: fit(world, world.column("CASE WHEN id = 5 THEN DOUBLE('NaN') ELSE a END", "a"), featuresCols=["a", "b"]),
        IllegalArgumentException,
        "Invalid value NaN at index 0 in featuresCols (must be a finite 32-bit number), in row 5 of "
        "partition 0, counted from 0 (correct such rows, or have handleInvalid='skip' filter them out)"),
    "no rows": (
        lambda world: fit(world, world.train.limit(0)), IllegalArgumentException,
        "Cannot train on an empty DataFrame (it has no rows)"),
    "weights below 0": (
        lambda world: fit(world, world.column("-1", "weight"), weightCol="weight"), IllegalArgumentException,
        "Invalid weight -1.0 in column 'weight' (must be a finite number of at least 0), in row 0 of "
        "partition 0, counted from 0 (correct such rows, or have handleInvalid='skip' filter them out)"),
    # Networks and training
    "a network that is no JSON": (
        lambda world: fit(world, hiddenLayers=None, network="Dense(8)"), IllegalArgumentException,
        "Cannot read the network: not JSON (line 1, column 6)"),
    "a network of another shape": (
        lambda world: fit(world, world.column("id % 3", "label"), hiddenLayers=None, initialModelPath=f"{world.path}/model"),
        IllegalArgumentException,
        "Invalid label 2.0 in column 'label' (must be an integer in [0, 2): the network has 2 outputs), "
        "in row 2 of partition 0, counted from 0"),
    "a training that diverges": (
        lambda world: fit(world, learningRate=1e30, optimizer="sgd", maxIter=20), TrainingDivergedException,
        "Training diverged at epoch 1, step 3 of 25: the loss is NaN on rank 0 on host {host} (its 16 "
        "rows have loss NaN; 58 of 58 gradients) (lower learningRate 1.0E30, or scale the features)"),
    # Files
    "a path where there is something already": (
        lambda world: world.model.save(f"{world.path}/model"), ModelFileError,
        "Path {path}/model already exists. To overwrite it, please use write().overwrite().save(path)."),
    "a path where there is nothing": (
        lambda world: NeuralNetworkClassificationModel.load(f"{world.path}/nowhere"), ModelFileError,
        "Cannot read {path}/nowhere/data/manifest.properties: there is no such file (must be in the "
        "folder of a saved model)"),
    "an estimator where there is nothing": (
        lambda world: NeuralNetworkClassifier.load(f"{world.path}/nowhere"), ModelFileError,
        "Cannot read {path}/nowhere: there is nothing (must be the folder of a saved "
        "NeuralNetworkClassifier)"),
    "a model of another class": (
        lambda world: AutoencoderModel.load(f"{world.path}/model"), ModelFileError,
        "Cannot read {path}/model/metadata/part-00000: it is of a "
        "org.coherer.ml.NeuralNetworkClassificationModel (must be of a org.coherer.ml.AutoencoderModel; "
        "load it as what it is)"),
    "a model that is loaded as an estimator": (
        lambda world: NeuralNetworkClassifier.load(f"{world.path}/model"), ModelFileError,
        "Cannot read {path}/model: it is of a org.coherer.ml.NeuralNetworkClassificationModel (must be "
        "of a org.coherer.ml.NeuralNetworkClassifier; load it as what it is)"),
    "a folder that is no model": (
        lambda world: NeuralNetworkClassificationModel.load(f"{world.path}/other"), ModelFileError,
        "Cannot read {path}/other/data/manifest.properties: there is no such file (must be in the folder "
        "of a saved model)"),
    "no such option of a writer": (
        lambda world: world.model.write().overwrite().option("compression", "gzip").save(f"{world.path}/model"),
        IllegalArgumentException,
        "Unknown option 'compression' (must be format or optimizerState)"),
    # Models
    "a column that a model needs": (
        lambda world: world.model.transform(world.train.drop("features")), IllegalArgumentException,
        "Column 'features' does not exist (found: 'id', 'a', 'b', 'c', 'd', 'label', 'y'; set "
        "featuresCol)"),
    "one row of another length": (
        lambda world: world.model.predict([1.0, 2.0]), IllegalArgumentException,
        "Invalid features of 2 values in column 'features' (the network takes 4)"),
    "thresholds of another length": (
        lambda world: world.model.copy().setThresholds([0.5]).transform(world.train), IllegalArgumentException,
        "thresholds has 1 values (must be one for each of the network's 2 classes)"),
    "an evaluation of nothing": (
        lambda world: world.model.evaluate(world.train.limit(0)), IllegalArgumentException,
        "Cannot evaluate without rows (the DataFrame is empty, or handleInvalid=skip filters out all of "
        "its rows)"),
    "an evaluation by labels that a model does not know": (
        lambda world: world.model.evaluate(world.column("id", "label")), IllegalArgumentException,
        "Invalid label 2.0 in column 'label' (must be an integer in [0, 2))"),
    "labels of a model of classes": (
        lambda world: world.model.evaluateLabels(world.train), UnsupportedOperationException,
        "Cannot evaluateLabels: a row has one class (call evaluate)"),
}
