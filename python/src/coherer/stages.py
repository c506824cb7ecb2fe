"""Coherer's estimators and models.

Generated from the Java classes, as docs/python.md says; not to be edited.
"""
from typing import List, Optional, Sequence, TypeVar, Union

from pyspark.ml.linalg import Vector
from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.param.shared import (
    HasFeaturesCol, HasLabelCol, HasPredictionCol, HasProbabilityCol, HasRawPredictionCol, HasThresholds)

from coherer._models import ClassificationMethods, NetworkMethods, ReconstructionMethods, RegressionMethods
from coherer._params import Network, ParamAccess, keywords
from coherer._stage import TrainableStage
from coherer.params import (
    AutoencoderParams, ClassifierParams, FeatureParams, GeneralParams, InputOutputParams, ReconstructionParams,
    RegressorParams)

__all__ = [
    "Autoencoder", "AutoencoderModel", "NeuralNetworkClassificationModel", "NeuralNetworkClassifier",
    "NeuralNetworkEstimator", "NeuralNetworkModel", "NeuralNetworkRegressionModel", "NeuralNetworkRegressor"]

S = TypeVar("S", bound=ParamAccess)
_OWNER = Params._dummy()


class NeuralNetworkClassificationModel(
        ClassificationMethods, FeatureParams, HasFeaturesCol, HasLabelCol, HasPredictionCol, HasProbabilityCol,
        HasRawPredictionCol, HasThresholds):
    """A trained classifier. transform scores batches of rows with one network per executor, on streams, too.

    It adds rawPredictionCol (the natural logarithm of each probability), probabilityCol (one per class, or per label where
    a row can have several), predictionCol (the class with the largest probability, or as thresholds say; a vector of 0 and 1
    for several labels) and, if it is set, predictedLabelCol (what that class was called in labelCol).

    Examples
    --------
    >>> model = NeuralNetworkClassificationModel.load("income-model")
    >>> model.transform(rows).select("prediction", "probability").show()

    Parameters
    ----------
    featuresCol : str, default "features"
        features column name
    featuresCols : Sequence[str], optional
        names of the feature columns, instead of featuresCol: numbers, and for perceptrons also booleans, strings,
        dates and timestamps
    labelCol : str, default "label"
        label column name
    featureShape : Sequence[int], optional
        shape of the feature tensor, such as channels, height, width, or steps, values; images must match it
    handleInvalid : str, default "error"
        how to handle invalid rows: error fails the job, skip filters them out, keep replaces missing features by 0,
        impute (featuresCols alone) by the mean, with an input that says so
    inferenceBatchSize : int, default 0
        batch size for scoring, in rows; 0 chooses it by the size of the network (>= 0)
    inputOffset : float, default 0.0
        offset added to every feature, after inputScale
    inputScale : float, default 1.0
        factor by which every feature is multiplied before it enters the network (not 0)
    predictedLabelCol : str, default ""
        name of the output column for the label of the predicted class, in the type of labelCol; empty for none
    predictionCol : str, default "prediction"
        prediction column name
    probabilityCol : str, default "probability"
        Column name for predicted class conditional probabilities. Note: Not all models output well-calibrated
        probability estimates! These probabilities should be treated as confidences, not precise probabilities
    rawPredictionCol : str, default "rawPrediction"
        raw prediction (a.k.a. confidence) column name
    resizeImages : bool, default False
        whether images of Spark's data source are resized to the height and width that the network takes, rather than
        refused
    thresholds : Sequence[float], optional
        Thresholds in multi-class classification to adjust the probability of predicting each class. Array must have
        length equal to the number of classes, with values > 0 excepting that at most one value may be 0. The class
        with largest value p/t is predicted, where p is the original probability of that class and t is the class's
        threshold
    """

    _java_class = "org.coherer.ml.NeuralNetworkClassificationModel"
    _defaults = {
        "featuresCol": "features", "labelCol": "label", "handleInvalid": "error", "inferenceBatchSize": 0,
        "inputOffset": 0.0, "inputScale": 1.0, "predictedLabelCol": "", "predictionCol": "prediction",
        "probabilityCol": "probability", "rawPredictionCol": "rawPrediction", "resizeImages": False}

    @keywords
    def setParams(
            self: S, *, featuresCol: str = "features", featuresCols: Optional[Sequence[str]] = None,
            labelCol: str = "label", featureShape: Optional[Sequence[int]] = None, handleInvalid: str = "error",
            inferenceBatchSize: int = 0, inputOffset: float = 0.0, inputScale: float = 1.0,
            predictedLabelCol: str = "", predictionCol: str = "prediction", probabilityCol: str = "probability",
            rawPredictionCol: str = "rawPrediction", resizeImages: bool = False,
            thresholds: Optional[Sequence[float]] = None) -> S:
        """Sets Params by name, as the class explains them, and returns this stage; None has one not set."""
        return self._set(**self._input_kwargs)

    featuresCol: Param[str] = Param(
        _OWNER, "featuresCol",
        "features column name",
        typeConverter=TypeConverters.toString)

    def getFeaturesCol(self) -> str:
        """Returns featuresCol: features column name."""
        return self._value(self.featuresCol)  # type: ignore[no-any-return]

    def setFeaturesCol(self: S, value: str) -> S:
        """Sets featuresCol: features column name."""
        return self._set(featuresCol=value)

    labelCol: Param[str] = Param(
        _OWNER, "labelCol",
        "label column name",
        typeConverter=TypeConverters.toString)

    def getLabelCol(self) -> str:
        """Returns labelCol: label column name."""
        return self._value(self.labelCol)  # type: ignore[no-any-return]

    def setLabelCol(self: S, value: str) -> S:
        """Sets labelCol: label column name."""
        return self._set(labelCol=value)

    predictedLabelCol: Param[str] = Param(
        _OWNER, "predictedLabelCol",
        "name of the output column for the label of the predicted class, in the type of labelCol; empty for none",
        typeConverter=TypeConverters.toString)

    def getPredictedLabelCol(self) -> str:
        """Returns predictedLabelCol: name of the output column for the label of the predicted class, in the type of
        labelCol; empty for none.
        """
        return self._value(self.predictedLabelCol)  # type: ignore[no-any-return]

    def setPredictedLabelCol(self: S, value: str) -> S:
        """Sets predictedLabelCol: name of the output column for the label of the predicted class, in the type of
        labelCol; empty for none.
        """
        return self._set(predictedLabelCol=value)

    predictionCol: Param[str] = Param(
        _OWNER, "predictionCol",
        "prediction column name",
        typeConverter=TypeConverters.toString)

    def getPredictionCol(self) -> str:
        """Returns predictionCol: prediction column name."""
        return self._value(self.predictionCol)  # type: ignore[no-any-return]

    def setPredictionCol(self: S, value: str) -> S:
        """Sets predictionCol: prediction column name."""
        return self._set(predictionCol=value)

    probabilityCol: Param[str] = Param(
        _OWNER, "probabilityCol",
        "Column name for predicted class conditional probabilities. Note: Not all models output well-calibrated "
        "probability estimates! These probabilities should be treated as confidences, not precise probabilities",
        typeConverter=TypeConverters.toString)

    def getProbabilityCol(self) -> str:
        """Returns probabilityCol: Column name for predicted class conditional probabilities. Note: Not all models
        output well-calibrated probability estimates! These probabilities should be treated as confidences, not
        precise probabilities.
        """
        return self._value(self.probabilityCol)  # type: ignore[no-any-return]

    def setProbabilityCol(self: S, value: str) -> S:
        """Sets probabilityCol: Column name for predicted class conditional probabilities. Note: Not all models output
        well-calibrated probability estimates! These probabilities should be treated as confidences, not precise
        probabilities.
        """
        return self._set(probabilityCol=value)

    rawPredictionCol: Param[str] = Param(
        _OWNER, "rawPredictionCol",
        "raw prediction (a.k.a. confidence) column name",
        typeConverter=TypeConverters.toString)

    def getRawPredictionCol(self) -> str:
        """Returns rawPredictionCol: raw prediction (a.k.a. confidence) column name."""
        return self._value(self.rawPredictionCol)  # type: ignore[no-any-return]

    def setRawPredictionCol(self: S, value: str) -> S:
        """Sets rawPredictionCol: raw prediction (a.k.a. confidence) column name."""
        return self._set(rawPredictionCol=value)

    thresholds: Param[List[float]] = Param(
        _OWNER, "thresholds",
        "Thresholds in multi-class classification to adjust the probability of predicting each class. Array must "
        "have length equal to the number of classes, with values > 0 excepting that at most one value may be 0. The "
        "class with largest value p/t is predicted, where p is the original probability of that class and t is the "
        "class's threshold",
        typeConverter=TypeConverters.toListFloat)

    def getThresholds(self) -> Optional[List[float]]:  # type: ignore[override]
        """Returns thresholds: Thresholds in multi-class classification to adjust the probability of predicting each
        class. Array must have length equal to the number of classes, with values > 0 excepting that at most one value
        may be 0. The class with largest value p/t is predicted, where p is the original probability of that class and
        t is the class's threshold.
        """
        return self._value(self.thresholds)  # type: ignore[no-any-return]

    def setThresholds(self: S, value: Sequence[float]) -> S:
        """Sets thresholds: Thresholds in multi-class classification to adjust the probability of predicting each
        class. Array must have length equal to the number of classes, with values > 0 excepting that at most one value
        may be 0. The class with largest value p/t is predicted, where p is the original probability of that class and
        t is the class's threshold.
        """
        return self._set(thresholds=value)


class NeuralNetworkRegressionModel(
        RegressionMethods, FeatureParams, HasFeaturesCol, HasLabelCol, HasPredictionCol):
    """A trained regressor. transform adds the prediction: a number, or a vector where there are several targets.

    Predictions are in the units of the targets; of the loss ordinal, one of the levels.

    Examples
    --------
    >>> model = NeuralNetworkRegressionModel.load("price-model")
    >>> model.transform(rows).select("prediction").show()

    Parameters
    ----------
    featuresCol : str, default "features"
        features column name
    featuresCols : Sequence[str], optional
        names of the feature columns, instead of featuresCol: numbers, and for perceptrons also booleans, strings,
        dates and timestamps
    labelCol : str, default "label"
        label column name
    labelCols : Sequence[str], optional
        names of the numeric label columns, one per output of the network; instead of labelCol
    featureShape : Sequence[int], optional
        shape of the feature tensor, such as channels, height, width, or steps, values; images must match it
    handleInvalid : str, default "error"
        how to handle invalid rows: error fails the job, skip filters them out, keep replaces missing features by 0,
        impute (featuresCols alone) by the mean, with an input that says so
    inferenceBatchSize : int, default 0
        batch size for scoring, in rows; 0 chooses it by the size of the network (>= 0)
    inputOffset : float, default 0.0
        offset added to every feature, after inputScale
    inputScale : float, default 1.0
        factor by which every feature is multiplied before it enters the network (not 0)
    predictionCol : str, default "prediction"
        prediction column name
    resizeImages : bool, default False
        whether images of Spark's data source are resized to the height and width that the network takes, rather than
        refused
    """

    _java_class = "org.coherer.ml.NeuralNetworkRegressionModel"
    _defaults = {
        "featuresCol": "features", "labelCol": "label", "handleInvalid": "error", "inferenceBatchSize": 0,
        "inputOffset": 0.0, "inputScale": 1.0, "predictionCol": "prediction", "resizeImages": False}

    @keywords
    def setParams(
            self: S, *, featuresCol: str = "features", featuresCols: Optional[Sequence[str]] = None,
            labelCol: str = "label", labelCols: Optional[Sequence[str]] = None,
            featureShape: Optional[Sequence[int]] = None, handleInvalid: str = "error", inferenceBatchSize: int = 0,
            inputOffset: float = 0.0, inputScale: float = 1.0, predictionCol: str = "prediction",
            resizeImages: bool = False) -> S:
        """Sets Params by name, as the class explains them, and returns this stage; None has one not set."""
        return self._set(**self._input_kwargs)

    featuresCol: Param[str] = Param(
        _OWNER, "featuresCol",
        "features column name",
        typeConverter=TypeConverters.toString)

    def getFeaturesCol(self) -> str:
        """Returns featuresCol: features column name."""
        return self._value(self.featuresCol)  # type: ignore[no-any-return]

    def setFeaturesCol(self: S, value: str) -> S:
        """Sets featuresCol: features column name."""
        return self._set(featuresCol=value)

    labelCol: Param[str] = Param(
        _OWNER, "labelCol",
        "label column name",
        typeConverter=TypeConverters.toString)

    def getLabelCol(self) -> str:
        """Returns labelCol: label column name."""
        return self._value(self.labelCol)  # type: ignore[no-any-return]

    def setLabelCol(self: S, value: str) -> S:
        """Sets labelCol: label column name."""
        return self._set(labelCol=value)

    labelCols: Param[List[str]] = Param(
        _OWNER, "labelCols",
        "names of the numeric label columns, one per output of the network; instead of labelCol",
        typeConverter=TypeConverters.toListString)

    def getLabelCols(self) -> Optional[List[str]]:
        """Returns labelCols: names of the numeric label columns, one per output of the network; instead of labelCol.
        """
        return self._value(self.labelCols)  # type: ignore[no-any-return]

    def setLabelCols(self: S, value: Sequence[str]) -> S:
        """Sets labelCols: names of the numeric label columns, one per output of the network; instead of labelCol."""
        return self._set(labelCols=value)

    predictionCol: Param[str] = Param(
        _OWNER, "predictionCol",
        "prediction column name",
        typeConverter=TypeConverters.toString)

    def getPredictionCol(self) -> str:
        """Returns predictionCol: prediction column name."""
        return self._value(self.predictionCol)  # type: ignore[no-any-return]

    def setPredictionCol(self: S, value: str) -> S:
        """Sets predictionCol: prediction column name."""
        return self._set(predictionCol=value)


class NeuralNetworkModel(
        NetworkMethods, InputOutputParams):
    """A trained network with any number of inputs and outputs. transform adds a vector for each output, as outputCols says.

    Examples
    --------
    >>> model = NeuralNetworkModel.load("model").setOutputCols(["kind", "price"])
    >>> model.transform(rows).show()

    Parameters
    ----------
    inputCols : Sequence[str], default ("features",)
        names of the input columns, one per input of the network
    handleInvalid : str, default "error"
        how to handle invalid rows: error fails the job, skip filters them out, keep replaces missing features by 0,
        impute (featuresCols alone) by the mean, with an input that says so
    inferenceBatchSize : int, default 0
        batch size for scoring, in rows; 0 chooses it by the size of the network (>= 0)
    inputOffset : float, default 0.0
        offset added to every feature, after inputScale
    inputScale : float, default 1.0
        factor by which every feature is multiplied before it enters the network (not 0)
    outputCols : Sequence[str], default ("output",)
        names of the output columns, one per output of the network
    resizeImages : bool, default False
        whether images of Spark's data source are resized to the height and width that the network takes, rather than
        refused
    """

    _java_class = "org.coherer.ml.NeuralNetworkModel"
    _defaults = {
        "inputCols": ("features",), "handleInvalid": "error", "inferenceBatchSize": 0, "inputOffset": 0.0,
        "inputScale": 1.0, "outputCols": ("output",), "resizeImages": False}

    @keywords
    def setParams(
            self: S, *, inputCols: Sequence[str] = ("features",), handleInvalid: str = "error",
            inferenceBatchSize: int = 0, inputOffset: float = 0.0, inputScale: float = 1.0,
            outputCols: Sequence[str] = ("output",), resizeImages: bool = False) -> S:
        """Sets Params by name, as the class explains them, and returns this stage; None has one not set."""
        return self._set(**self._input_kwargs)



class AutoencoderModel(
        ReconstructionMethods, ReconstructionParams):
    """A trained autoencoder. transform adds reconstructionCol, a vector in the units of the features, and anomalyScoreCol.

    The score is the mean over all features of the squared difference between what enters the network and what leaves it: the
    higher, the more anomalous the row.

    Examples
    --------
    >>> model = AutoencoderModel.load("usual-model")
    >>> model.transform(rows).orderBy("anomalyScore", ascending=False).show()

    Parameters
    ----------
    featuresCol : str, default "features"
        name of the column of the features
    featuresCols : Sequence[str], optional
        names of the feature columns, instead of featuresCol: numbers, and for perceptrons also booleans, strings,
        dates and timestamps
    anomalyScoreCol : str, default "anomalyScore"
        name of the output column for the anomaly score, the mean squared reconstruction error; empty for none
    featureShape : Sequence[int], optional
        shape of the feature tensor, such as channels, height, width, or steps, values; images must match it
    handleInvalid : str, default "error"
        how to handle invalid rows: error fails the job, skip filters them out, keep replaces missing features by 0,
        impute (featuresCols alone) by the mean, with an input that says so
    inferenceBatchSize : int, default 0
        batch size for scoring, in rows; 0 chooses it by the size of the network (>= 0)
    inputOffset : float, default 0.0
        offset added to every feature, after inputScale
    inputScale : float, default 1.0
        factor by which every feature is multiplied before it enters the network (not 0)
    reconstructionCol : str, default "reconstruction"
        name of the output column for the reconstruction of the features; empty for none
    resizeImages : bool, default False
        whether images of Spark's data source are resized to the height and width that the network takes, rather than
        refused
    """

    _java_class = "org.coherer.ml.AutoencoderModel"
    _defaults = {
        "featuresCol": "features", "anomalyScoreCol": "anomalyScore", "handleInvalid": "error",
        "inferenceBatchSize": 0, "inputOffset": 0.0, "inputScale": 1.0, "reconstructionCol": "reconstruction",
        "resizeImages": False}

    @keywords
    def setParams(
            self: S, *, featuresCol: str = "features", featuresCols: Optional[Sequence[str]] = None,
            anomalyScoreCol: str = "anomalyScore", featureShape: Optional[Sequence[int]] = None,
            handleInvalid: str = "error", inferenceBatchSize: int = 0, inputOffset: float = 0.0,
            inputScale: float = 1.0, reconstructionCol: str = "reconstruction", resizeImages: bool = False) -> S:
        """Sets Params by name, as the class explains them, and returns this stage; None has one not set."""
        return self._set(**self._input_kwargs)



class NeuralNetworkClassifier(
        TrainableStage, ClassifierParams, HasFeaturesCol, HasLabelCol, HasPredictionCol, HasProbabilityCol,
        HasRawPredictionCol, HasThresholds):
    """Trains a neural network that classifies, on all workers of a Spark application at once.

    The network is one as JSON (network), a trained one from a file (initialModelPath), or a multilayer perceptron, whose
    layers are set (layers, hiddenLayers) or follow the data, as does all else that is not set. Training is synchronous:
    numWorkers workers take batchSize rows each per step and average their gradients. The same rows, Params and number of
    workers give bit-identical parameters.

    featuresCol is a vector, an array of numbers, bytes or an image, and featuresCols are columns of a table instead:
    numbers, and for a perceptron also booleans, texts, dates and timestamps. labelCol is a number, a text or a boolean
    with one value for each class; an array or a vector of 0 and 1, where a row can have several labels.

    Examples
    --------
    >>> classifier = NeuralNetworkClassifier(featuresCols=["age", "hours", "job"], labelCol="income", maxIter=20)
    >>> model = classifier.fit(train)
    >>> model.transform(test).select("prediction", "probability").show()
    >>> model.evaluate(test).accuracy
    >>> model.summary                              # in a notebook, a page with charts
    >>> model.write().overwrite().save("income-model")

    Parameters
    ----------
    featuresCol : str, default "features"
        features column name
    featuresCols : Sequence[str], optional
        names of the feature columns, instead of featuresCol: numbers, and for perceptrons also booleans, strings,
        dates and timestamps
    labelCol : str, default "label"
        label column name
    hiddenLayers : Sequence[int], optional
        sizes of the hidden layers of a multilayer perceptron, instead of layers; empty for none
    layers : Sequence[int], optional
        sizes of the layers of a multilayer perceptron, from input to output; instead of a network
    network : Union[str, Network], optional
        the network as JSON: a DL4J MultiLayerConfiguration or ComputationGraphConfiguration, or a Keras model
    initialModelPath : str, optional
        path of a trained network to start from (warm start), on any Hadoop file system: a saved model, a DL4J zip, or
        a Keras model (.keras or HDF5)
    maxIter : int, default 0
        maximum number of epochs; 0 to have it chosen (>= 0)
    batchSize : int, default 0
        batch size per worker; the global batch is this times the number of workers; 0 to have it chosen (>= 0)
    learningRate : float, optional
        learning rate of the optimizer; if not set, the network's own applies (> 0)
    optimizer : str, optional
        optimizer, in place of the network's own: sgd, nesterov, adam, adamw, amsgrad, adagrad, rmsprop
    loss : str, optional
        loss function, in place of the network's own, such as crossEntropy, meanSquaredError, meanAbsoluteError;
        poisson has a regressor predict counts, ordinal levels in an order
    validationFraction : float, default 0.0
        fraction of the rows to hold out as the validation set (in [0, 1))
    earlyStoppingPatience : int, default 0
        number of epochs without improvement of the monitored quantity after which training stops; 0 for never (>= 0)
    numWorkers : int, default 0
        number of workers, each a barrier task with a replica of the network; 0 for every slot of the cluster (>= 0)
    trainer : str, default "allReduce"
        how the workers train together: allReduce (in every step, they sum gradients), averaging (each makes steps of
        its own, and now and then they average parameters), parameterServer (they send gradients to servers, in
        ordinary tasks), or local (one worker, in an ordinary task)
    seed : int, default 650678819
        random seed of the initial parameters and of shuffling
    accumulateSteps : int, default 1
        number of batches per worker whose gradients are accumulated for one optimizer step (> 0)
    activation : str, default "relu"
        activation function of the hidden layers, beside layers: relu, sigmoid, tanh, leakyrelu, elu, selu, gelu,
        swish, mish; sigmoid is what Spark's MultilayerPerceptronClassifier computes
    augmentation : Sequence[str], optional
        how the images of the training set are varied, in this order, such as randomHorizontalFlip,
        randomCrop(padding=4); see docs/images.md for all of them
    averagingSteps : int, default 16
        number of optimizer steps that each worker makes of its own before parameters are averaged, for the trainer
        averaging (> 0)
    balanceClasses : bool, default False
        whether row weights are multiplied by n / (k x n_class), for n rows of k classes, so that every class weighs
        as much as any other in training
    beta1 : float, optional
        exponential decay rate of the first moment, for the optimizers adam, adamw, amsgrad (in [0, 1))
    beta2 : float, optional
        exponential decay rate of the second moment, for the optimizers adam, adamw, amsgrad (in [0, 1))
    blockSize : int, optional
        batch size per worker; an alias of batchSize (> 0)
    bucketSize : int, default 0
        bucket size in bytes of the overlapped all-reduce, at least 4; 0 chooses it by the size of the network
    cacheMemory : int, default 1073741824
        memory in bytes that each worker may use to cache its shard
    calibration : str, default "none"
        calibration of the probabilities on the validation set after training: none, or temperature, which is the
        number that their logarithms are divided by for the least cross-entropy
    categoricalCols : Sequence[str], optional
        names of those among featuresCols whose numbers are categories; texts always are
    checkpointDir : str, optional
        folder for checkpoints, on any Hadoop file system that all executors reach; fits that are interrupted resume
        from it
    checkpointEpochs : int, default 1
        number of epochs between checkpoints; 0 for only those of checkpointSteps (>= 0)
    checkpointSeconds : float, default 0.0
        seconds after a checkpoint until there is another one; 0 for none by the clock (>= 0)
    checkpointSteps : int, default 0
        number of optimizer steps between checkpoints, for long epochs; 0 for none within epochs (>= 0)
    checkpointsToKeep : int, default 2
        number of newest checkpoints that are kept, beside that of the best epoch (> 0)
    classWeights : Sequence[float], optional
        class weights, one per class, by which row weights are multiplied (>= 0)
    consistency : str, default "synchronous"
        how far the workers of a parameter server may be apart: synchronous (updates are made of the batches of all
        workers), boundedStaleness (of one worker's batch; none is more than staleness steps ahead of the slowest), or
        asynchronous (nobody waits)
    delayCompensation : float, default 0.0
        factor of what is added to a stale gradient for the change of the parameters since; 0 for nothing; not with
        consistency synchronous (>= 0)
    dropout : float, optional
        dropout probability of the inputs of hidden layers (in [0, 1))
    embeddingDir : str, optional
        folder for embedding tables, on any Hadoop file system that the driver and all executors reach
    embeddingMemory : int, default 0
        bytes off the heap that the embedding tables of a server may take; 0 for what Spark grants executors beside
        their heaps (>= 0)
    embeddings : Sequence[str], optional
        columns of ids (whole numbers, texts, or arrays of them) with an embedding table each, such as
        column=user;width=16; see docs/embeddings.md for all keys
    engine : str, default "dl4j"
        name of the engine that trains and runs the network; it must be on the class path
    epsilon : float, optional
        constant added to the denominator for numerical stability, for the optimizers adam, adamw, amsgrad, adagrad,
        rmsprop (> 0)
    featureShape : Sequence[int], optional
        shape of the feature tensor, such as channels, height, width, or steps, values; images must match it
    frozenLayers : int, default 0
        number of the network's first layers that are frozen, not trained (>= 0)
    gradientClippingNorm : float, optional
        gradient clipping by norm: maximum Euclidean norm of the mean gradient (> 0)
    gradientClippingValue : float, optional
        gradient clipping by value: maximum absolute value of the elements of the mean gradient (> 0)
    handleInvalid : str, default "error"
        how to handle invalid rows: error fails the job, skip filters them out, keep replaces missing features by 0,
        impute (featuresCols alone) by the mean, with an input that says so
    histograms : bool, default False
        whether each epoch ends with histograms of the weights and gradients of every layer, for TensorBoard and
        Spark's UI; only with the trainers allReduce and local
    inferenceBatchSize : int, default 0
        batch size for scoring, in rows; 0 chooses it by the size of the network (>= 0)
    initialWeights : Union[Vector, Sequence[float]], optional
        initial weights, in the order of Spark's MultilayerPerceptronClassifier; requires layers
    inputOffset : float, default 0.0
        offset added to every feature, after inputScale
    inputScale : float, default 1.0
        factor by which every feature is multiplied before it enters the network (not 0)
    keepOptimizerState : bool, default False
        whether the model keeps the optimizer state, so that training can resume from it
    l1 : float, optional
        L1 regularization coefficient (>= 0)
    l2 : float, optional
        L2 regularization coefficient, the factor of half the sum of squared weights (>= 0)
    labelSmoothing : float, default 0.0
        label smoothing s of the training loss, whose target is 1 - s + s / k for the class of the row and s / k for
        each other of k classes (in [0, 1))
    learningRateDecay : float, optional
        decay factor of the learning-rate schedule (in [0, 1])
    learningRateDecayEpochs : int, default 10
        number of epochs between two decays of the learning-rate schedule step (> 0)
    learningRateSchedule : str, default "auto"
        learning-rate schedule: constant, step, exponential, cosine, coslog4 or auto
    listeners : Sequence[str], optional
        names of classes on the driver that are told of the progress of a fit: FitListeners with a public constructor
        without arguments; each fit has its own instances
    maxAttempts : int, default 4
        how many attempts in a row may fail that get no further than the one before; an attempt that gets further
        starts the count anew (> 0)
    maxCategories : int, default 256
        the most categories of a column that are distinguished; rarer ones share a place
    maxSeconds : float, default 0.0
        maximum training time in seconds, after which no step starts; 0 for no limit (>= 0)
    minDelta : float, default 0.0
        minimum change of the monitored quantity that counts as an improvement (>= 0)
    minWorkers : int, default 0
        fewest workers with which training begins, or goes on when executors are lost and not replaced; 0 for as many
        as numWorkers (>= 0)
    momentum : float, optional
        momentum of the optimizer nesterov (in [0, 1))
    monitor : str, default "loss"
        quantity that early stopping monitors: loss, trainingLoss, or a validation metric such as accuracy or rmse
    numServers : int, default 1
        how many parameter servers share the parameters; each takes a slot (>= 1)
    onCheckpointFailure : str, default "warn"
        what becomes of a fit when a checkpoint cannot be written: warn (it goes on without that one) or fail
    onDivergence : str, default "fail"
        what happens when a loss or gradients are not finite: fail, skip (the step changes nothing), or rollBack (to
        the end of the last epoch, then on with half the learning rate)
    outerMomentum : float, default 0.9
        momentum of the outer optimizer, for the trainer averaging (in [0, 1))
    outerRate : float, default 0.7
        learning rate of the outer optimizer, which makes a step along averaged differences of parameters, for the
        trainer averaging (> 0)
    outputSize : int, optional
        size of a new output layer that replaces the last layer of the network of initialModelPath (> 0)
    overlap : str, default "auto"
        whether the all-reduce of gradients overlaps the backward pass: on, off, or auto (on with several machines or
        spare processors)
    portRange : str, default "0"
        TCP ports on which workers listen for each other, such as 40000-40100; 0 for any free port
    predictedLabelCol : str, default ""
        name of the output column for the label of the predicted class, in the type of labelCol; empty for none
    predictionCol : str, default "prediction"
        prediction column name
    preset : str, default "default"
        what a fit does where nothing is set: default, or tabular, a network after RealMLP that takes longer; instead
        of a network
    probabilityCol : str, default "probability"
        Column name for predicted class conditional probabilities. Note: Not all models output well-calibrated
        probability estimates! These probabilities should be treated as confidences, not precise probabilities
    profileDir : str, optional
        folder for the profile of the steps that profileSteps names, on any Hadoop file system that the driver reaches
    profileSteps : str, optional
        optimizer steps to profile, first-last counted from 1 over all epochs, such as 101-120 (at most 1000 steps);
        needs profileDir
    progress : str, default "auto"
        where the progress of training is shown: bar or lines (on standard error), log (at INFO), none, or auto (the
        log where the console shows it, else a bar in a terminal and lines elsewhere)
    rateByStaleness : bool, default False
        whether the learning rate of an update is divided by how many updates its parameters lack; not with
        consistency synchronous
    rawPredictionCol : str, default "rawPrediction"
        raw prediction (a.k.a. confidence) column name
    replicateOptimizerState : bool, default False
        whether each worker holds a copy of another one's part of a sharded optimizer state, so that a lost worker
        costs no step; only with shardOptimizerState
    resizeImages : bool, default False
        whether images of Spark's data source are resized to the height and width that the network takes, rather than
        refused
    restoreBest : bool, default False
        whether the model gets the parameters of the best epoch rather than the last one
    resume : str, default "auto"
        whether a fit resumes from a checkpoint in checkpointDir: auto (if there is one of the same network, rows and
        Params), never, or required
    rmsDecay : float, optional
        decay rate of the mean of squared gradients, for the optimizer rmsprop (in [0, 1))
    scaling : str, default "standard"
        how features are standardized: standard (mean and standard deviation), robust (median and interquartile
        range), none
    shardOptimizerState : bool, default False
        whether to shard the optimizer state across the workers
    staleness : int, default 3
        by how many steps a worker may be ahead of the slowest one, with consistency boundedStaleness (>= 0)
    standardization : bool, optional
        whether features, and targets of a regressor, are standardized to mean 0 and standard deviation 1; if not set,
        those of a perceptron are, unless they are bytes or images
    stepSize : float, optional
        learning rate; an alias of learningRate (> 0)
    stratified : bool, default False
        whether to stratify the shards by label
    tensorBoardDir : str, optional
        folder for TensorBoard, on any Hadoop file system that the driver reaches; each fit is a run of its own in it
    thresholds : Sequence[float], optional
        Thresholds in multi-class classification to adjust the probability of predicting each class. Array must have
        length equal to the number of classes, with values > 0 excepting that at most one value may be 0. The class
        with largest value p/t is predicted, where p is the original probability of that class and t is the class's
        threshold
    transports : Sequence[str], default ("local", "shm", "tcp")
        transports that workers may use: any of local (threads of one process), shm (shared memory of one machine),
        tcp; each pair uses the fastest that it has
    validationIndicatorCol : str, optional
        name of the column that indicates whether a row belongs to the validation set
    verbosity : int, default 2
        how much of the progress of training is shown: 0 for nothing, 1 for epochs, 2 for epochs and steps
    warmupSteps : int, default 0
        number of warmup steps, over which the learning rate rises linearly to its full value (>= 0)
    weightCol : str, optional
        weight column name; if not set, every row has the weight 1
    weightDecay : float, optional
        decoupled weight decay coefficient, times the learning rate; for adamw 0.01 where the network has none (>= 0)
    """

    _java_class = "org.coherer.ml.NeuralNetworkClassifier"
    _defaults = {
        "featuresCol": "features", "labelCol": "label", "maxIter": 0, "batchSize": 0, "validationFraction": 0.0,
        "earlyStoppingPatience": 0, "numWorkers": 0, "trainer": "allReduce", "seed": 650678819, "accumulateSteps": 1,
        "activation": "relu", "averagingSteps": 16, "balanceClasses": False, "bucketSize": 0,
        "cacheMemory": 1073741824, "calibration": "none", "checkpointEpochs": 1, "checkpointSeconds": 0.0,
        "checkpointSteps": 0, "checkpointsToKeep": 2, "consistency": "synchronous", "delayCompensation": 0.0,
        "embeddingMemory": 0, "engine": "dl4j", "frozenLayers": 0, "handleInvalid": "error", "histograms": False,
        "inferenceBatchSize": 0, "inputOffset": 0.0, "inputScale": 1.0, "keepOptimizerState": False,
        "labelSmoothing": 0.0, "learningRateDecayEpochs": 10, "learningRateSchedule": "auto", "maxAttempts": 4,
        "maxCategories": 256, "maxSeconds": 0.0, "minDelta": 0.0, "minWorkers": 0, "monitor": "loss", "numServers": 1,
        "onCheckpointFailure": "warn", "onDivergence": "fail", "outerMomentum": 0.9, "outerRate": 0.7,
        "overlap": "auto", "portRange": "0", "predictedLabelCol": "", "predictionCol": "prediction",
        "preset": "default", "probabilityCol": "probability", "progress": "auto", "rateByStaleness": False,
        "rawPredictionCol": "rawPrediction", "replicateOptimizerState": False, "resizeImages": False,
        "restoreBest": False, "resume": "auto", "scaling": "standard", "shardOptimizerState": False, "staleness": 3,
        "stratified": False, "transports": ("local", "shm", "tcp"), "verbosity": 2, "warmupSteps": 0}
    _model = NeuralNetworkClassificationModel

    @keywords
    def __init__(
            self, *, featuresCol: str = "features", featuresCols: Optional[Sequence[str]] = None,
            labelCol: str = "label", hiddenLayers: Optional[Sequence[int]] = None,
            layers: Optional[Sequence[int]] = None, network: Optional[Union[str, Network]] = None,
            initialModelPath: Optional[str] = None, maxIter: int = 0, batchSize: int = 0,
            learningRate: Optional[float] = None, optimizer: Optional[str] = None, loss: Optional[str] = None,
            validationFraction: float = 0.0, earlyStoppingPatience: int = 0, numWorkers: int = 0,
            trainer: str = "allReduce", seed: int = 650678819, accumulateSteps: int = 1, activation: str = "relu",
            augmentation: Optional[Sequence[str]] = None, averagingSteps: int = 16, balanceClasses: bool = False,
            beta1: Optional[float] = None, beta2: Optional[float] = None, blockSize: Optional[int] = None,
            bucketSize: int = 0, cacheMemory: int = 1073741824, calibration: str = "none",
            categoricalCols: Optional[Sequence[str]] = None, checkpointDir: Optional[str] = None,
            checkpointEpochs: int = 1, checkpointSeconds: float = 0.0, checkpointSteps: int = 0,
            checkpointsToKeep: int = 2, classWeights: Optional[Sequence[float]] = None,
            consistency: str = "synchronous", delayCompensation: float = 0.0, dropout: Optional[float] = None,
            embeddingDir: Optional[str] = None, embeddingMemory: int = 0, embeddings: Optional[Sequence[str]] = None,
            engine: str = "dl4j", epsilon: Optional[float] = None, featureShape: Optional[Sequence[int]] = None,
            frozenLayers: int = 0, gradientClippingNorm: Optional[float] = None,
            gradientClippingValue: Optional[float] = None, handleInvalid: str = "error", histograms: bool = False,
            inferenceBatchSize: int = 0, initialWeights: Optional[Union[Vector, Sequence[float]]] = None,
            inputOffset: float = 0.0, inputScale: float = 1.0, keepOptimizerState: bool = False,
            l1: Optional[float] = None, l2: Optional[float] = None, labelSmoothing: float = 0.0,
            learningRateDecay: Optional[float] = None, learningRateDecayEpochs: int = 10,
            learningRateSchedule: str = "auto", listeners: Optional[Sequence[str]] = None, maxAttempts: int = 4,
            maxCategories: int = 256, maxSeconds: float = 0.0, minDelta: float = 0.0, minWorkers: int = 0,
            momentum: Optional[float] = None, monitor: str = "loss", numServers: int = 1,
            onCheckpointFailure: str = "warn", onDivergence: str = "fail", outerMomentum: float = 0.9,
            outerRate: float = 0.7, outputSize: Optional[int] = None, overlap: str = "auto", portRange: str = "0",
            predictedLabelCol: str = "", predictionCol: str = "prediction", preset: str = "default",
            probabilityCol: str = "probability", profileDir: Optional[str] = None, profileSteps: Optional[str] = None,
            progress: str = "auto", rateByStaleness: bool = False, rawPredictionCol: str = "rawPrediction",
            replicateOptimizerState: bool = False, resizeImages: bool = False, restoreBest: bool = False,
            resume: str = "auto", rmsDecay: Optional[float] = None, scaling: str = "standard",
            shardOptimizerState: bool = False, staleness: int = 3, standardization: Optional[bool] = None,
            stepSize: Optional[float] = None, stratified: bool = False, tensorBoardDir: Optional[str] = None,
            thresholds: Optional[Sequence[float]] = None, transports: Sequence[str] = ("local", "shm", "tcp"),
            validationIndicatorCol: Optional[str] = None, verbosity: int = 2, warmupSteps: int = 0,
            weightCol: Optional[str] = None, weightDecay: Optional[float] = None) -> None:
        """Creates the estimator; a Param that is not given keeps its default, or what the session says."""
        given = self._input_kwargs
        super().__init__()
        self._set(**given)

    @keywords
    def setParams(
            self: S, *, featuresCol: str = "features", featuresCols: Optional[Sequence[str]] = None,
            labelCol: str = "label", hiddenLayers: Optional[Sequence[int]] = None,
            layers: Optional[Sequence[int]] = None, network: Optional[Union[str, Network]] = None,
            initialModelPath: Optional[str] = None, maxIter: int = 0, batchSize: int = 0,
            learningRate: Optional[float] = None, optimizer: Optional[str] = None, loss: Optional[str] = None,
            validationFraction: float = 0.0, earlyStoppingPatience: int = 0, numWorkers: int = 0,
            trainer: str = "allReduce", seed: int = 650678819, accumulateSteps: int = 1, activation: str = "relu",
            augmentation: Optional[Sequence[str]] = None, averagingSteps: int = 16, balanceClasses: bool = False,
            beta1: Optional[float] = None, beta2: Optional[float] = None, blockSize: Optional[int] = None,
            bucketSize: int = 0, cacheMemory: int = 1073741824, calibration: str = "none",
            categoricalCols: Optional[Sequence[str]] = None, checkpointDir: Optional[str] = None,
            checkpointEpochs: int = 1, checkpointSeconds: float = 0.0, checkpointSteps: int = 0,
            checkpointsToKeep: int = 2, classWeights: Optional[Sequence[float]] = None,
            consistency: str = "synchronous", delayCompensation: float = 0.0, dropout: Optional[float] = None,
            embeddingDir: Optional[str] = None, embeddingMemory: int = 0, embeddings: Optional[Sequence[str]] = None,
            engine: str = "dl4j", epsilon: Optional[float] = None, featureShape: Optional[Sequence[int]] = None,
            frozenLayers: int = 0, gradientClippingNorm: Optional[float] = None,
            gradientClippingValue: Optional[float] = None, handleInvalid: str = "error", histograms: bool = False,
            inferenceBatchSize: int = 0, initialWeights: Optional[Union[Vector, Sequence[float]]] = None,
            inputOffset: float = 0.0, inputScale: float = 1.0, keepOptimizerState: bool = False,
            l1: Optional[float] = None, l2: Optional[float] = None, labelSmoothing: float = 0.0,
            learningRateDecay: Optional[float] = None, learningRateDecayEpochs: int = 10,
            learningRateSchedule: str = "auto", listeners: Optional[Sequence[str]] = None, maxAttempts: int = 4,
            maxCategories: int = 256, maxSeconds: float = 0.0, minDelta: float = 0.0, minWorkers: int = 0,
            momentum: Optional[float] = None, monitor: str = "loss", numServers: int = 1,
            onCheckpointFailure: str = "warn", onDivergence: str = "fail", outerMomentum: float = 0.9,
            outerRate: float = 0.7, outputSize: Optional[int] = None, overlap: str = "auto", portRange: str = "0",
            predictedLabelCol: str = "", predictionCol: str = "prediction", preset: str = "default",
            probabilityCol: str = "probability", profileDir: Optional[str] = None, profileSteps: Optional[str] = None,
            progress: str = "auto", rateByStaleness: bool = False, rawPredictionCol: str = "rawPrediction",
            replicateOptimizerState: bool = False, resizeImages: bool = False, restoreBest: bool = False,
            resume: str = "auto", rmsDecay: Optional[float] = None, scaling: str = "standard",
            shardOptimizerState: bool = False, staleness: int = 3, standardization: Optional[bool] = None,
            stepSize: Optional[float] = None, stratified: bool = False, tensorBoardDir: Optional[str] = None,
            thresholds: Optional[Sequence[float]] = None, transports: Sequence[str] = ("local", "shm", "tcp"),
            validationIndicatorCol: Optional[str] = None, verbosity: int = 2, warmupSteps: int = 0,
            weightCol: Optional[str] = None, weightDecay: Optional[float] = None) -> S:
        """Sets Params by name, as the class explains them, and returns this stage; None has one not set."""
        return self._set(**self._input_kwargs)

    featuresCol: Param[str] = Param(
        _OWNER, "featuresCol",
        "features column name",
        typeConverter=TypeConverters.toString)

    def getFeaturesCol(self) -> str:
        """Returns featuresCol: features column name."""
        return self._value(self.featuresCol)  # type: ignore[no-any-return]

    def setFeaturesCol(self: S, value: str) -> S:
        """Sets featuresCol: features column name."""
        return self._set(featuresCol=value)

    labelCol: Param[str] = Param(
        _OWNER, "labelCol",
        "label column name",
        typeConverter=TypeConverters.toString)

    def getLabelCol(self) -> str:
        """Returns labelCol: label column name."""
        return self._value(self.labelCol)  # type: ignore[no-any-return]

    def setLabelCol(self: S, value: str) -> S:
        """Sets labelCol: label column name."""
        return self._set(labelCol=value)

    predictionCol: Param[str] = Param(
        _OWNER, "predictionCol",
        "prediction column name",
        typeConverter=TypeConverters.toString)

    def getPredictionCol(self) -> str:
        """Returns predictionCol: prediction column name."""
        return self._value(self.predictionCol)  # type: ignore[no-any-return]

    def setPredictionCol(self: S, value: str) -> S:
        """Sets predictionCol: prediction column name."""
        return self._set(predictionCol=value)

    probabilityCol: Param[str] = Param(
        _OWNER, "probabilityCol",
        "Column name for predicted class conditional probabilities. Note: Not all models output well-calibrated "
        "probability estimates! These probabilities should be treated as confidences, not precise probabilities",
        typeConverter=TypeConverters.toString)

    def getProbabilityCol(self) -> str:
        """Returns probabilityCol: Column name for predicted class conditional probabilities. Note: Not all models
        output well-calibrated probability estimates! These probabilities should be treated as confidences, not
        precise probabilities.
        """
        return self._value(self.probabilityCol)  # type: ignore[no-any-return]

    def setProbabilityCol(self: S, value: str) -> S:
        """Sets probabilityCol: Column name for predicted class conditional probabilities. Note: Not all models output
        well-calibrated probability estimates! These probabilities should be treated as confidences, not precise
        probabilities.
        """
        return self._set(probabilityCol=value)

    rawPredictionCol: Param[str] = Param(
        _OWNER, "rawPredictionCol",
        "raw prediction (a.k.a. confidence) column name",
        typeConverter=TypeConverters.toString)

    def getRawPredictionCol(self) -> str:
        """Returns rawPredictionCol: raw prediction (a.k.a. confidence) column name."""
        return self._value(self.rawPredictionCol)  # type: ignore[no-any-return]

    def setRawPredictionCol(self: S, value: str) -> S:
        """Sets rawPredictionCol: raw prediction (a.k.a. confidence) column name."""
        return self._set(rawPredictionCol=value)

    thresholds: Param[List[float]] = Param(
        _OWNER, "thresholds",
        "Thresholds in multi-class classification to adjust the probability of predicting each class. Array must "
        "have length equal to the number of classes, with values > 0 excepting that at most one value may be 0. The "
        "class with largest value p/t is predicted, where p is the original probability of that class and t is the "
        "class's threshold",
        typeConverter=TypeConverters.toListFloat)

    def getThresholds(self) -> Optional[List[float]]:  # type: ignore[override]
        """Returns thresholds: Thresholds in multi-class classification to adjust the probability of predicting each
        class. Array must have length equal to the number of classes, with values > 0 excepting that at most one value
        may be 0. The class with largest value p/t is predicted, where p is the original probability of that class and
        t is the class's threshold.
        """
        return self._value(self.thresholds)  # type: ignore[no-any-return]

    def setThresholds(self: S, value: Sequence[float]) -> S:
        """Sets thresholds: Thresholds in multi-class classification to adjust the probability of predicting each
        class. Array must have length equal to the number of classes, with values > 0 excepting that at most one value
        may be 0. The class with largest value p/t is predicted, where p is the original probability of that class and
        t is the class's threshold.
        """
        return self._set(thresholds=value)


class NeuralNetworkRegressor(
        TrainableStage, RegressorParams, HasFeaturesCol, HasLabelCol, HasPredictionCol):
    """Trains a neural network that predicts one number or several, on all workers of a Spark application at once.

    The network is one as JSON (network), a trained one from a file (initialModelPath), or a multilayer perceptron, whose
    layers are set (layers, hiddenLayers) or follow the data, as does all else that is not set. It has as many outputs as
    there are targets; a perceptron's targets are standardized for training, and predictions are in their own unit.

    labelCol is a number, or a vector or an array for several targets; labelCols are several columns instead. With the loss
    poisson targets are counts, with ordinal the levels of an order. Features are as in NeuralNetworkClassifier.

    Examples
    --------
    >>> model = NeuralNetworkRegressor(featuresCols=["rooms", "area", "town"], labelCol="price").fit(train)
    >>> model.evaluate(test).targets[0].rmse

    Parameters
    ----------
    featuresCol : str, default "features"
        features column name
    featuresCols : Sequence[str], optional
        names of the feature columns, instead of featuresCol: numbers, and for perceptrons also booleans, strings,
        dates and timestamps
    labelCol : str, default "label"
        label column name
    labelCols : Sequence[str], optional
        names of the numeric label columns, one per output of the network; instead of labelCol
    hiddenLayers : Sequence[int], optional
        sizes of the hidden layers of a multilayer perceptron, instead of layers; empty for none
    layers : Sequence[int], optional
        sizes of the layers of a multilayer perceptron, from input to output; instead of a network
    network : Union[str, Network], optional
        the network as JSON: a DL4J MultiLayerConfiguration or ComputationGraphConfiguration, or a Keras model
    initialModelPath : str, optional
        path of a trained network to start from (warm start), on any Hadoop file system: a saved model, a DL4J zip, or
        a Keras model (.keras or HDF5)
    maxIter : int, default 0
        maximum number of epochs; 0 to have it chosen (>= 0)
    batchSize : int, default 0
        batch size per worker; the global batch is this times the number of workers; 0 to have it chosen (>= 0)
    learningRate : float, optional
        learning rate of the optimizer; if not set, the network's own applies (> 0)
    optimizer : str, optional
        optimizer, in place of the network's own: sgd, nesterov, adam, adamw, amsgrad, adagrad, rmsprop
    loss : str, optional
        loss function, in place of the network's own, such as crossEntropy, meanSquaredError, meanAbsoluteError;
        poisson has a regressor predict counts, ordinal levels in an order
    validationFraction : float, default 0.0
        fraction of the rows to hold out as the validation set (in [0, 1))
    earlyStoppingPatience : int, default 0
        number of epochs without improvement of the monitored quantity after which training stops; 0 for never (>= 0)
    numWorkers : int, default 0
        number of workers, each a barrier task with a replica of the network; 0 for every slot of the cluster (>= 0)
    trainer : str, default "allReduce"
        how the workers train together: allReduce (in every step, they sum gradients), averaging (each makes steps of
        its own, and now and then they average parameters), parameterServer (they send gradients to servers, in
        ordinary tasks), or local (one worker, in an ordinary task)
    seed : int, default -339723704
        random seed of the initial parameters and of shuffling
    accumulateSteps : int, default 1
        number of batches per worker whose gradients are accumulated for one optimizer step (> 0)
    activation : str, default "relu"
        activation function of the hidden layers, beside layers: relu, sigmoid, tanh, leakyrelu, elu, selu, gelu,
        swish, mish; sigmoid is what Spark's MultilayerPerceptronClassifier computes
    augmentation : Sequence[str], optional
        how the images of the training set are varied, in this order, such as randomHorizontalFlip,
        randomCrop(padding=4); see docs/images.md for all of them
    averagingSteps : int, default 16
        number of optimizer steps that each worker makes of its own before parameters are averaged, for the trainer
        averaging (> 0)
    beta1 : float, optional
        exponential decay rate of the first moment, for the optimizers adam, adamw, amsgrad (in [0, 1))
    beta2 : float, optional
        exponential decay rate of the second moment, for the optimizers adam, adamw, amsgrad (in [0, 1))
    blockSize : int, optional
        batch size per worker; an alias of batchSize (> 0)
    bucketSize : int, default 0
        bucket size in bytes of the overlapped all-reduce, at least 4; 0 chooses it by the size of the network
    cacheMemory : int, default 1073741824
        memory in bytes that each worker may use to cache its shard
    categoricalCols : Sequence[str], optional
        names of those among featuresCols whose numbers are categories; texts always are
    checkpointDir : str, optional
        folder for checkpoints, on any Hadoop file system that all executors reach; fits that are interrupted resume
        from it
    checkpointEpochs : int, default 1
        number of epochs between checkpoints; 0 for only those of checkpointSteps (>= 0)
    checkpointSeconds : float, default 0.0
        seconds after a checkpoint until there is another one; 0 for none by the clock (>= 0)
    checkpointSteps : int, default 0
        number of optimizer steps between checkpoints, for long epochs; 0 for none within epochs (>= 0)
    checkpointsToKeep : int, default 2
        number of newest checkpoints that are kept, beside that of the best epoch (> 0)
    consistency : str, default "synchronous"
        how far the workers of a parameter server may be apart: synchronous (updates are made of the batches of all
        workers), boundedStaleness (of one worker's batch; none is more than staleness steps ahead of the slowest), or
        asynchronous (nobody waits)
    delayCompensation : float, default 0.0
        factor of what is added to a stale gradient for the change of the parameters since; 0 for nothing; not with
        consistency synchronous (>= 0)
    dropout : float, optional
        dropout probability of the inputs of hidden layers (in [0, 1))
    embeddingDir : str, optional
        folder for embedding tables, on any Hadoop file system that the driver and all executors reach
    embeddingMemory : int, default 0
        bytes off the heap that the embedding tables of a server may take; 0 for what Spark grants executors beside
        their heaps (>= 0)
    embeddings : Sequence[str], optional
        columns of ids (whole numbers, texts, or arrays of them) with an embedding table each, such as
        column=user;width=16; see docs/embeddings.md for all keys
    engine : str, default "dl4j"
        name of the engine that trains and runs the network; it must be on the class path
    epsilon : float, optional
        constant added to the denominator for numerical stability, for the optimizers adam, adamw, amsgrad, adagrad,
        rmsprop (> 0)
    featureShape : Sequence[int], optional
        shape of the feature tensor, such as channels, height, width, or steps, values; images must match it
    frozenLayers : int, default 0
        number of the network's first layers that are frozen, not trained (>= 0)
    gradientClippingNorm : float, optional
        gradient clipping by norm: maximum Euclidean norm of the mean gradient (> 0)
    gradientClippingValue : float, optional
        gradient clipping by value: maximum absolute value of the elements of the mean gradient (> 0)
    handleInvalid : str, default "error"
        how to handle invalid rows: error fails the job, skip filters them out, keep replaces missing features by 0,
        impute (featuresCols alone) by the mean, with an input that says so
    histograms : bool, default False
        whether each epoch ends with histograms of the weights and gradients of every layer, for TensorBoard and
        Spark's UI; only with the trainers allReduce and local
    inferenceBatchSize : int, default 0
        batch size for scoring, in rows; 0 chooses it by the size of the network (>= 0)
    initialWeights : Union[Vector, Sequence[float]], optional
        initial weights, in the order of Spark's MultilayerPerceptronClassifier; requires layers
    inputOffset : float, default 0.0
        offset added to every feature, after inputScale
    inputScale : float, default 1.0
        factor by which every feature is multiplied before it enters the network (not 0)
    keepOptimizerState : bool, default False
        whether the model keeps the optimizer state, so that training can resume from it
    l1 : float, optional
        L1 regularization coefficient (>= 0)
    l2 : float, optional
        L2 regularization coefficient, the factor of half the sum of squared weights (>= 0)
    learningRateDecay : float, optional
        decay factor of the learning-rate schedule (in [0, 1])
    learningRateDecayEpochs : int, default 10
        number of epochs between two decays of the learning-rate schedule step (> 0)
    learningRateSchedule : str, default "auto"
        learning-rate schedule: constant, step, exponential, cosine, coslog4 or auto
    listeners : Sequence[str], optional
        names of classes on the driver that are told of the progress of a fit: FitListeners with a public constructor
        without arguments; each fit has its own instances
    maxAttempts : int, default 4
        how many attempts in a row may fail that get no further than the one before; an attempt that gets further
        starts the count anew (> 0)
    maxCategories : int, default 256
        the most categories of a column that are distinguished; rarer ones share a place
    maxSeconds : float, default 0.0
        maximum training time in seconds, after which no step starts; 0 for no limit (>= 0)
    minDelta : float, default 0.0
        minimum change of the monitored quantity that counts as an improvement (>= 0)
    minWorkers : int, default 0
        fewest workers with which training begins, or goes on when executors are lost and not replaced; 0 for as many
        as numWorkers (>= 0)
    momentum : float, optional
        momentum of the optimizer nesterov (in [0, 1))
    monitor : str, default "loss"
        quantity that early stopping monitors: loss, trainingLoss, or a validation metric such as accuracy or rmse
    numServers : int, default 1
        how many parameter servers share the parameters; each takes a slot (>= 1)
    onCheckpointFailure : str, default "warn"
        what becomes of a fit when a checkpoint cannot be written: warn (it goes on without that one) or fail
    onDivergence : str, default "fail"
        what happens when a loss or gradients are not finite: fail, skip (the step changes nothing), or rollBack (to
        the end of the last epoch, then on with half the learning rate)
    outerMomentum : float, default 0.9
        momentum of the outer optimizer, for the trainer averaging (in [0, 1))
    outerRate : float, default 0.7
        learning rate of the outer optimizer, which makes a step along averaged differences of parameters, for the
        trainer averaging (> 0)
    outputSize : int, optional
        size of a new output layer that replaces the last layer of the network of initialModelPath (> 0)
    overlap : str, default "auto"
        whether the all-reduce of gradients overlaps the backward pass: on, off, or auto (on with several machines or
        spare processors)
    portRange : str, default "0"
        TCP ports on which workers listen for each other, such as 40000-40100; 0 for any free port
    predictionCol : str, default "prediction"
        prediction column name
    preset : str, default "default"
        what a fit does where nothing is set: default, or tabular, a network after RealMLP that takes longer; instead
        of a network
    profileDir : str, optional
        folder for the profile of the steps that profileSteps names, on any Hadoop file system that the driver reaches
    profileSteps : str, optional
        optimizer steps to profile, first-last counted from 1 over all epochs, such as 101-120 (at most 1000 steps);
        needs profileDir
    progress : str, default "auto"
        where the progress of training is shown: bar or lines (on standard error), log (at INFO), none, or auto (the
        log where the console shows it, else a bar in a terminal and lines elsewhere)
    rateByStaleness : bool, default False
        whether the learning rate of an update is divided by how many updates its parameters lack; not with
        consistency synchronous
    replicateOptimizerState : bool, default False
        whether each worker holds a copy of another one's part of a sharded optimizer state, so that a lost worker
        costs no step; only with shardOptimizerState
    resizeImages : bool, default False
        whether images of Spark's data source are resized to the height and width that the network takes, rather than
        refused
    restoreBest : bool, default False
        whether the model gets the parameters of the best epoch rather than the last one
    resume : str, default "auto"
        whether a fit resumes from a checkpoint in checkpointDir: auto (if there is one of the same network, rows and
        Params), never, or required
    rmsDecay : float, optional
        decay rate of the mean of squared gradients, for the optimizer rmsprop (in [0, 1))
    scaling : str, default "standard"
        how features are standardized: standard (mean and standard deviation), robust (median and interquartile
        range), none
    shardOptimizerState : bool, default False
        whether to shard the optimizer state across the workers
    staleness : int, default 3
        by how many steps a worker may be ahead of the slowest one, with consistency boundedStaleness (>= 0)
    standardization : bool, optional
        whether features, and targets of a regressor, are standardized to mean 0 and standard deviation 1; if not set,
        those of a perceptron are, unless they are bytes or images
    stepSize : float, optional
        learning rate; an alias of learningRate (> 0)
    tensorBoardDir : str, optional
        folder for TensorBoard, on any Hadoop file system that the driver reaches; each fit is a run of its own in it
    transports : Sequence[str], default ("local", "shm", "tcp")
        transports that workers may use: any of local (threads of one process), shm (shared memory of one machine),
        tcp; each pair uses the fastest that it has
    validationIndicatorCol : str, optional
        name of the column that indicates whether a row belongs to the validation set
    verbosity : int, default 2
        how much of the progress of training is shown: 0 for nothing, 1 for epochs, 2 for epochs and steps
    warmupSteps : int, default 0
        number of warmup steps, over which the learning rate rises linearly to its full value (>= 0)
    weightCol : str, optional
        weight column name; if not set, every row has the weight 1
    weightDecay : float, optional
        decoupled weight decay coefficient, times the learning rate; for adamw 0.01 where the network has none (>= 0)
    """

    _java_class = "org.coherer.ml.NeuralNetworkRegressor"
    _defaults = {
        "featuresCol": "features", "labelCol": "label", "maxIter": 0, "batchSize": 0, "validationFraction": 0.0,
        "earlyStoppingPatience": 0, "numWorkers": 0, "trainer": "allReduce", "seed": -339723704, "accumulateSteps": 1,
        "activation": "relu", "averagingSteps": 16, "bucketSize": 0, "cacheMemory": 1073741824, "checkpointEpochs": 1,
        "checkpointSeconds": 0.0, "checkpointSteps": 0, "checkpointsToKeep": 2, "consistency": "synchronous",
        "delayCompensation": 0.0, "embeddingMemory": 0, "engine": "dl4j", "frozenLayers": 0, "handleInvalid": "error",
        "histograms": False, "inferenceBatchSize": 0, "inputOffset": 0.0, "inputScale": 1.0,
        "keepOptimizerState": False, "learningRateDecayEpochs": 10, "learningRateSchedule": "auto", "maxAttempts": 4,
        "maxCategories": 256, "maxSeconds": 0.0, "minDelta": 0.0, "minWorkers": 0, "monitor": "loss", "numServers": 1,
        "onCheckpointFailure": "warn", "onDivergence": "fail", "outerMomentum": 0.9, "outerRate": 0.7,
        "overlap": "auto", "portRange": "0", "predictionCol": "prediction", "preset": "default", "progress": "auto",
        "rateByStaleness": False, "replicateOptimizerState": False, "resizeImages": False, "restoreBest": False,
        "resume": "auto", "scaling": "standard", "shardOptimizerState": False, "staleness": 3,
        "transports": ("local", "shm", "tcp"), "verbosity": 2, "warmupSteps": 0}
    _model = NeuralNetworkRegressionModel

    @keywords
    def __init__(
            self, *, featuresCol: str = "features", featuresCols: Optional[Sequence[str]] = None,
            labelCol: str = "label", labelCols: Optional[Sequence[str]] = None,
            hiddenLayers: Optional[Sequence[int]] = None, layers: Optional[Sequence[int]] = None,
            network: Optional[Union[str, Network]] = None, initialModelPath: Optional[str] = None, maxIter: int = 0,
            batchSize: int = 0, learningRate: Optional[float] = None, optimizer: Optional[str] = None,
            loss: Optional[str] = None, validationFraction: float = 0.0, earlyStoppingPatience: int = 0,
            numWorkers: int = 0, trainer: str = "allReduce", seed: int = -339723704, accumulateSteps: int = 1,
            activation: str = "relu", augmentation: Optional[Sequence[str]] = None, averagingSteps: int = 16,
            beta1: Optional[float] = None, beta2: Optional[float] = None, blockSize: Optional[int] = None,
            bucketSize: int = 0, cacheMemory: int = 1073741824, categoricalCols: Optional[Sequence[str]] = None,
            checkpointDir: Optional[str] = None, checkpointEpochs: int = 1, checkpointSeconds: float = 0.0,
            checkpointSteps: int = 0, checkpointsToKeep: int = 2, consistency: str = "synchronous",
            delayCompensation: float = 0.0, dropout: Optional[float] = None, embeddingDir: Optional[str] = None,
            embeddingMemory: int = 0, embeddings: Optional[Sequence[str]] = None, engine: str = "dl4j",
            epsilon: Optional[float] = None, featureShape: Optional[Sequence[int]] = None, frozenLayers: int = 0,
            gradientClippingNorm: Optional[float] = None, gradientClippingValue: Optional[float] = None,
            handleInvalid: str = "error", histograms: bool = False, inferenceBatchSize: int = 0,
            initialWeights: Optional[Union[Vector, Sequence[float]]] = None, inputOffset: float = 0.0,
            inputScale: float = 1.0, keepOptimizerState: bool = False, l1: Optional[float] = None,
            l2: Optional[float] = None, learningRateDecay: Optional[float] = None, learningRateDecayEpochs: int = 10,
            learningRateSchedule: str = "auto", listeners: Optional[Sequence[str]] = None, maxAttempts: int = 4,
            maxCategories: int = 256, maxSeconds: float = 0.0, minDelta: float = 0.0, minWorkers: int = 0,
            momentum: Optional[float] = None, monitor: str = "loss", numServers: int = 1,
            onCheckpointFailure: str = "warn", onDivergence: str = "fail", outerMomentum: float = 0.9,
            outerRate: float = 0.7, outputSize: Optional[int] = None, overlap: str = "auto", portRange: str = "0",
            predictionCol: str = "prediction", preset: str = "default", profileDir: Optional[str] = None,
            profileSteps: Optional[str] = None, progress: str = "auto", rateByStaleness: bool = False,
            replicateOptimizerState: bool = False, resizeImages: bool = False, restoreBest: bool = False,
            resume: str = "auto", rmsDecay: Optional[float] = None, scaling: str = "standard",
            shardOptimizerState: bool = False, staleness: int = 3, standardization: Optional[bool] = None,
            stepSize: Optional[float] = None, tensorBoardDir: Optional[str] = None,
            transports: Sequence[str] = ("local", "shm", "tcp"), validationIndicatorCol: Optional[str] = None,
            verbosity: int = 2, warmupSteps: int = 0, weightCol: Optional[str] = None,
            weightDecay: Optional[float] = None) -> None:
        """Creates the estimator; a Param that is not given keeps its default, or what the session says."""
        given = self._input_kwargs
        super().__init__()
        self._set(**given)

    @keywords
    def setParams(
            self: S, *, featuresCol: str = "features", featuresCols: Optional[Sequence[str]] = None,
            labelCol: str = "label", labelCols: Optional[Sequence[str]] = None,
            hiddenLayers: Optional[Sequence[int]] = None, layers: Optional[Sequence[int]] = None,
            network: Optional[Union[str, Network]] = None, initialModelPath: Optional[str] = None, maxIter: int = 0,
            batchSize: int = 0, learningRate: Optional[float] = None, optimizer: Optional[str] = None,
            loss: Optional[str] = None, validationFraction: float = 0.0, earlyStoppingPatience: int = 0,
            numWorkers: int = 0, trainer: str = "allReduce", seed: int = -339723704, accumulateSteps: int = 1,
            activation: str = "relu", augmentation: Optional[Sequence[str]] = None, averagingSteps: int = 16,
            beta1: Optional[float] = None, beta2: Optional[float] = None, blockSize: Optional[int] = None,
            bucketSize: int = 0, cacheMemory: int = 1073741824, categoricalCols: Optional[Sequence[str]] = None,
            checkpointDir: Optional[str] = None, checkpointEpochs: int = 1, checkpointSeconds: float = 0.0,
            checkpointSteps: int = 0, checkpointsToKeep: int = 2, consistency: str = "synchronous",
            delayCompensation: float = 0.0, dropout: Optional[float] = None, embeddingDir: Optional[str] = None,
            embeddingMemory: int = 0, embeddings: Optional[Sequence[str]] = None, engine: str = "dl4j",
            epsilon: Optional[float] = None, featureShape: Optional[Sequence[int]] = None, frozenLayers: int = 0,
            gradientClippingNorm: Optional[float] = None, gradientClippingValue: Optional[float] = None,
            handleInvalid: str = "error", histograms: bool = False, inferenceBatchSize: int = 0,
            initialWeights: Optional[Union[Vector, Sequence[float]]] = None, inputOffset: float = 0.0,
            inputScale: float = 1.0, keepOptimizerState: bool = False, l1: Optional[float] = None,
            l2: Optional[float] = None, learningRateDecay: Optional[float] = None, learningRateDecayEpochs: int = 10,
            learningRateSchedule: str = "auto", listeners: Optional[Sequence[str]] = None, maxAttempts: int = 4,
            maxCategories: int = 256, maxSeconds: float = 0.0, minDelta: float = 0.0, minWorkers: int = 0,
            momentum: Optional[float] = None, monitor: str = "loss", numServers: int = 1,
            onCheckpointFailure: str = "warn", onDivergence: str = "fail", outerMomentum: float = 0.9,
            outerRate: float = 0.7, outputSize: Optional[int] = None, overlap: str = "auto", portRange: str = "0",
            predictionCol: str = "prediction", preset: str = "default", profileDir: Optional[str] = None,
            profileSteps: Optional[str] = None, progress: str = "auto", rateByStaleness: bool = False,
            replicateOptimizerState: bool = False, resizeImages: bool = False, restoreBest: bool = False,
            resume: str = "auto", rmsDecay: Optional[float] = None, scaling: str = "standard",
            shardOptimizerState: bool = False, staleness: int = 3, standardization: Optional[bool] = None,
            stepSize: Optional[float] = None, tensorBoardDir: Optional[str] = None,
            transports: Sequence[str] = ("local", "shm", "tcp"), validationIndicatorCol: Optional[str] = None,
            verbosity: int = 2, warmupSteps: int = 0, weightCol: Optional[str] = None,
            weightDecay: Optional[float] = None) -> S:
        """Sets Params by name, as the class explains them, and returns this stage; None has one not set."""
        return self._set(**self._input_kwargs)

    featuresCol: Param[str] = Param(
        _OWNER, "featuresCol",
        "features column name",
        typeConverter=TypeConverters.toString)

    def getFeaturesCol(self) -> str:
        """Returns featuresCol: features column name."""
        return self._value(self.featuresCol)  # type: ignore[no-any-return]

    def setFeaturesCol(self: S, value: str) -> S:
        """Sets featuresCol: features column name."""
        return self._set(featuresCol=value)

    labelCol: Param[str] = Param(
        _OWNER, "labelCol",
        "label column name",
        typeConverter=TypeConverters.toString)

    def getLabelCol(self) -> str:
        """Returns labelCol: label column name."""
        return self._value(self.labelCol)  # type: ignore[no-any-return]

    def setLabelCol(self: S, value: str) -> S:
        """Sets labelCol: label column name."""
        return self._set(labelCol=value)

    predictionCol: Param[str] = Param(
        _OWNER, "predictionCol",
        "prediction column name",
        typeConverter=TypeConverters.toString)

    def getPredictionCol(self) -> str:
        """Returns predictionCol: prediction column name."""
        return self._value(self.predictionCol)  # type: ignore[no-any-return]

    def setPredictionCol(self: S, value: str) -> S:
        """Sets predictionCol: prediction column name."""
        return self._set(predictionCol=value)


class NeuralNetworkEstimator(
        TrainableStage, GeneralParams):
    """Trains any neural network, with any number of inputs and outputs and any loss, on all workers at once.

    The network is one as JSON (network), or a trained one from a file (initialModelPath). inputCols has one column for each
    input and targetCols one for each output, in the network's order: for a softmax with a cross-entropy loss the index of a
    class, for other outputs as many numbers as they have. The losses of all outputs add up.

    Examples
    --------
    >>> estimator = NeuralNetworkEstimator(network=json, inputCols=["image", "text"], targetCols=["kind", "price"])
    >>> estimator.fit(train).transform(test).select("output").show()

    Parameters
    ----------
    inputCols : Sequence[str], default ("features",)
        names of the input columns, one per input of the network
    targetCols : Sequence[str], optional
        names of the target columns, one per output of the network
    network : Union[str, Network], optional
        the network as JSON: a DL4J MultiLayerConfiguration or ComputationGraphConfiguration, or a Keras model
    initialModelPath : str, optional
        path of a trained network to start from (warm start), on any Hadoop file system: a saved model, a DL4J zip, or
        a Keras model (.keras or HDF5)
    maxIter : int, default 0
        maximum number of epochs; 0 to have it chosen (>= 0)
    batchSize : int, default 0
        batch size per worker; the global batch is this times the number of workers; 0 to have it chosen (>= 0)
    learningRate : float, optional
        learning rate of the optimizer; if not set, the network's own applies (> 0)
    optimizer : str, optional
        optimizer, in place of the network's own: sgd, nesterov, adam, adamw, amsgrad, adagrad, rmsprop
    loss : str, optional
        loss function, in place of the network's own, such as crossEntropy, meanSquaredError, meanAbsoluteError;
        poisson has a regressor predict counts, ordinal levels in an order
    validationFraction : float, default 0.0
        fraction of the rows to hold out as the validation set (in [0, 1))
    earlyStoppingPatience : int, default 0
        number of epochs without improvement of the monitored quantity after which training stops; 0 for never (>= 0)
    numWorkers : int, default 0
        number of workers, each a barrier task with a replica of the network; 0 for every slot of the cluster (>= 0)
    trainer : str, default "allReduce"
        how the workers train together: allReduce (in every step, they sum gradients), averaging (each makes steps of
        its own, and now and then they average parameters), parameterServer (they send gradients to servers, in
        ordinary tasks), or local (one worker, in an ordinary task)
    seed : int, default -1286274754
        random seed of the initial parameters and of shuffling
    accumulateSteps : int, default 1
        number of batches per worker whose gradients are accumulated for one optimizer step (> 0)
    augmentation : Sequence[str], optional
        how the images of the training set are varied, in this order, such as randomHorizontalFlip,
        randomCrop(padding=4); see docs/images.md for all of them
    averagingSteps : int, default 16
        number of optimizer steps that each worker makes of its own before parameters are averaged, for the trainer
        averaging (> 0)
    beta1 : float, optional
        exponential decay rate of the first moment, for the optimizers adam, adamw, amsgrad (in [0, 1))
    beta2 : float, optional
        exponential decay rate of the second moment, for the optimizers adam, adamw, amsgrad (in [0, 1))
    bucketSize : int, default 0
        bucket size in bytes of the overlapped all-reduce, at least 4; 0 chooses it by the size of the network
    cacheMemory : int, default 1073741824
        memory in bytes that each worker may use to cache its shard
    checkpointDir : str, optional
        folder for checkpoints, on any Hadoop file system that all executors reach; fits that are interrupted resume
        from it
    checkpointEpochs : int, default 1
        number of epochs between checkpoints; 0 for only those of checkpointSteps (>= 0)
    checkpointSeconds : float, default 0.0
        seconds after a checkpoint until there is another one; 0 for none by the clock (>= 0)
    checkpointSteps : int, default 0
        number of optimizer steps between checkpoints, for long epochs; 0 for none within epochs (>= 0)
    checkpointsToKeep : int, default 2
        number of newest checkpoints that are kept, beside that of the best epoch (> 0)
    consistency : str, default "synchronous"
        how far the workers of a parameter server may be apart: synchronous (updates are made of the batches of all
        workers), boundedStaleness (of one worker's batch; none is more than staleness steps ahead of the slowest), or
        asynchronous (nobody waits)
    delayCompensation : float, default 0.0
        factor of what is added to a stale gradient for the change of the parameters since; 0 for nothing; not with
        consistency synchronous (>= 0)
    dropout : float, optional
        dropout probability of the inputs of hidden layers (in [0, 1))
    embeddingDir : str, optional
        folder for embedding tables, on any Hadoop file system that the driver and all executors reach
    embeddingMemory : int, default 0
        bytes off the heap that the embedding tables of a server may take; 0 for what Spark grants executors beside
        their heaps (>= 0)
    embeddings : Sequence[str], optional
        columns of ids (whole numbers, texts, or arrays of them) with an embedding table each, such as
        column=user;width=16; see docs/embeddings.md for all keys
    engine : str, default "dl4j"
        name of the engine that trains and runs the network; it must be on the class path
    epsilon : float, optional
        constant added to the denominator for numerical stability, for the optimizers adam, adamw, amsgrad, adagrad,
        rmsprop (> 0)
    frozenLayers : int, default 0
        number of the network's first layers that are frozen, not trained (>= 0)
    gradientClippingNorm : float, optional
        gradient clipping by norm: maximum Euclidean norm of the mean gradient (> 0)
    gradientClippingValue : float, optional
        gradient clipping by value: maximum absolute value of the elements of the mean gradient (> 0)
    handleInvalid : str, default "error"
        how to handle invalid rows: error fails the job, skip filters them out, keep replaces missing features by 0,
        impute (featuresCols alone) by the mean, with an input that says so
    histograms : bool, default False
        whether each epoch ends with histograms of the weights and gradients of every layer, for TensorBoard and
        Spark's UI; only with the trainers allReduce and local
    inferenceBatchSize : int, default 0
        batch size for scoring, in rows; 0 chooses it by the size of the network (>= 0)
    inputOffset : float, default 0.0
        offset added to every feature, after inputScale
    inputScale : float, default 1.0
        factor by which every feature is multiplied before it enters the network (not 0)
    keepOptimizerState : bool, default False
        whether the model keeps the optimizer state, so that training can resume from it
    l1 : float, optional
        L1 regularization coefficient (>= 0)
    l2 : float, optional
        L2 regularization coefficient, the factor of half the sum of squared weights (>= 0)
    learningRateDecay : float, optional
        decay factor of the learning-rate schedule (in [0, 1])
    learningRateDecayEpochs : int, default 10
        number of epochs between two decays of the learning-rate schedule step (> 0)
    learningRateSchedule : str, default "auto"
        learning-rate schedule: constant, step, exponential, cosine, coslog4 or auto
    listeners : Sequence[str], optional
        names of classes on the driver that are told of the progress of a fit: FitListeners with a public constructor
        without arguments; each fit has its own instances
    maxAttempts : int, default 4
        how many attempts in a row may fail that get no further than the one before; an attempt that gets further
        starts the count anew (> 0)
    maxSeconds : float, default 0.0
        maximum training time in seconds, after which no step starts; 0 for no limit (>= 0)
    minDelta : float, default 0.0
        minimum change of the monitored quantity that counts as an improvement (>= 0)
    minWorkers : int, default 0
        fewest workers with which training begins, or goes on when executors are lost and not replaced; 0 for as many
        as numWorkers (>= 0)
    momentum : float, optional
        momentum of the optimizer nesterov (in [0, 1))
    monitor : str, default "loss"
        quantity that early stopping monitors: loss, trainingLoss, or a validation metric such as accuracy or rmse
    numServers : int, default 1
        how many parameter servers share the parameters; each takes a slot (>= 1)
    onCheckpointFailure : str, default "warn"
        what becomes of a fit when a checkpoint cannot be written: warn (it goes on without that one) or fail
    onDivergence : str, default "fail"
        what happens when a loss or gradients are not finite: fail, skip (the step changes nothing), or rollBack (to
        the end of the last epoch, then on with half the learning rate)
    outerMomentum : float, default 0.9
        momentum of the outer optimizer, for the trainer averaging (in [0, 1))
    outerRate : float, default 0.7
        learning rate of the outer optimizer, which makes a step along averaged differences of parameters, for the
        trainer averaging (> 0)
    outputCols : Sequence[str], default ("output",)
        names of the output columns, one per output of the network
    outputSize : int, optional
        size of a new output layer that replaces the last layer of the network of initialModelPath (> 0)
    overlap : str, default "auto"
        whether the all-reduce of gradients overlaps the backward pass: on, off, or auto (on with several machines or
        spare processors)
    portRange : str, default "0"
        TCP ports on which workers listen for each other, such as 40000-40100; 0 for any free port
    profileDir : str, optional
        folder for the profile of the steps that profileSteps names, on any Hadoop file system that the driver reaches
    profileSteps : str, optional
        optimizer steps to profile, first-last counted from 1 over all epochs, such as 101-120 (at most 1000 steps);
        needs profileDir
    progress : str, default "auto"
        where the progress of training is shown: bar or lines (on standard error), log (at INFO), none, or auto (the
        log where the console shows it, else a bar in a terminal and lines elsewhere)
    rateByStaleness : bool, default False
        whether the learning rate of an update is divided by how many updates its parameters lack; not with
        consistency synchronous
    replicateOptimizerState : bool, default False
        whether each worker holds a copy of another one's part of a sharded optimizer state, so that a lost worker
        costs no step; only with shardOptimizerState
    resizeImages : bool, default False
        whether images of Spark's data source are resized to the height and width that the network takes, rather than
        refused
    restoreBest : bool, default False
        whether the model gets the parameters of the best epoch rather than the last one
    resume : str, default "auto"
        whether a fit resumes from a checkpoint in checkpointDir: auto (if there is one of the same network, rows and
        Params), never, or required
    rmsDecay : float, optional
        decay rate of the mean of squared gradients, for the optimizer rmsprop (in [0, 1))
    scaling : str, default "standard"
        how features are standardized: standard (mean and standard deviation), robust (median and interquartile
        range), none
    shardOptimizerState : bool, default False
        whether to shard the optimizer state across the workers
    staleness : int, default 3
        by how many steps a worker may be ahead of the slowest one, with consistency boundedStaleness (>= 0)
    standardization : bool, optional
        whether features, and targets of a regressor, are standardized to mean 0 and standard deviation 1; if not set,
        those of a perceptron are, unless they are bytes or images
    tensorBoardDir : str, optional
        folder for TensorBoard, on any Hadoop file system that the driver reaches; each fit is a run of its own in it
    transports : Sequence[str], default ("local", "shm", "tcp")
        transports that workers may use: any of local (threads of one process), shm (shared memory of one machine),
        tcp; each pair uses the fastest that it has
    validationIndicatorCol : str, optional
        name of the column that indicates whether a row belongs to the validation set
    verbosity : int, default 2
        how much of the progress of training is shown: 0 for nothing, 1 for epochs, 2 for epochs and steps
    warmupSteps : int, default 0
        number of warmup steps, over which the learning rate rises linearly to its full value (>= 0)
    weightCol : str, optional
        weight column name; if not set, every row has the weight 1
    weightDecay : float, optional
        decoupled weight decay coefficient, times the learning rate; for adamw 0.01 where the network has none (>= 0)
    """

    _java_class = "org.coherer.ml.NeuralNetworkEstimator"
    _defaults = {
        "inputCols": ("features",), "maxIter": 0, "batchSize": 0, "validationFraction": 0.0,
        "earlyStoppingPatience": 0, "numWorkers": 0, "trainer": "allReduce", "seed": -1286274754,
        "accumulateSteps": 1, "averagingSteps": 16, "bucketSize": 0, "cacheMemory": 1073741824, "checkpointEpochs": 1,
        "checkpointSeconds": 0.0, "checkpointSteps": 0, "checkpointsToKeep": 2, "consistency": "synchronous",
        "delayCompensation": 0.0, "embeddingMemory": 0, "engine": "dl4j", "frozenLayers": 0, "handleInvalid": "error",
        "histograms": False, "inferenceBatchSize": 0, "inputOffset": 0.0, "inputScale": 1.0,
        "keepOptimizerState": False, "learningRateDecayEpochs": 10, "learningRateSchedule": "auto", "maxAttempts": 4,
        "maxSeconds": 0.0, "minDelta": 0.0, "minWorkers": 0, "monitor": "loss", "numServers": 1,
        "onCheckpointFailure": "warn", "onDivergence": "fail", "outerMomentum": 0.9, "outerRate": 0.7,
        "outputCols": ("output",), "overlap": "auto", "portRange": "0", "progress": "auto", "rateByStaleness": False,
        "replicateOptimizerState": False, "resizeImages": False, "restoreBest": False, "resume": "auto",
        "scaling": "standard", "shardOptimizerState": False, "staleness": 3, "transports": ("local", "shm", "tcp"),
        "verbosity": 2, "warmupSteps": 0}
    _model = NeuralNetworkModel

    @keywords
    def __init__(
            self, *, inputCols: Sequence[str] = ("features",), targetCols: Optional[Sequence[str]] = None,
            network: Optional[Union[str, Network]] = None, initialModelPath: Optional[str] = None, maxIter: int = 0,
            batchSize: int = 0, learningRate: Optional[float] = None, optimizer: Optional[str] = None,
            loss: Optional[str] = None, validationFraction: float = 0.0, earlyStoppingPatience: int = 0,
            numWorkers: int = 0, trainer: str = "allReduce", seed: int = -1286274754, accumulateSteps: int = 1,
            augmentation: Optional[Sequence[str]] = None, averagingSteps: int = 16, beta1: Optional[float] = None,
            beta2: Optional[float] = None, bucketSize: int = 0, cacheMemory: int = 1073741824,
            checkpointDir: Optional[str] = None, checkpointEpochs: int = 1, checkpointSeconds: float = 0.0,
            checkpointSteps: int = 0, checkpointsToKeep: int = 2, consistency: str = "synchronous",
            delayCompensation: float = 0.0, dropout: Optional[float] = None, embeddingDir: Optional[str] = None,
            embeddingMemory: int = 0, embeddings: Optional[Sequence[str]] = None, engine: str = "dl4j",
            epsilon: Optional[float] = None, frozenLayers: int = 0, gradientClippingNorm: Optional[float] = None,
            gradientClippingValue: Optional[float] = None, handleInvalid: str = "error", histograms: bool = False,
            inferenceBatchSize: int = 0, inputOffset: float = 0.0, inputScale: float = 1.0,
            keepOptimizerState: bool = False, l1: Optional[float] = None, l2: Optional[float] = None,
            learningRateDecay: Optional[float] = None, learningRateDecayEpochs: int = 10,
            learningRateSchedule: str = "auto", listeners: Optional[Sequence[str]] = None, maxAttempts: int = 4,
            maxSeconds: float = 0.0, minDelta: float = 0.0, minWorkers: int = 0, momentum: Optional[float] = None,
            monitor: str = "loss", numServers: int = 1, onCheckpointFailure: str = "warn", onDivergence: str = "fail",
            outerMomentum: float = 0.9, outerRate: float = 0.7, outputCols: Sequence[str] = ("output",),
            outputSize: Optional[int] = None, overlap: str = "auto", portRange: str = "0",
            profileDir: Optional[str] = None, profileSteps: Optional[str] = None, progress: str = "auto",
            rateByStaleness: bool = False, replicateOptimizerState: bool = False, resizeImages: bool = False,
            restoreBest: bool = False, resume: str = "auto", rmsDecay: Optional[float] = None,
            scaling: str = "standard", shardOptimizerState: bool = False, staleness: int = 3,
            standardization: Optional[bool] = None, tensorBoardDir: Optional[str] = None,
            transports: Sequence[str] = ("local", "shm", "tcp"), validationIndicatorCol: Optional[str] = None,
            verbosity: int = 2, warmupSteps: int = 0, weightCol: Optional[str] = None,
            weightDecay: Optional[float] = None) -> None:
        """Creates the estimator; a Param that is not given keeps its default, or what the session says."""
        given = self._input_kwargs
        super().__init__()
        self._set(**given)

    @keywords
    def setParams(
            self: S, *, inputCols: Sequence[str] = ("features",), targetCols: Optional[Sequence[str]] = None,
            network: Optional[Union[str, Network]] = None, initialModelPath: Optional[str] = None, maxIter: int = 0,
            batchSize: int = 0, learningRate: Optional[float] = None, optimizer: Optional[str] = None,
            loss: Optional[str] = None, validationFraction: float = 0.0, earlyStoppingPatience: int = 0,
            numWorkers: int = 0, trainer: str = "allReduce", seed: int = -1286274754, accumulateSteps: int = 1,
            augmentation: Optional[Sequence[str]] = None, averagingSteps: int = 16, beta1: Optional[float] = None,
            beta2: Optional[float] = None, bucketSize: int = 0, cacheMemory: int = 1073741824,
            checkpointDir: Optional[str] = None, checkpointEpochs: int = 1, checkpointSeconds: float = 0.0,
            checkpointSteps: int = 0, checkpointsToKeep: int = 2, consistency: str = "synchronous",
            delayCompensation: float = 0.0, dropout: Optional[float] = None, embeddingDir: Optional[str] = None,
            embeddingMemory: int = 0, embeddings: Optional[Sequence[str]] = None, engine: str = "dl4j",
            epsilon: Optional[float] = None, frozenLayers: int = 0, gradientClippingNorm: Optional[float] = None,
            gradientClippingValue: Optional[float] = None, handleInvalid: str = "error", histograms: bool = False,
            inferenceBatchSize: int = 0, inputOffset: float = 0.0, inputScale: float = 1.0,
            keepOptimizerState: bool = False, l1: Optional[float] = None, l2: Optional[float] = None,
            learningRateDecay: Optional[float] = None, learningRateDecayEpochs: int = 10,
            learningRateSchedule: str = "auto", listeners: Optional[Sequence[str]] = None, maxAttempts: int = 4,
            maxSeconds: float = 0.0, minDelta: float = 0.0, minWorkers: int = 0, momentum: Optional[float] = None,
            monitor: str = "loss", numServers: int = 1, onCheckpointFailure: str = "warn", onDivergence: str = "fail",
            outerMomentum: float = 0.9, outerRate: float = 0.7, outputCols: Sequence[str] = ("output",),
            outputSize: Optional[int] = None, overlap: str = "auto", portRange: str = "0",
            profileDir: Optional[str] = None, profileSteps: Optional[str] = None, progress: str = "auto",
            rateByStaleness: bool = False, replicateOptimizerState: bool = False, resizeImages: bool = False,
            restoreBest: bool = False, resume: str = "auto", rmsDecay: Optional[float] = None,
            scaling: str = "standard", shardOptimizerState: bool = False, staleness: int = 3,
            standardization: Optional[bool] = None, tensorBoardDir: Optional[str] = None,
            transports: Sequence[str] = ("local", "shm", "tcp"), validationIndicatorCol: Optional[str] = None,
            verbosity: int = 2, warmupSteps: int = 0, weightCol: Optional[str] = None,
            weightDecay: Optional[float] = None) -> S:
        """Sets Params by name, as the class explains them, and returns this stage; None has one not set."""
        return self._set(**self._input_kwargs)



class Autoencoder(
        TrainableStage, AutoencoderParams):
    """Trains a neural network to give back what it gets, through layers that are too narrow to learn that by heart.

    Rows that it reconstructs badly are unlike those that it was trained on: anomalies. The network is one as JSON (network),
    a trained one from a file (initialModelPath), or a multilayer perceptron of layers of which the first and the last are
    alike, such as 64, 16, 64. There is no label.

    Examples
    --------
    >>> model = Autoencoder(layers=[64, 16, 64], maxIter=20).fit(usual)
    >>> model.transform(rows).orderBy("anomalyScore", ascending=False).show()
    >>> model.evaluate(rows, "isAnomaly").areaUnderRoc

    Parameters
    ----------
    featuresCol : str, default "features"
        name of the column of the features
    featuresCols : Sequence[str], optional
        names of the feature columns, instead of featuresCol: numbers, and for perceptrons also booleans, strings,
        dates and timestamps
    layers : Sequence[int], optional
        sizes of the layers of a multilayer perceptron, from input to output; instead of a network
    network : Union[str, Network], optional
        the network as JSON: a DL4J MultiLayerConfiguration or ComputationGraphConfiguration, or a Keras model
    initialModelPath : str, optional
        path of a trained network to start from (warm start), on any Hadoop file system: a saved model, a DL4J zip, or
        a Keras model (.keras or HDF5)
    maxIter : int, default 0
        maximum number of epochs; 0 to have it chosen (>= 0)
    batchSize : int, default 0
        batch size per worker; the global batch is this times the number of workers; 0 to have it chosen (>= 0)
    learningRate : float, optional
        learning rate of the optimizer; if not set, the network's own applies (> 0)
    optimizer : str, optional
        optimizer, in place of the network's own: sgd, nesterov, adam, adamw, amsgrad, adagrad, rmsprop
    loss : str, optional
        loss function, in place of the network's own, such as crossEntropy, meanSquaredError, meanAbsoluteError;
        poisson has a regressor predict counts, ordinal levels in an order
    validationFraction : float, default 0.0
        fraction of the rows to hold out as the validation set (in [0, 1))
    earlyStoppingPatience : int, default 0
        number of epochs without improvement of the monitored quantity after which training stops; 0 for never (>= 0)
    numWorkers : int, default 0
        number of workers, each a barrier task with a replica of the network; 0 for every slot of the cluster (>= 0)
    trainer : str, default "allReduce"
        how the workers train together: allReduce (in every step, they sum gradients), averaging (each makes steps of
        its own, and now and then they average parameters), parameterServer (they send gradients to servers, in
        ordinary tasks), or local (one worker, in an ordinary task)
    seed : int, default -1933608896
        random seed of the initial parameters and of shuffling
    accumulateSteps : int, default 1
        number of batches per worker whose gradients are accumulated for one optimizer step (> 0)
    activation : str, default "relu"
        activation function of the hidden layers, beside layers: relu, sigmoid, tanh, leakyrelu, elu, selu, gelu,
        swish, mish; sigmoid is what Spark's MultilayerPerceptronClassifier computes
    anomalyScoreCol : str, default "anomalyScore"
        name of the output column for the anomaly score, the mean squared reconstruction error; empty for none
    augmentation : Sequence[str], optional
        how the images of the training set are varied, in this order, such as randomHorizontalFlip,
        randomCrop(padding=4); see docs/images.md for all of them
    averagingSteps : int, default 16
        number of optimizer steps that each worker makes of its own before parameters are averaged, for the trainer
        averaging (> 0)
    beta1 : float, optional
        exponential decay rate of the first moment, for the optimizers adam, adamw, amsgrad (in [0, 1))
    beta2 : float, optional
        exponential decay rate of the second moment, for the optimizers adam, adamw, amsgrad (in [0, 1))
    blockSize : int, optional
        batch size per worker; an alias of batchSize (> 0)
    bucketSize : int, default 0
        bucket size in bytes of the overlapped all-reduce, at least 4; 0 chooses it by the size of the network
    cacheMemory : int, default 1073741824
        memory in bytes that each worker may use to cache its shard
    checkpointDir : str, optional
        folder for checkpoints, on any Hadoop file system that all executors reach; fits that are interrupted resume
        from it
    checkpointEpochs : int, default 1
        number of epochs between checkpoints; 0 for only those of checkpointSteps (>= 0)
    checkpointSeconds : float, default 0.0
        seconds after a checkpoint until there is another one; 0 for none by the clock (>= 0)
    checkpointSteps : int, default 0
        number of optimizer steps between checkpoints, for long epochs; 0 for none within epochs (>= 0)
    checkpointsToKeep : int, default 2
        number of newest checkpoints that are kept, beside that of the best epoch (> 0)
    consistency : str, default "synchronous"
        how far the workers of a parameter server may be apart: synchronous (updates are made of the batches of all
        workers), boundedStaleness (of one worker's batch; none is more than staleness steps ahead of the slowest), or
        asynchronous (nobody waits)
    delayCompensation : float, default 0.0
        factor of what is added to a stale gradient for the change of the parameters since; 0 for nothing; not with
        consistency synchronous (>= 0)
    dropout : float, optional
        dropout probability of the inputs of hidden layers (in [0, 1))
    engine : str, default "dl4j"
        name of the engine that trains and runs the network; it must be on the class path
    epsilon : float, optional
        constant added to the denominator for numerical stability, for the optimizers adam, adamw, amsgrad, adagrad,
        rmsprop (> 0)
    featureShape : Sequence[int], optional
        shape of the feature tensor, such as channels, height, width, or steps, values; images must match it
    frozenLayers : int, default 0
        number of the network's first layers that are frozen, not trained (>= 0)
    gradientClippingNorm : float, optional
        gradient clipping by norm: maximum Euclidean norm of the mean gradient (> 0)
    gradientClippingValue : float, optional
        gradient clipping by value: maximum absolute value of the elements of the mean gradient (> 0)
    handleInvalid : str, default "error"
        how to handle invalid rows: error fails the job, skip filters them out, keep replaces missing features by 0,
        impute (featuresCols alone) by the mean, with an input that says so
    histograms : bool, default False
        whether each epoch ends with histograms of the weights and gradients of every layer, for TensorBoard and
        Spark's UI; only with the trainers allReduce and local
    inferenceBatchSize : int, default 0
        batch size for scoring, in rows; 0 chooses it by the size of the network (>= 0)
    initialWeights : Union[Vector, Sequence[float]], optional
        initial weights, in the order of Spark's MultilayerPerceptronClassifier; requires layers
    inputOffset : float, default 0.0
        offset added to every feature, after inputScale
    inputScale : float, default 1.0
        factor by which every feature is multiplied before it enters the network (not 0)
    keepOptimizerState : bool, default False
        whether the model keeps the optimizer state, so that training can resume from it
    l1 : float, optional
        L1 regularization coefficient (>= 0)
    l2 : float, optional
        L2 regularization coefficient, the factor of half the sum of squared weights (>= 0)
    learningRateDecay : float, optional
        decay factor of the learning-rate schedule (in [0, 1])
    learningRateDecayEpochs : int, default 10
        number of epochs between two decays of the learning-rate schedule step (> 0)
    learningRateSchedule : str, default "auto"
        learning-rate schedule: constant, step, exponential, cosine, coslog4 or auto
    listeners : Sequence[str], optional
        names of classes on the driver that are told of the progress of a fit: FitListeners with a public constructor
        without arguments; each fit has its own instances
    maxAttempts : int, default 4
        how many attempts in a row may fail that get no further than the one before; an attempt that gets further
        starts the count anew (> 0)
    maxSeconds : float, default 0.0
        maximum training time in seconds, after which no step starts; 0 for no limit (>= 0)
    minDelta : float, default 0.0
        minimum change of the monitored quantity that counts as an improvement (>= 0)
    minWorkers : int, default 0
        fewest workers with which training begins, or goes on when executors are lost and not replaced; 0 for as many
        as numWorkers (>= 0)
    momentum : float, optional
        momentum of the optimizer nesterov (in [0, 1))
    monitor : str, default "loss"
        quantity that early stopping monitors: loss, trainingLoss, or a validation metric such as accuracy or rmse
    numServers : int, default 1
        how many parameter servers share the parameters; each takes a slot (>= 1)
    onCheckpointFailure : str, default "warn"
        what becomes of a fit when a checkpoint cannot be written: warn (it goes on without that one) or fail
    onDivergence : str, default "fail"
        what happens when a loss or gradients are not finite: fail, skip (the step changes nothing), or rollBack (to
        the end of the last epoch, then on with half the learning rate)
    outerMomentum : float, default 0.9
        momentum of the outer optimizer, for the trainer averaging (in [0, 1))
    outerRate : float, default 0.7
        learning rate of the outer optimizer, which makes a step along averaged differences of parameters, for the
        trainer averaging (> 0)
    outputSize : int, optional
        size of a new output layer that replaces the last layer of the network of initialModelPath (> 0)
    overlap : str, default "auto"
        whether the all-reduce of gradients overlaps the backward pass: on, off, or auto (on with several machines or
        spare processors)
    portRange : str, default "0"
        TCP ports on which workers listen for each other, such as 40000-40100; 0 for any free port
    profileDir : str, optional
        folder for the profile of the steps that profileSteps names, on any Hadoop file system that the driver reaches
    profileSteps : str, optional
        optimizer steps to profile, first-last counted from 1 over all epochs, such as 101-120 (at most 1000 steps);
        needs profileDir
    progress : str, default "auto"
        where the progress of training is shown: bar or lines (on standard error), log (at INFO), none, or auto (the
        log where the console shows it, else a bar in a terminal and lines elsewhere)
    rateByStaleness : bool, default False
        whether the learning rate of an update is divided by how many updates its parameters lack; not with
        consistency synchronous
    reconstructionCol : str, default "reconstruction"
        name of the output column for the reconstruction of the features; empty for none
    replicateOptimizerState : bool, default False
        whether each worker holds a copy of another one's part of a sharded optimizer state, so that a lost worker
        costs no step; only with shardOptimizerState
    resizeImages : bool, default False
        whether images of Spark's data source are resized to the height and width that the network takes, rather than
        refused
    restoreBest : bool, default False
        whether the model gets the parameters of the best epoch rather than the last one
    resume : str, default "auto"
        whether a fit resumes from a checkpoint in checkpointDir: auto (if there is one of the same network, rows and
        Params), never, or required
    rmsDecay : float, optional
        decay rate of the mean of squared gradients, for the optimizer rmsprop (in [0, 1))
    scaling : str, default "standard"
        how features are standardized: standard (mean and standard deviation), robust (median and interquartile
        range), none
    shardOptimizerState : bool, default False
        whether to shard the optimizer state across the workers
    staleness : int, default 3
        by how many steps a worker may be ahead of the slowest one, with consistency boundedStaleness (>= 0)
    standardization : bool, optional
        whether features, and targets of a regressor, are standardized to mean 0 and standard deviation 1; if not set,
        those of a perceptron are, unless they are bytes or images
    stepSize : float, optional
        learning rate; an alias of learningRate (> 0)
    tensorBoardDir : str, optional
        folder for TensorBoard, on any Hadoop file system that the driver reaches; each fit is a run of its own in it
    transports : Sequence[str], default ("local", "shm", "tcp")
        transports that workers may use: any of local (threads of one process), shm (shared memory of one machine),
        tcp; each pair uses the fastest that it has
    validationIndicatorCol : str, optional
        name of the column that indicates whether a row belongs to the validation set
    verbosity : int, default 2
        how much of the progress of training is shown: 0 for nothing, 1 for epochs, 2 for epochs and steps
    warmupSteps : int, default 0
        number of warmup steps, over which the learning rate rises linearly to its full value (>= 0)
    weightCol : str, optional
        weight column name; if not set, every row has the weight 1
    weightDecay : float, optional
        decoupled weight decay coefficient, times the learning rate; for adamw 0.01 where the network has none (>= 0)
    """

    _java_class = "org.coherer.ml.Autoencoder"
    _defaults = {
        "featuresCol": "features", "maxIter": 0, "batchSize": 0, "validationFraction": 0.0,
        "earlyStoppingPatience": 0, "numWorkers": 0, "trainer": "allReduce", "seed": -1933608896,
        "accumulateSteps": 1, "activation": "relu", "anomalyScoreCol": "anomalyScore", "averagingSteps": 16,
        "bucketSize": 0, "cacheMemory": 1073741824, "checkpointEpochs": 1, "checkpointSeconds": 0.0,
        "checkpointSteps": 0, "checkpointsToKeep": 2, "consistency": "synchronous", "delayCompensation": 0.0,
        "engine": "dl4j", "frozenLayers": 0, "handleInvalid": "error", "histograms": False, "inferenceBatchSize": 0,
        "inputOffset": 0.0, "inputScale": 1.0, "keepOptimizerState": False, "learningRateDecayEpochs": 10,
        "learningRateSchedule": "auto", "maxAttempts": 4, "maxSeconds": 0.0, "minDelta": 0.0, "minWorkers": 0,
        "monitor": "loss", "numServers": 1, "onCheckpointFailure": "warn", "onDivergence": "fail",
        "outerMomentum": 0.9, "outerRate": 0.7, "overlap": "auto", "portRange": "0", "progress": "auto",
        "rateByStaleness": False, "reconstructionCol": "reconstruction", "replicateOptimizerState": False,
        "resizeImages": False, "restoreBest": False, "resume": "auto", "scaling": "standard",
        "shardOptimizerState": False, "staleness": 3, "transports": ("local", "shm", "tcp"), "verbosity": 2,
        "warmupSteps": 0}
    _model = AutoencoderModel

    @keywords
    def __init__(
            self, *, featuresCol: str = "features", featuresCols: Optional[Sequence[str]] = None,
            layers: Optional[Sequence[int]] = None, network: Optional[Union[str, Network]] = None,
            initialModelPath: Optional[str] = None, maxIter: int = 0, batchSize: int = 0,
            learningRate: Optional[float] = None, optimizer: Optional[str] = None, loss: Optional[str] = None,
            validationFraction: float = 0.0, earlyStoppingPatience: int = 0, numWorkers: int = 0,
            trainer: str = "allReduce", seed: int = -1933608896, accumulateSteps: int = 1, activation: str = "relu",
            anomalyScoreCol: str = "anomalyScore", augmentation: Optional[Sequence[str]] = None,
            averagingSteps: int = 16, beta1: Optional[float] = None, beta2: Optional[float] = None,
            blockSize: Optional[int] = None, bucketSize: int = 0, cacheMemory: int = 1073741824,
            checkpointDir: Optional[str] = None, checkpointEpochs: int = 1, checkpointSeconds: float = 0.0,
            checkpointSteps: int = 0, checkpointsToKeep: int = 2, consistency: str = "synchronous",
            delayCompensation: float = 0.0, dropout: Optional[float] = None, engine: str = "dl4j",
            epsilon: Optional[float] = None, featureShape: Optional[Sequence[int]] = None, frozenLayers: int = 0,
            gradientClippingNorm: Optional[float] = None, gradientClippingValue: Optional[float] = None,
            handleInvalid: str = "error", histograms: bool = False, inferenceBatchSize: int = 0,
            initialWeights: Optional[Union[Vector, Sequence[float]]] = None, inputOffset: float = 0.0,
            inputScale: float = 1.0, keepOptimizerState: bool = False, l1: Optional[float] = None,
            l2: Optional[float] = None, learningRateDecay: Optional[float] = None, learningRateDecayEpochs: int = 10,
            learningRateSchedule: str = "auto", listeners: Optional[Sequence[str]] = None, maxAttempts: int = 4,
            maxSeconds: float = 0.0, minDelta: float = 0.0, minWorkers: int = 0, momentum: Optional[float] = None,
            monitor: str = "loss", numServers: int = 1, onCheckpointFailure: str = "warn", onDivergence: str = "fail",
            outerMomentum: float = 0.9, outerRate: float = 0.7, outputSize: Optional[int] = None,
            overlap: str = "auto", portRange: str = "0", profileDir: Optional[str] = None,
            profileSteps: Optional[str] = None, progress: str = "auto", rateByStaleness: bool = False,
            reconstructionCol: str = "reconstruction", replicateOptimizerState: bool = False,
            resizeImages: bool = False, restoreBest: bool = False, resume: str = "auto",
            rmsDecay: Optional[float] = None, scaling: str = "standard", shardOptimizerState: bool = False,
            staleness: int = 3, standardization: Optional[bool] = None, stepSize: Optional[float] = None,
            tensorBoardDir: Optional[str] = None, transports: Sequence[str] = ("local", "shm", "tcp"),
            validationIndicatorCol: Optional[str] = None, verbosity: int = 2, warmupSteps: int = 0,
            weightCol: Optional[str] = None, weightDecay: Optional[float] = None) -> None:
        """Creates the estimator; a Param that is not given keeps its default, or what the session says."""
        given = self._input_kwargs
        super().__init__()
        self._set(**given)

    @keywords
    def setParams(
            self: S, *, featuresCol: str = "features", featuresCols: Optional[Sequence[str]] = None,
            layers: Optional[Sequence[int]] = None, network: Optional[Union[str, Network]] = None,
            initialModelPath: Optional[str] = None, maxIter: int = 0, batchSize: int = 0,
            learningRate: Optional[float] = None, optimizer: Optional[str] = None, loss: Optional[str] = None,
            validationFraction: float = 0.0, earlyStoppingPatience: int = 0, numWorkers: int = 0,
            trainer: str = "allReduce", seed: int = -1933608896, accumulateSteps: int = 1, activation: str = "relu",
            anomalyScoreCol: str = "anomalyScore", augmentation: Optional[Sequence[str]] = None,
            averagingSteps: int = 16, beta1: Optional[float] = None, beta2: Optional[float] = None,
            blockSize: Optional[int] = None, bucketSize: int = 0, cacheMemory: int = 1073741824,
            checkpointDir: Optional[str] = None, checkpointEpochs: int = 1, checkpointSeconds: float = 0.0,
            checkpointSteps: int = 0, checkpointsToKeep: int = 2, consistency: str = "synchronous",
            delayCompensation: float = 0.0, dropout: Optional[float] = None, engine: str = "dl4j",
            epsilon: Optional[float] = None, featureShape: Optional[Sequence[int]] = None, frozenLayers: int = 0,
            gradientClippingNorm: Optional[float] = None, gradientClippingValue: Optional[float] = None,
            handleInvalid: str = "error", histograms: bool = False, inferenceBatchSize: int = 0,
            initialWeights: Optional[Union[Vector, Sequence[float]]] = None, inputOffset: float = 0.0,
            inputScale: float = 1.0, keepOptimizerState: bool = False, l1: Optional[float] = None,
            l2: Optional[float] = None, learningRateDecay: Optional[float] = None, learningRateDecayEpochs: int = 10,
            learningRateSchedule: str = "auto", listeners: Optional[Sequence[str]] = None, maxAttempts: int = 4,
            maxSeconds: float = 0.0, minDelta: float = 0.0, minWorkers: int = 0, momentum: Optional[float] = None,
            monitor: str = "loss", numServers: int = 1, onCheckpointFailure: str = "warn", onDivergence: str = "fail",
            outerMomentum: float = 0.9, outerRate: float = 0.7, outputSize: Optional[int] = None,
            overlap: str = "auto", portRange: str = "0", profileDir: Optional[str] = None,
            profileSteps: Optional[str] = None, progress: str = "auto", rateByStaleness: bool = False,
            reconstructionCol: str = "reconstruction", replicateOptimizerState: bool = False,
            resizeImages: bool = False, restoreBest: bool = False, resume: str = "auto",
            rmsDecay: Optional[float] = None, scaling: str = "standard", shardOptimizerState: bool = False,
            staleness: int = 3, standardization: Optional[bool] = None, stepSize: Optional[float] = None,
            tensorBoardDir: Optional[str] = None, transports: Sequence[str] = ("local", "shm", "tcp"),
            validationIndicatorCol: Optional[str] = None, verbosity: int = 2, warmupSteps: int = 0,
            weightCol: Optional[str] = None, weightDecay: Optional[float] = None) -> S:
        """Sets Params by name, as the class explains them, and returns this stage; None has one not set."""
        return self._set(**self._input_kwargs)

