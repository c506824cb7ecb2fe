"""Params of several stages.

Generated from the Java classes, as docs/python.md says; not to be edited.
"""
from typing import List, Optional, Sequence, TypeVar, Union

from pyspark.ml.linalg import Vector
from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.param.shared import (
    HasBlockSize, HasFeaturesCol, HasHandleInvalid, HasInputCols, HasLoss, HasMaxIter, HasOutputCols, HasSeed,
    HasStandardization, HasStepSize, HasValidationIndicatorCol, HasWeightCol)

from coherer._params import Network, ParamAccess, to_network

S = TypeVar("S", bound=ParamAccess)
_OWNER = Params._dummy()


class CheckpointParams(
        ParamAccess):
    """Params that several stages have: checkpointDir, checkpointEpochs, checkpointSeconds, checkpointSteps, checkpointsToKeep, onCheckpointFailure, resume."""

    checkpointDir: Param[str] = Param(
        _OWNER, "checkpointDir",
        "folder for checkpoints, on any Hadoop file system that all executors reach; fits that are interrupted "
        "resume from it",
        typeConverter=TypeConverters.toString)

    def getCheckpointDir(self) -> Optional[str]:
        """Returns checkpointDir: folder for checkpoints, on any Hadoop file system that all executors reach; fits
        that are interrupted resume from it.
        """
        return self._value(self.checkpointDir)  # type: ignore[no-any-return]

    def setCheckpointDir(self: S, value: str) -> S:
        """Sets checkpointDir: folder for checkpoints, on any Hadoop file system that all executors reach; fits that
        are interrupted resume from it.
        """
        return self._set(checkpointDir=value)

    checkpointEpochs: Param[int] = Param(
        _OWNER, "checkpointEpochs",
        "number of epochs between checkpoints; 0 for only those of checkpointSteps (>= 0)",
        typeConverter=TypeConverters.toInt)

    def getCheckpointEpochs(self) -> int:
        """Returns checkpointEpochs: number of epochs between checkpoints; 0 for only those of checkpointSteps (>= 0).
        """
        return self._value(self.checkpointEpochs)  # type: ignore[no-any-return]

    def setCheckpointEpochs(self: S, value: int) -> S:
        """Sets checkpointEpochs: number of epochs between checkpoints; 0 for only those of checkpointSteps (>= 0)."""
        return self._set(checkpointEpochs=value)

    checkpointSeconds: Param[float] = Param(
        _OWNER, "checkpointSeconds",
        "seconds after a checkpoint until there is another one; 0 for none by the clock (>= 0)",
        typeConverter=TypeConverters.toFloat)

    def getCheckpointSeconds(self) -> float:
        """Returns checkpointSeconds: seconds after a checkpoint until there is another one; 0 for none by the clock
        (>= 0).
        """
        return self._value(self.checkpointSeconds)  # type: ignore[no-any-return]

    def setCheckpointSeconds(self: S, value: float) -> S:
        """Sets checkpointSeconds: seconds after a checkpoint until there is another one; 0 for none by the clock (>=
        0).
        """
        return self._set(checkpointSeconds=value)

    checkpointSteps: Param[int] = Param(
        _OWNER, "checkpointSteps",
        "number of optimizer steps between checkpoints, for long epochs; 0 for none within epochs (>= 0)",
        typeConverter=TypeConverters.toInt)

    def getCheckpointSteps(self) -> int:
        """Returns checkpointSteps: number of optimizer steps between checkpoints, for long epochs; 0 for none within
        epochs (>= 0).
        """
        return self._value(self.checkpointSteps)  # type: ignore[no-any-return]

    def setCheckpointSteps(self: S, value: int) -> S:
        """Sets checkpointSteps: number of optimizer steps between checkpoints, for long epochs; 0 for none within
        epochs (>= 0).
        """
        return self._set(checkpointSteps=value)

    checkpointsToKeep: Param[int] = Param(
        _OWNER, "checkpointsToKeep",
        "number of newest checkpoints that are kept, beside that of the best epoch (> 0)",
        typeConverter=TypeConverters.toInt)

    def getCheckpointsToKeep(self) -> int:
        """Returns checkpointsToKeep: number of newest checkpoints that are kept, beside that of the best epoch (> 0).
        """
        return self._value(self.checkpointsToKeep)  # type: ignore[no-any-return]

    def setCheckpointsToKeep(self: S, value: int) -> S:
        """Sets checkpointsToKeep: number of newest checkpoints that are kept, beside that of the best epoch (> 0)."""
        return self._set(checkpointsToKeep=value)

    onCheckpointFailure: Param[str] = Param(
        _OWNER, "onCheckpointFailure",
        "what becomes of a fit when a checkpoint cannot be written: warn (it goes on without that one) or fail",
        typeConverter=TypeConverters.toString)

    def getOnCheckpointFailure(self) -> str:
        """Returns onCheckpointFailure: what becomes of a fit when a checkpoint cannot be written: warn (it goes on
        without that one) or fail.
        """
        return self._value(self.onCheckpointFailure)  # type: ignore[no-any-return]

    def setOnCheckpointFailure(self: S, value: str) -> S:
        """Sets onCheckpointFailure: what becomes of a fit when a checkpoint cannot be written: warn (it goes on
        without that one) or fail.
        """
        return self._set(onCheckpointFailure=value)

    resume: Param[str] = Param(
        _OWNER, "resume",
        "whether a fit resumes from a checkpoint in checkpointDir: auto (if there is one of the same network, rows "
        "and Params), never, or required",
        typeConverter=TypeConverters.toString)

    def getResume(self) -> str:
        """Returns resume: whether a fit resumes from a checkpoint in checkpointDir: auto (if there is one of the same
        network, rows and Params), never, or required.
        """
        return self._value(self.resume)  # type: ignore[no-any-return]

    def setResume(self: S, value: str) -> S:
        """Sets resume: whether a fit resumes from a checkpoint in checkpointDir: auto (if there is one of the same
        network, rows and Params), never, or required.
        """
        return self._set(resume=value)


class ScoringParams(
        ParamAccess, HasHandleInvalid):
    """Params that several stages have: handleInvalid, inferenceBatchSize, inputOffset, inputScale, resizeImages."""

    handleInvalid: Param[str] = Param(
        _OWNER, "handleInvalid",
        "how to handle invalid rows: error fails the job, skip filters them out, keep replaces missing features by "
        "0, impute (featuresCols alone) by the mean, with an input that says so",
        typeConverter=TypeConverters.toString)

    def getHandleInvalid(self) -> str:
        """Returns handleInvalid: how to handle invalid rows: error fails the job, skip filters them out, keep
        replaces missing features by 0, impute (featuresCols alone) by the mean, with an input that says so.
        """
        return self._value(self.handleInvalid)  # type: ignore[no-any-return]

    def setHandleInvalid(self: S, value: str) -> S:
        """Sets handleInvalid: how to handle invalid rows: error fails the job, skip filters them out, keep replaces
        missing features by 0, impute (featuresCols alone) by the mean, with an input that says so.
        """
        return self._set(handleInvalid=value)

    inferenceBatchSize: Param[int] = Param(
        _OWNER, "inferenceBatchSize",
        "batch size for scoring, in rows; 0 chooses it by the size of the network (>= 0)",
        typeConverter=TypeConverters.toInt)

    def getInferenceBatchSize(self) -> int:
        """Returns inferenceBatchSize: batch size for scoring, in rows; 0 chooses it by the size of the network (>=
        0).
        """
        return self._value(self.inferenceBatchSize)  # type: ignore[no-any-return]

    def setInferenceBatchSize(self: S, value: int) -> S:
        """Sets inferenceBatchSize: batch size for scoring, in rows; 0 chooses it by the size of the network (>= 0).
        """
        return self._set(inferenceBatchSize=value)

    inputOffset: Param[float] = Param(
        _OWNER, "inputOffset",
        "offset added to every feature, after inputScale",
        typeConverter=TypeConverters.toFloat)

    def getInputOffset(self) -> float:
        """Returns inputOffset: offset added to every feature, after inputScale."""
        return self._value(self.inputOffset)  # type: ignore[no-any-return]

    def setInputOffset(self: S, value: float) -> S:
        """Sets inputOffset: offset added to every feature, after inputScale."""
        return self._set(inputOffset=value)

    inputScale: Param[float] = Param(
        _OWNER, "inputScale",
        "factor by which every feature is multiplied before it enters the network (not 0)",
        typeConverter=TypeConverters.toFloat)

    def getInputScale(self) -> float:
        """Returns inputScale: factor by which every feature is multiplied before it enters the network (not 0)."""
        return self._value(self.inputScale)  # type: ignore[no-any-return]

    def setInputScale(self: S, value: float) -> S:
        """Sets inputScale: factor by which every feature is multiplied before it enters the network (not 0)."""
        return self._set(inputScale=value)

    resizeImages: Param[bool] = Param(
        _OWNER, "resizeImages",
        "whether images of Spark's data source are resized to the height and width that the network takes, rather "
        "than refused",
        typeConverter=TypeConverters.toBoolean)

    def getResizeImages(self) -> bool:
        """Returns resizeImages: whether images of Spark's data source are resized to the height and width that the
        network takes, rather than refused.
        """
        return self._value(self.resizeImages)  # type: ignore[no-any-return]

    def setResizeImages(self: S, value: bool) -> S:
        """Sets resizeImages: whether images of Spark's data source are resized to the height and width that the
        network takes, rather than refused.
        """
        return self._set(resizeImages=value)


class TrainingParams(
        CheckpointParams, ScoringParams, HasLoss, HasMaxIter, HasSeed, HasStandardization, HasValidationIndicatorCol,
        HasWeightCol):
    """Params that several stages have: accumulateSteps, augmentation, averagingSteps, batchSize, beta1, beta2, bucketSize, cacheMemory, consistency, delayCompensation, dropout, earlyStoppingPatience, engine, epsilon, frozenLayers, gradientClippingNorm, gradientClippingValue, histograms, initialModelPath, keepOptimizerState, l1, l2, learningRate, learningRateDecay, learningRateDecayEpochs, learningRateSchedule, listeners, loss, maxAttempts, maxIter, maxSeconds, minDelta, minWorkers, momentum, monitor, network, numServers, numWorkers, onDivergence, optimizer, outerMomentum, outerRate, outputSize, overlap, portRange, profileDir, profileSteps, progress, rateByStaleness, replicateOptimizerState, restoreBest, rmsDecay, scaling, seed, shardOptimizerState, staleness, standardization, tensorBoardDir, trainer, transports, validationFraction, validationIndicatorCol, verbosity, warmupSteps, weightCol, weightDecay."""

    accumulateSteps: Param[int] = Param(
        _OWNER, "accumulateSteps",
        "number of batches per worker whose gradients are accumulated for one optimizer step (> 0)",
        typeConverter=TypeConverters.toInt)

    def getAccumulateSteps(self) -> int:
        """Returns accumulateSteps: number of batches per worker whose gradients are accumulated for one optimizer
        step (> 0).
        """
        return self._value(self.accumulateSteps)  # type: ignore[no-any-return]

    def setAccumulateSteps(self: S, value: int) -> S:
        """Sets accumulateSteps: number of batches per worker whose gradients are accumulated for one optimizer step
        (> 0).
        """
        return self._set(accumulateSteps=value)

    augmentation: Param[List[str]] = Param(
        _OWNER, "augmentation",
        "how the images of the training set are varied, in this order, such as randomHorizontalFlip, "
        "randomCrop(padding=4); see docs/images.md for all of them",
        typeConverter=TypeConverters.toListString)

    def getAugmentation(self) -> Optional[List[str]]:
        """Returns augmentation: how the images of the training set are varied, in this order, such as
        randomHorizontalFlip, randomCrop(padding=4); see docs/images.md for all of them.
        """
        return self._value(self.augmentation)  # type: ignore[no-any-return]

    def setAugmentation(self: S, value: Sequence[str]) -> S:
        """Sets augmentation: how the images of the training set are varied, in this order, such as
        randomHorizontalFlip, randomCrop(padding=4); see docs/images.md for all of them.
        """
        return self._set(augmentation=value)

    averagingSteps: Param[int] = Param(
        _OWNER, "averagingSteps",
        "number of optimizer steps that each worker makes of its own before parameters are averaged, for the trainer "
        "averaging (> 0)",
        typeConverter=TypeConverters.toInt)

    def getAveragingSteps(self) -> int:
        """Returns averagingSteps: number of optimizer steps that each worker makes of its own before parameters are
        averaged, for the trainer averaging (> 0).
        """
        return self._value(self.averagingSteps)  # type: ignore[no-any-return]

    def setAveragingSteps(self: S, value: int) -> S:
        """Sets averagingSteps: number of optimizer steps that each worker makes of its own before parameters are
        averaged, for the trainer averaging (> 0).
        """
        return self._set(averagingSteps=value)

    batchSize: Param[int] = Param(
        _OWNER, "batchSize",
        "batch size per worker; the global batch is this times the number of workers; 0 to have it chosen (>= 0)",
        typeConverter=TypeConverters.toInt)

    def getBatchSize(self) -> int:
        """Returns batchSize: batch size per worker; the global batch is this times the number of workers; 0 to have
        it chosen (>= 0).
        """
        return self._value(self.batchSize)  # type: ignore[no-any-return]

    def setBatchSize(self: S, value: int) -> S:
        """Sets batchSize: batch size per worker; the global batch is this times the number of workers; 0 to have it
        chosen (>= 0).
        """
        return self._set(batchSize=value)

    beta1: Param[float] = Param(
        _OWNER, "beta1",
        "exponential decay rate of the first moment, for the optimizers adam, adamw, amsgrad (in [0, 1))",
        typeConverter=TypeConverters.toFloat)

    def getBeta1(self) -> Optional[float]:
        """Returns beta1: exponential decay rate of the first moment, for the optimizers adam, adamw, amsgrad (in [0,
        1)).
        """
        return self._value(self.beta1)  # type: ignore[no-any-return]

    def setBeta1(self: S, value: float) -> S:
        """Sets beta1: exponential decay rate of the first moment, for the optimizers adam, adamw, amsgrad (in [0,
        1)).
        """
        return self._set(beta1=value)

    beta2: Param[float] = Param(
        _OWNER, "beta2",
        "exponential decay rate of the second moment, for the optimizers adam, adamw, amsgrad (in [0, 1))",
        typeConverter=TypeConverters.toFloat)

    def getBeta2(self) -> Optional[float]:
        """Returns beta2: exponential decay rate of the second moment, for the optimizers adam, adamw, amsgrad (in [0,
        1)).
        """
        return self._value(self.beta2)  # type: ignore[no-any-return]

    def setBeta2(self: S, value: float) -> S:
        """Sets beta2: exponential decay rate of the second moment, for the optimizers adam, adamw, amsgrad (in [0,
        1)).
        """
        return self._set(beta2=value)

    bucketSize: Param[int] = Param(
        _OWNER, "bucketSize",
        "bucket size in bytes of the overlapped all-reduce, at least 4; 0 chooses it by the size of the network",
        typeConverter=TypeConverters.toInt)

    def getBucketSize(self) -> int:
        """Returns bucketSize: bucket size in bytes of the overlapped all-reduce, at least 4; 0 chooses it by the size
        of the network.
        """
        return self._value(self.bucketSize)  # type: ignore[no-any-return]

    def setBucketSize(self: S, value: int) -> S:
        """Sets bucketSize: bucket size in bytes of the overlapped all-reduce, at least 4; 0 chooses it by the size of
        the network.
        """
        return self._set(bucketSize=value)

    cacheMemory: Param[int] = Param(
        _OWNER, "cacheMemory",
        "memory in bytes that each worker may use to cache its shard",
        typeConverter=TypeConverters.toInt)

    def getCacheMemory(self) -> int:
        """Returns cacheMemory: memory in bytes that each worker may use to cache its shard."""
        return self._value(self.cacheMemory)  # type: ignore[no-any-return]

    def setCacheMemory(self: S, value: int) -> S:
        """Sets cacheMemory: memory in bytes that each worker may use to cache its shard."""
        return self._set(cacheMemory=value)

    consistency: Param[str] = Param(
        _OWNER, "consistency",
        "how far the workers of a parameter server may be apart: synchronous (updates are made of the batches of all "
        "workers), boundedStaleness (of one worker's batch; none is more than staleness steps ahead of the slowest), "
        "or asynchronous (nobody waits)",
        typeConverter=TypeConverters.toString)

    def getConsistency(self) -> str:
        """Returns consistency: how far the workers of a parameter server may be apart: synchronous (updates are made
        of the batches of all workers), boundedStaleness (of one worker's batch; none is more than staleness steps
        ahead of the slowest), or asynchronous (nobody waits).
        """
        return self._value(self.consistency)  # type: ignore[no-any-return]

    def setConsistency(self: S, value: str) -> S:
        """Sets consistency: how far the workers of a parameter server may be apart: synchronous (updates are made of
        the batches of all workers), boundedStaleness (of one worker's batch; none is more than staleness steps ahead
        of the slowest), or asynchronous (nobody waits).
        """
        return self._set(consistency=value)

    delayCompensation: Param[float] = Param(
        _OWNER, "delayCompensation",
        "factor of what is added to a stale gradient for the change of the parameters since; 0 for nothing; not with "
        "consistency synchronous (>= 0)",
        typeConverter=TypeConverters.toFloat)

    def getDelayCompensation(self) -> float:
        """Returns delayCompensation: factor of what is added to a stale gradient for the change of the parameters
        since; 0 for nothing; not with consistency synchronous (>= 0).
        """
        return self._value(self.delayCompensation)  # type: ignore[no-any-return]

    def setDelayCompensation(self: S, value: float) -> S:
        """Sets delayCompensation: factor of what is added to a stale gradient for the change of the parameters since;
        0 for nothing; not with consistency synchronous (>= 0).
        """
        return self._set(delayCompensation=value)

    dropout: Param[float] = Param(
        _OWNER, "dropout",
        "dropout probability of the inputs of hidden layers (in [0, 1))",
        typeConverter=TypeConverters.toFloat)

    def getDropout(self) -> Optional[float]:
        """Returns dropout: dropout probability of the inputs of hidden layers (in [0, 1))."""
        return self._value(self.dropout)  # type: ignore[no-any-return]

    def setDropout(self: S, value: float) -> S:
        """Sets dropout: dropout probability of the inputs of hidden layers (in [0, 1))."""
        return self._set(dropout=value)

    earlyStoppingPatience: Param[int] = Param(
        _OWNER, "earlyStoppingPatience",
        "number of epochs without improvement of the monitored quantity after which training stops; 0 for never (>= "
        "0)",
        typeConverter=TypeConverters.toInt)

    def getEarlyStoppingPatience(self) -> int:
        """Returns earlyStoppingPatience: number of epochs without improvement of the monitored quantity after which
        training stops; 0 for never (>= 0).
        """
        return self._value(self.earlyStoppingPatience)  # type: ignore[no-any-return]

    def setEarlyStoppingPatience(self: S, value: int) -> S:
        """Sets earlyStoppingPatience: number of epochs without improvement of the monitored quantity after which
        training stops; 0 for never (>= 0).
        """
        return self._set(earlyStoppingPatience=value)

    engine: Param[str] = Param(
        _OWNER, "engine",
        "name of the engine that trains and runs the network; it must be on the class path",
        typeConverter=TypeConverters.toString)

    def getEngine(self) -> str:
        """Returns engine: name of the engine that trains and runs the network; it must be on the class path."""
        return self._value(self.engine)  # type: ignore[no-any-return]

    def setEngine(self: S, value: str) -> S:
        """Sets engine: name of the engine that trains and runs the network; it must be on the class path."""
        return self._set(engine=value)

    epsilon: Param[float] = Param(
        _OWNER, "epsilon",
        "constant added to the denominator for numerical stability, for the optimizers adam, adamw, amsgrad, "
        "adagrad, rmsprop (> 0)",
        typeConverter=TypeConverters.toFloat)

    def getEpsilon(self) -> Optional[float]:
        """Returns epsilon: constant added to the denominator for numerical stability, for the optimizers adam, adamw,
        amsgrad, adagrad, rmsprop (> 0).
        """
        return self._value(self.epsilon)  # type: ignore[no-any-return]

    def setEpsilon(self: S, value: float) -> S:
        """Sets epsilon: constant added to the denominator for numerical stability, for the optimizers adam, adamw,
        amsgrad, adagrad, rmsprop (> 0).
        """
        return self._set(epsilon=value)

    frozenLayers: Param[int] = Param(
        _OWNER, "frozenLayers",
        "number of the network's first layers that are frozen, not trained (>= 0)",
        typeConverter=TypeConverters.toInt)

    def getFrozenLayers(self) -> int:
        """Returns frozenLayers: number of the network's first layers that are frozen, not trained (>= 0)."""
        return self._value(self.frozenLayers)  # type: ignore[no-any-return]

    def setFrozenLayers(self: S, value: int) -> S:
        """Sets frozenLayers: number of the network's first layers that are frozen, not trained (>= 0)."""
        return self._set(frozenLayers=value)

    gradientClippingNorm: Param[float] = Param(
        _OWNER, "gradientClippingNorm",
        "gradient clipping by norm: maximum Euclidean norm of the mean gradient (> 0)",
        typeConverter=TypeConverters.toFloat)

    def getGradientClippingNorm(self) -> Optional[float]:
        """Returns gradientClippingNorm: gradient clipping by norm: maximum Euclidean norm of the mean gradient (> 0).
        """
        return self._value(self.gradientClippingNorm)  # type: ignore[no-any-return]

    def setGradientClippingNorm(self: S, value: float) -> S:
        """Sets gradientClippingNorm: gradient clipping by norm: maximum Euclidean norm of the mean gradient (> 0)."""
        return self._set(gradientClippingNorm=value)

    gradientClippingValue: Param[float] = Param(
        _OWNER, "gradientClippingValue",
        "gradient clipping by value: maximum absolute value of the elements of the mean gradient (> 0)",
        typeConverter=TypeConverters.toFloat)

    def getGradientClippingValue(self) -> Optional[float]:
        """Returns gradientClippingValue: gradient clipping by value: maximum absolute value of the elements of the
        mean gradient (> 0).
        """
        return self._value(self.gradientClippingValue)  # type: ignore[no-any-return]

    def setGradientClippingValue(self: S, value: float) -> S:
        """Sets gradientClippingValue: gradient clipping by value: maximum absolute value of the elements of the mean
        gradient (> 0).
        """
        return self._set(gradientClippingValue=value)

    histograms: Param[bool] = Param(
        _OWNER, "histograms",
        "whether each epoch ends with histograms of the weights and gradients of every layer, for TensorBoard and "
        "Spark's UI; only with the trainers allReduce and local",
        typeConverter=TypeConverters.toBoolean)

    def getHistograms(self) -> bool:
        """Returns histograms: whether each epoch ends with histograms of the weights and gradients of every layer,
        for TensorBoard and Spark's UI; only with the trainers allReduce and local.
        """
        return self._value(self.histograms)  # type: ignore[no-any-return]

    def setHistograms(self: S, value: bool) -> S:
        """Sets histograms: whether each epoch ends with histograms of the weights and gradients of every layer, for
        TensorBoard and Spark's UI; only with the trainers allReduce and local.
        """
        return self._set(histograms=value)

    initialModelPath: Param[str] = Param(
        _OWNER, "initialModelPath",
        "path of a trained network to start from (warm start), on any Hadoop file system: a saved model, a DL4J zip, "
        "or a Keras model (.keras or HDF5)",
        typeConverter=TypeConverters.toString)

    def getInitialModelPath(self) -> Optional[str]:
        """Returns initialModelPath: path of a trained network to start from (warm start), on any Hadoop file system:
        a saved model, a DL4J zip, or a Keras model (.keras or HDF5).
        """
        return self._value(self.initialModelPath)  # type: ignore[no-any-return]

    def setInitialModelPath(self: S, value: str) -> S:
        """Sets initialModelPath: path of a trained network to start from (warm start), on any Hadoop file system: a
        saved model, a DL4J zip, or a Keras model (.keras or HDF5).
        """
        return self._set(initialModelPath=value)

    keepOptimizerState: Param[bool] = Param(
        _OWNER, "keepOptimizerState",
        "whether the model keeps the optimizer state, so that training can resume from it",
        typeConverter=TypeConverters.toBoolean)

    def getKeepOptimizerState(self) -> bool:
        """Returns keepOptimizerState: whether the model keeps the optimizer state, so that training can resume from
        it.
        """
        return self._value(self.keepOptimizerState)  # type: ignore[no-any-return]

    def setKeepOptimizerState(self: S, value: bool) -> S:
        """Sets keepOptimizerState: whether the model keeps the optimizer state, so that training can resume from it.
        """
        return self._set(keepOptimizerState=value)

    l1: Param[float] = Param(
        _OWNER, "l1",
        "L1 regularization coefficient (>= 0)",
        typeConverter=TypeConverters.toFloat)

    def getL1(self) -> Optional[float]:
        """Returns l1: L1 regularization coefficient (>= 0)."""
        return self._value(self.l1)  # type: ignore[no-any-return]

    def setL1(self: S, value: float) -> S:
        """Sets l1: L1 regularization coefficient (>= 0)."""
        return self._set(l1=value)

    l2: Param[float] = Param(
        _OWNER, "l2",
        "L2 regularization coefficient, the factor of half the sum of squared weights (>= 0)",
        typeConverter=TypeConverters.toFloat)

    def getL2(self) -> Optional[float]:
        """Returns l2: L2 regularization coefficient, the factor of half the sum of squared weights (>= 0)."""
        return self._value(self.l2)  # type: ignore[no-any-return]

    def setL2(self: S, value: float) -> S:
        """Sets l2: L2 regularization coefficient, the factor of half the sum of squared weights (>= 0)."""
        return self._set(l2=value)

    learningRate: Param[float] = Param(
        _OWNER, "learningRate",
        "learning rate of the optimizer; if not set, the network's own applies (> 0)",
        typeConverter=TypeConverters.toFloat)

    def getLearningRate(self) -> Optional[float]:
        """Returns learningRate: learning rate of the optimizer; if not set, the network's own applies (> 0)."""
        return self._value(self.learningRate)  # type: ignore[no-any-return]

    def setLearningRate(self: S, value: float) -> S:
        """Sets learningRate: learning rate of the optimizer; if not set, the network's own applies (> 0)."""
        return self._set(learningRate=value)

    learningRateDecay: Param[float] = Param(
        _OWNER, "learningRateDecay",
        "decay factor of the learning-rate schedule (in [0, 1])",
        typeConverter=TypeConverters.toFloat)

    def getLearningRateDecay(self) -> Optional[float]:
        """Returns learningRateDecay: decay factor of the learning-rate schedule (in [0, 1])."""
        return self._value(self.learningRateDecay)  # type: ignore[no-any-return]

    def setLearningRateDecay(self: S, value: float) -> S:
        """Sets learningRateDecay: decay factor of the learning-rate schedule (in [0, 1])."""
        return self._set(learningRateDecay=value)

    learningRateDecayEpochs: Param[int] = Param(
        _OWNER, "learningRateDecayEpochs",
        "number of epochs between two decays of the learning-rate schedule step (> 0)",
        typeConverter=TypeConverters.toInt)

    def getLearningRateDecayEpochs(self) -> int:
        """Returns learningRateDecayEpochs: number of epochs between two decays of the learning-rate schedule step (>
        0).
        """
        return self._value(self.learningRateDecayEpochs)  # type: ignore[no-any-return]

    def setLearningRateDecayEpochs(self: S, value: int) -> S:
        """Sets learningRateDecayEpochs: number of epochs between two decays of the learning-rate schedule step (> 0).
        """
        return self._set(learningRateDecayEpochs=value)

    learningRateSchedule: Param[str] = Param(
        _OWNER, "learningRateSchedule",
        "learning-rate schedule: constant, step, exponential, cosine, coslog4 or auto",
        typeConverter=TypeConverters.toString)

    def getLearningRateSchedule(self) -> str:
        """Returns learningRateSchedule: learning-rate schedule: constant, step, exponential, cosine, coslog4 or auto.
        """
        return self._value(self.learningRateSchedule)  # type: ignore[no-any-return]

    def setLearningRateSchedule(self: S, value: str) -> S:
        """Sets learningRateSchedule: learning-rate schedule: constant, step, exponential, cosine, coslog4 or auto."""
        return self._set(learningRateSchedule=value)

    listeners: Param[List[str]] = Param(
        _OWNER, "listeners",
        "names of classes on the driver that are told of the progress of a fit: FitListeners with a public "
        "constructor without arguments; each fit has its own instances",
        typeConverter=TypeConverters.toListString)

    def getListeners(self) -> Optional[List[str]]:
        """Returns listeners: names of classes on the driver that are told of the progress of a fit: FitListeners with
        a public constructor without arguments; each fit has its own instances.
        """
        return self._value(self.listeners)  # type: ignore[no-any-return]

    def setListeners(self: S, value: Sequence[str]) -> S:
        """Sets listeners: names of classes on the driver that are told of the progress of a fit: FitListeners with a
        public constructor without arguments; each fit has its own instances.
        """
        return self._set(listeners=value)

    loss: Param[str] = Param(
        _OWNER, "loss",
        "loss function, in place of the network's own, such as crossEntropy, meanSquaredError, meanAbsoluteError; "
        "poisson has a regressor predict counts, ordinal levels in an order",
        typeConverter=TypeConverters.toString)

    def getLoss(self) -> Optional[str]:  # type: ignore[override]
        """Returns loss: loss function, in place of the network's own, such as crossEntropy, meanSquaredError,
        meanAbsoluteError; poisson has a regressor predict counts, ordinal levels in an order.
        """
        return self._value(self.loss)  # type: ignore[no-any-return]

    def setLoss(self: S, value: str) -> S:
        """Sets loss: loss function, in place of the network's own, such as crossEntropy, meanSquaredError,
        meanAbsoluteError; poisson has a regressor predict counts, ordinal levels in an order.
        """
        return self._set(loss=value)

    maxAttempts: Param[int] = Param(
        _OWNER, "maxAttempts",
        "how many attempts in a row may fail that get no further than the one before; an attempt that gets further "
        "starts the count anew (> 0)",
        typeConverter=TypeConverters.toInt)

    def getMaxAttempts(self) -> int:
        """Returns maxAttempts: how many attempts in a row may fail that get no further than the one before; an
        attempt that gets further starts the count anew (> 0).
        """
        return self._value(self.maxAttempts)  # type: ignore[no-any-return]

    def setMaxAttempts(self: S, value: int) -> S:
        """Sets maxAttempts: how many attempts in a row may fail that get no further than the one before; an attempt
        that gets further starts the count anew (> 0).
        """
        return self._set(maxAttempts=value)

    maxIter: Param[int] = Param(
        _OWNER, "maxIter",
        "maximum number of epochs; 0 to have it chosen (>= 0)",
        typeConverter=TypeConverters.toInt)

    def getMaxIter(self) -> int:
        """Returns maxIter: maximum number of epochs; 0 to have it chosen (>= 0)."""
        return self._value(self.maxIter)  # type: ignore[no-any-return]

    def setMaxIter(self: S, value: int) -> S:
        """Sets maxIter: maximum number of epochs; 0 to have it chosen (>= 0)."""
        return self._set(maxIter=value)

    maxSeconds: Param[float] = Param(
        _OWNER, "maxSeconds",
        "maximum training time in seconds, after which no step starts; 0 for no limit (>= 0)",
        typeConverter=TypeConverters.toFloat)

    def getMaxSeconds(self) -> float:
        """Returns maxSeconds: maximum training time in seconds, after which no step starts; 0 for no limit (>= 0)."""
        return self._value(self.maxSeconds)  # type: ignore[no-any-return]

    def setMaxSeconds(self: S, value: float) -> S:
        """Sets maxSeconds: maximum training time in seconds, after which no step starts; 0 for no limit (>= 0)."""
        return self._set(maxSeconds=value)

    minDelta: Param[float] = Param(
        _OWNER, "minDelta",
        "minimum change of the monitored quantity that counts as an improvement (>= 0)",
        typeConverter=TypeConverters.toFloat)

    def getMinDelta(self) -> float:
        """Returns minDelta: minimum change of the monitored quantity that counts as an improvement (>= 0)."""
        return self._value(self.minDelta)  # type: ignore[no-any-return]

    def setMinDelta(self: S, value: float) -> S:
        """Sets minDelta: minimum change of the monitored quantity that counts as an improvement (>= 0)."""
        return self._set(minDelta=value)

    minWorkers: Param[int] = Param(
        _OWNER, "minWorkers",
        "fewest workers with which training begins, or goes on when executors are lost and not replaced; 0 for as "
        "many as numWorkers (>= 0)",
        typeConverter=TypeConverters.toInt)

    def getMinWorkers(self) -> int:
        """Returns minWorkers: fewest workers with which training begins, or goes on when executors are lost and not
        replaced; 0 for as many as numWorkers (>= 0).
        """
        return self._value(self.minWorkers)  # type: ignore[no-any-return]

    def setMinWorkers(self: S, value: int) -> S:
        """Sets minWorkers: fewest workers with which training begins, or goes on when executors are lost and not
        replaced; 0 for as many as numWorkers (>= 0).
        """
        return self._set(minWorkers=value)

    momentum: Param[float] = Param(
        _OWNER, "momentum",
        "momentum of the optimizer nesterov (in [0, 1))",
        typeConverter=TypeConverters.toFloat)

    def getMomentum(self) -> Optional[float]:
        """Returns momentum: momentum of the optimizer nesterov (in [0, 1))."""
        return self._value(self.momentum)  # type: ignore[no-any-return]

    def setMomentum(self: S, value: float) -> S:
        """Sets momentum: momentum of the optimizer nesterov (in [0, 1))."""
        return self._set(momentum=value)

    monitor: Param[str] = Param(
        _OWNER, "monitor",
        "quantity that early stopping monitors: loss, trainingLoss, or a validation metric such as accuracy or rmse",
        typeConverter=TypeConverters.toString)

    def getMonitor(self) -> str:
        """Returns monitor: quantity that early stopping monitors: loss, trainingLoss, or a validation metric such as
        accuracy or rmse.
        """
        return self._value(self.monitor)  # type: ignore[no-any-return]

    def setMonitor(self: S, value: str) -> S:
        """Sets monitor: quantity that early stopping monitors: loss, trainingLoss, or a validation metric such as
        accuracy or rmse.
        """
        return self._set(monitor=value)

    network: Param[str] = Param(
        _OWNER, "network",
        "the network as JSON: a DL4J MultiLayerConfiguration or ComputationGraphConfiguration, or a Keras model",
        typeConverter=to_network)

    def getNetwork(self) -> Optional[str]:
        """Returns network: the network as JSON: a DL4J MultiLayerConfiguration or ComputationGraphConfiguration, or a
        Keras model.
        """
        return self._value(self.network)  # type: ignore[no-any-return]

    def setNetwork(self: S, value: Union[str, Network]) -> S:
        """Sets network: the network as JSON: a DL4J MultiLayerConfiguration or ComputationGraphConfiguration, or a
        Keras model.
        """
        return self._set(network=value)

    numServers: Param[int] = Param(
        _OWNER, "numServers",
        "how many parameter servers share the parameters; each takes a slot (>= 1)",
        typeConverter=TypeConverters.toInt)

    def getNumServers(self) -> int:
        """Returns numServers: how many parameter servers share the parameters; each takes a slot (>= 1)."""
        return self._value(self.numServers)  # type: ignore[no-any-return]

    def setNumServers(self: S, value: int) -> S:
        """Sets numServers: how many parameter servers share the parameters; each takes a slot (>= 1)."""
        return self._set(numServers=value)

    numWorkers: Param[int] = Param(
        _OWNER, "numWorkers",
        "number of workers, each a barrier task with a replica of the network; 0 for every slot of the cluster (>= "
        "0)",
        typeConverter=TypeConverters.toInt)

    def getNumWorkers(self) -> int:
        """Returns numWorkers: number of workers, each a barrier task with a replica of the network; 0 for every slot
        of the cluster (>= 0).
        """
        return self._value(self.numWorkers)  # type: ignore[no-any-return]

    def setNumWorkers(self: S, value: int) -> S:
        """Sets numWorkers: number of workers, each a barrier task with a replica of the network; 0 for every slot of
        the cluster (>= 0).
        """
        return self._set(numWorkers=value)

    onDivergence: Param[str] = Param(
        _OWNER, "onDivergence",
        "what happens when a loss or gradients are not finite: fail, skip (the step changes nothing), or rollBack "
        "(to the end of the last epoch, then on with half the learning rate)",
        typeConverter=TypeConverters.toString)

    def getOnDivergence(self) -> str:
        """Returns onDivergence: what happens when a loss or gradients are not finite: fail, skip (the step changes
        nothing), or rollBack (to the end of the last epoch, then on with half the learning rate).
        """
        return self._value(self.onDivergence)  # type: ignore[no-any-return]

    def setOnDivergence(self: S, value: str) -> S:
        """Sets onDivergence: what happens when a loss or gradients are not finite: fail, skip (the step changes
        nothing), or rollBack (to the end of the last epoch, then on with half the learning rate).
        """
        return self._set(onDivergence=value)

    optimizer: Param[str] = Param(
        _OWNER, "optimizer",
        "optimizer, in place of the network's own: sgd, nesterov, adam, adamw, amsgrad, adagrad, rmsprop",
        typeConverter=TypeConverters.toString)

    def getOptimizer(self) -> Optional[str]:
        """Returns optimizer: optimizer, in place of the network's own: sgd, nesterov, adam, adamw, amsgrad, adagrad,
        rmsprop.
        """
        return self._value(self.optimizer)  # type: ignore[no-any-return]

    def setOptimizer(self: S, value: str) -> S:
        """Sets optimizer: optimizer, in place of the network's own: sgd, nesterov, adam, adamw, amsgrad, adagrad,
        rmsprop.
        """
        return self._set(optimizer=value)

    outerMomentum: Param[float] = Param(
        _OWNER, "outerMomentum",
        "momentum of the outer optimizer, for the trainer averaging (in [0, 1))",
        typeConverter=TypeConverters.toFloat)

    def getOuterMomentum(self) -> float:
        """Returns outerMomentum: momentum of the outer optimizer, for the trainer averaging (in [0, 1))."""
        return self._value(self.outerMomentum)  # type: ignore[no-any-return]

    def setOuterMomentum(self: S, value: float) -> S:
        """Sets outerMomentum: momentum of the outer optimizer, for the trainer averaging (in [0, 1))."""
        return self._set(outerMomentum=value)

    outerRate: Param[float] = Param(
        _OWNER, "outerRate",
        "learning rate of the outer optimizer, which makes a step along averaged differences of parameters, for the "
        "trainer averaging (> 0)",
        typeConverter=TypeConverters.toFloat)

    def getOuterRate(self) -> float:
        """Returns outerRate: learning rate of the outer optimizer, which makes a step along averaged differences of
        parameters, for the trainer averaging (> 0).
        """
        return self._value(self.outerRate)  # type: ignore[no-any-return]

    def setOuterRate(self: S, value: float) -> S:
        """Sets outerRate: learning rate of the outer optimizer, which makes a step along averaged differences of
        parameters, for the trainer averaging (> 0).
        """
        return self._set(outerRate=value)

    outputSize: Param[int] = Param(
        _OWNER, "outputSize",
        "size of a new output layer that replaces the last layer of the network of initialModelPath (> 0)",
        typeConverter=TypeConverters.toInt)

    def getOutputSize(self) -> Optional[int]:
        """Returns outputSize: size of a new output layer that replaces the last layer of the network of
        initialModelPath (> 0).
        """
        return self._value(self.outputSize)  # type: ignore[no-any-return]

    def setOutputSize(self: S, value: int) -> S:
        """Sets outputSize: size of a new output layer that replaces the last layer of the network of initialModelPath
        (> 0).
        """
        return self._set(outputSize=value)

    overlap: Param[str] = Param(
        _OWNER, "overlap",
        "whether the all-reduce of gradients overlaps the backward pass: on, off, or auto (on with several machines "
        "or spare processors)",
        typeConverter=TypeConverters.toString)

    def getOverlap(self) -> str:
        """Returns overlap: whether the all-reduce of gradients overlaps the backward pass: on, off, or auto (on with
        several machines or spare processors).
        """
        return self._value(self.overlap)  # type: ignore[no-any-return]

    def setOverlap(self: S, value: str) -> S:
        """Sets overlap: whether the all-reduce of gradients overlaps the backward pass: on, off, or auto (on with
        several machines or spare processors).
        """
        return self._set(overlap=value)

    portRange: Param[str] = Param(
        _OWNER, "portRange",
        "TCP ports on which workers listen for each other, such as 40000-40100; 0 for any free port",
        typeConverter=TypeConverters.toString)

    def getPortRange(self) -> str:
        """Returns portRange: TCP ports on which workers listen for each other, such as 40000-40100; 0 for any free
        port.
        """
        return self._value(self.portRange)  # type: ignore[no-any-return]

    def setPortRange(self: S, value: str) -> S:
        """Sets portRange: TCP ports on which workers listen for each other, such as 40000-40100; 0 for any free port.
        """
        return self._set(portRange=value)

    profileDir: Param[str] = Param(
        _OWNER, "profileDir",
        "folder for the profile of the steps that profileSteps names, on any Hadoop file system that the driver "
        "reaches",
        typeConverter=TypeConverters.toString)

    def getProfileDir(self) -> Optional[str]:
        """Returns profileDir: folder for the profile of the steps that profileSteps names, on any Hadoop file system
        that the driver reaches.
        """
        return self._value(self.profileDir)  # type: ignore[no-any-return]

    def setProfileDir(self: S, value: str) -> S:
        """Sets profileDir: folder for the profile of the steps that profileSteps names, on any Hadoop file system
        that the driver reaches.
        """
        return self._set(profileDir=value)

    profileSteps: Param[str] = Param(
        _OWNER, "profileSteps",
        "optimizer steps to profile, first-last counted from 1 over all epochs, such as 101-120 (at most 1000 "
        "steps); needs profileDir",
        typeConverter=TypeConverters.toString)

    def getProfileSteps(self) -> Optional[str]:
        """Returns profileSteps: optimizer steps to profile, first-last counted from 1 over all epochs, such as
        101-120 (at most 1000 steps); needs profileDir.
        """
        return self._value(self.profileSteps)  # type: ignore[no-any-return]

    def setProfileSteps(self: S, value: str) -> S:
        """Sets profileSteps: optimizer steps to profile, first-last counted from 1 over all epochs, such as 101-120
        (at most 1000 steps); needs profileDir.
        """
        return self._set(profileSteps=value)

    progress: Param[str] = Param(
        _OWNER, "progress",
        "where the progress of training is shown: bar or lines (on standard error), log (at INFO), none, or auto "
        "(the log where the console shows it, else a bar in a terminal and lines elsewhere)",
        typeConverter=TypeConverters.toString)

    def getProgress(self) -> str:
        """Returns progress: where the progress of training is shown: bar or lines (on standard error), log (at INFO),
        none, or auto (the log where the console shows it, else a bar in a terminal and lines elsewhere).
        """
        return self._value(self.progress)  # type: ignore[no-any-return]

    def setProgress(self: S, value: str) -> S:
        """Sets progress: where the progress of training is shown: bar or lines (on standard error), log (at INFO),
        none, or auto (the log where the console shows it, else a bar in a terminal and lines elsewhere).
        """
        return self._set(progress=value)

    rateByStaleness: Param[bool] = Param(
        _OWNER, "rateByStaleness",
        "whether the learning rate of an update is divided by how many updates its parameters lack; not with "
        "consistency synchronous",
        typeConverter=TypeConverters.toBoolean)

    def getRateByStaleness(self) -> bool:
        """Returns rateByStaleness: whether the learning rate of an update is divided by how many updates its
        parameters lack; not with consistency synchronous.
        """
        return self._value(self.rateByStaleness)  # type: ignore[no-any-return]

    def setRateByStaleness(self: S, value: bool) -> S:
        """Sets rateByStaleness: whether the learning rate of an update is divided by how many updates its parameters
        lack; not with consistency synchronous.
        """
        return self._set(rateByStaleness=value)

    replicateOptimizerState: Param[bool] = Param(
        _OWNER, "replicateOptimizerState",
        "whether each worker holds a copy of another one's part of a sharded optimizer state, so that a lost worker "
        "costs no step; only with shardOptimizerState",
        typeConverter=TypeConverters.toBoolean)

    def getReplicateOptimizerState(self) -> bool:
        """Returns replicateOptimizerState: whether each worker holds a copy of another one's part of a sharded
        optimizer state, so that a lost worker costs no step; only with shardOptimizerState.
        """
        return self._value(self.replicateOptimizerState)  # type: ignore[no-any-return]

    def setReplicateOptimizerState(self: S, value: bool) -> S:
        """Sets replicateOptimizerState: whether each worker holds a copy of another one's part of a sharded optimizer
        state, so that a lost worker costs no step; only with shardOptimizerState.
        """
        return self._set(replicateOptimizerState=value)

    restoreBest: Param[bool] = Param(
        _OWNER, "restoreBest",
        "whether the model gets the parameters of the best epoch rather than the last one",
        typeConverter=TypeConverters.toBoolean)

    def getRestoreBest(self) -> bool:
        """Returns restoreBest: whether the model gets the parameters of the best epoch rather than the last one."""
        return self._value(self.restoreBest)  # type: ignore[no-any-return]

    def setRestoreBest(self: S, value: bool) -> S:
        """Sets restoreBest: whether the model gets the parameters of the best epoch rather than the last one."""
        return self._set(restoreBest=value)

    rmsDecay: Param[float] = Param(
        _OWNER, "rmsDecay",
        "decay rate of the mean of squared gradients, for the optimizer rmsprop (in [0, 1))",
        typeConverter=TypeConverters.toFloat)

    def getRmsDecay(self) -> Optional[float]:
        """Returns rmsDecay: decay rate of the mean of squared gradients, for the optimizer rmsprop (in [0, 1))."""
        return self._value(self.rmsDecay)  # type: ignore[no-any-return]

    def setRmsDecay(self: S, value: float) -> S:
        """Sets rmsDecay: decay rate of the mean of squared gradients, for the optimizer rmsprop (in [0, 1))."""
        return self._set(rmsDecay=value)

    scaling: Param[str] = Param(
        _OWNER, "scaling",
        "how features are standardized: standard (mean and standard deviation), robust (median and interquartile "
        "range), none",
        typeConverter=TypeConverters.toString)

    def getScaling(self) -> str:
        """Returns scaling: how features are standardized: standard (mean and standard deviation), robust (median and
        interquartile range), none.
        """
        return self._value(self.scaling)  # type: ignore[no-any-return]

    def setScaling(self: S, value: str) -> S:
        """Sets scaling: how features are standardized: standard (mean and standard deviation), robust (median and
        interquartile range), none.
        """
        return self._set(scaling=value)

    seed: Param[int] = Param(
        _OWNER, "seed",
        "random seed of the initial parameters and of shuffling",
        typeConverter=TypeConverters.toInt)

    def getSeed(self) -> int:
        """Returns seed: random seed of the initial parameters and of shuffling."""
        return self._value(self.seed)  # type: ignore[no-any-return]

    def setSeed(self: S, value: int) -> S:
        """Sets seed: random seed of the initial parameters and of shuffling."""
        return self._set(seed=value)

    shardOptimizerState: Param[bool] = Param(
        _OWNER, "shardOptimizerState",
        "whether to shard the optimizer state across the workers",
        typeConverter=TypeConverters.toBoolean)

    def getShardOptimizerState(self) -> bool:
        """Returns shardOptimizerState: whether to shard the optimizer state across the workers."""
        return self._value(self.shardOptimizerState)  # type: ignore[no-any-return]

    def setShardOptimizerState(self: S, value: bool) -> S:
        """Sets shardOptimizerState: whether to shard the optimizer state across the workers."""
        return self._set(shardOptimizerState=value)

    staleness: Param[int] = Param(
        _OWNER, "staleness",
        "by how many steps a worker may be ahead of the slowest one, with consistency boundedStaleness (>= 0)",
        typeConverter=TypeConverters.toInt)

    def getStaleness(self) -> int:
        """Returns staleness: by how many steps a worker may be ahead of the slowest one, with consistency
        boundedStaleness (>= 0).
        """
        return self._value(self.staleness)  # type: ignore[no-any-return]

    def setStaleness(self: S, value: int) -> S:
        """Sets staleness: by how many steps a worker may be ahead of the slowest one, with consistency
        boundedStaleness (>= 0).
        """
        return self._set(staleness=value)

    standardization: Param[bool] = Param(
        _OWNER, "standardization",
        "whether features, and targets of a regressor, are standardized to mean 0 and standard deviation 1; if not "
        "set, those of a perceptron are, unless they are bytes or images",
        typeConverter=TypeConverters.toBoolean)

    def getStandardization(self) -> Optional[bool]:  # type: ignore[override]
        """Returns standardization: whether features, and targets of a regressor, are standardized to mean 0 and
        standard deviation 1; if not set, those of a perceptron are, unless they are bytes or images.
        """
        return self._value(self.standardization)  # type: ignore[no-any-return]

    def setStandardization(self: S, value: bool) -> S:
        """Sets standardization: whether features, and targets of a regressor, are standardized to mean 0 and standard
        deviation 1; if not set, those of a perceptron are, unless they are bytes or images.
        """
        return self._set(standardization=value)

    tensorBoardDir: Param[str] = Param(
        _OWNER, "tensorBoardDir",
        "folder for TensorBoard, on any Hadoop file system that the driver reaches; each fit is a run of its own in "
        "it",
        typeConverter=TypeConverters.toString)

    def getTensorBoardDir(self) -> Optional[str]:
        """Returns tensorBoardDir: folder for TensorBoard, on any Hadoop file system that the driver reaches; each fit
        is a run of its own in it.
        """
        return self._value(self.tensorBoardDir)  # type: ignore[no-any-return]

    def setTensorBoardDir(self: S, value: str) -> S:
        """Sets tensorBoardDir: folder for TensorBoard, on any Hadoop file system that the driver reaches; each fit is
        a run of its own in it.
        """
        return self._set(tensorBoardDir=value)

    trainer: Param[str] = Param(
        _OWNER, "trainer",
        "how the workers train together: allReduce (in every step, they sum gradients), averaging (each makes steps "
        "of its own, and now and then they average parameters), parameterServer (they send gradients to servers, in "
        "ordinary tasks), or local (one worker, in an ordinary task)",
        typeConverter=TypeConverters.toString)

    def getTrainer(self) -> str:
        """Returns trainer: how the workers train together: allReduce (in every step, they sum gradients), averaging
        (each makes steps of its own, and now and then they average parameters), parameterServer (they send gradients
        to servers, in ordinary tasks), or local (one worker, in an ordinary task).
        """
        return self._value(self.trainer)  # type: ignore[no-any-return]

    def setTrainer(self: S, value: str) -> S:
        """Sets trainer: how the workers train together: allReduce (in every step, they sum gradients), averaging
        (each makes steps of its own, and now and then they average parameters), parameterServer (they send gradients
        to servers, in ordinary tasks), or local (one worker, in an ordinary task).
        """
        return self._set(trainer=value)

    transports: Param[List[str]] = Param(
        _OWNER, "transports",
        "transports that workers may use: any of local (threads of one process), shm (shared memory of one machine), "
        "tcp; each pair uses the fastest that it has",
        typeConverter=TypeConverters.toListString)

    def getTransports(self) -> List[str]:
        """Returns transports: transports that workers may use: any of local (threads of one process), shm (shared
        memory of one machine), tcp; each pair uses the fastest that it has.
        """
        return self._value(self.transports)  # type: ignore[no-any-return]

    def setTransports(self: S, value: Sequence[str]) -> S:
        """Sets transports: transports that workers may use: any of local (threads of one process), shm (shared memory
        of one machine), tcp; each pair uses the fastest that it has.
        """
        return self._set(transports=value)

    validationFraction: Param[float] = Param(
        _OWNER, "validationFraction",
        "fraction of the rows to hold out as the validation set (in [0, 1))",
        typeConverter=TypeConverters.toFloat)

    def getValidationFraction(self) -> float:
        """Returns validationFraction: fraction of the rows to hold out as the validation set (in [0, 1))."""
        return self._value(self.validationFraction)  # type: ignore[no-any-return]

    def setValidationFraction(self: S, value: float) -> S:
        """Sets validationFraction: fraction of the rows to hold out as the validation set (in [0, 1))."""
        return self._set(validationFraction=value)

    validationIndicatorCol: Param[str] = Param(
        _OWNER, "validationIndicatorCol",
        "name of the column that indicates whether a row belongs to the validation set",
        typeConverter=TypeConverters.toString)

    def getValidationIndicatorCol(self) -> Optional[str]:  # type: ignore[override]
        """Returns validationIndicatorCol: name of the column that indicates whether a row belongs to the validation
        set.
        """
        return self._value(self.validationIndicatorCol)  # type: ignore[no-any-return]

    def setValidationIndicatorCol(self: S, value: str) -> S:
        """Sets validationIndicatorCol: name of the column that indicates whether a row belongs to the validation set.
        """
        return self._set(validationIndicatorCol=value)

    verbosity: Param[int] = Param(
        _OWNER, "verbosity",
        "how much of the progress of training is shown: 0 for nothing, 1 for epochs, 2 for epochs and steps",
        typeConverter=TypeConverters.toInt)

    def getVerbosity(self) -> int:
        """Returns verbosity: how much of the progress of training is shown: 0 for nothing, 1 for epochs, 2 for epochs
        and steps.
        """
        return self._value(self.verbosity)  # type: ignore[no-any-return]

    def setVerbosity(self: S, value: int) -> S:
        """Sets verbosity: how much of the progress of training is shown: 0 for nothing, 1 for epochs, 2 for epochs
        and steps.
        """
        return self._set(verbosity=value)

    warmupSteps: Param[int] = Param(
        _OWNER, "warmupSteps",
        "number of warmup steps, over which the learning rate rises linearly to its full value (>= 0)",
        typeConverter=TypeConverters.toInt)

    def getWarmupSteps(self) -> int:
        """Returns warmupSteps: number of warmup steps, over which the learning rate rises linearly to its full value
        (>= 0).
        """
        return self._value(self.warmupSteps)  # type: ignore[no-any-return]

    def setWarmupSteps(self: S, value: int) -> S:
        """Sets warmupSteps: number of warmup steps, over which the learning rate rises linearly to its full value (>=
        0).
        """
        return self._set(warmupSteps=value)

    weightCol: Param[str] = Param(
        _OWNER, "weightCol",
        "weight column name; if not set, every row has the weight 1",
        typeConverter=TypeConverters.toString)

    def getWeightCol(self) -> Optional[str]:  # type: ignore[override]
        """Returns weightCol: weight column name; if not set, every row has the weight 1."""
        return self._value(self.weightCol)  # type: ignore[no-any-return]

    def setWeightCol(self: S, value: str) -> S:
        """Sets weightCol: weight column name; if not set, every row has the weight 1."""
        return self._set(weightCol=value)

    weightDecay: Param[float] = Param(
        _OWNER, "weightDecay",
        "decoupled weight decay coefficient, times the learning rate; for adamw 0.01 where the network has none (>= "
        "0)",
        typeConverter=TypeConverters.toFloat)

    def getWeightDecay(self) -> Optional[float]:
        """Returns weightDecay: decoupled weight decay coefficient, times the learning rate; for adamw 0.01 where the
        network has none (>= 0).
        """
        return self._value(self.weightDecay)  # type: ignore[no-any-return]

    def setWeightDecay(self: S, value: float) -> S:
        """Sets weightDecay: decoupled weight decay coefficient, times the learning rate; for adamw 0.01 where the
        network has none (>= 0).
        """
        return self._set(weightDecay=value)


class FeatureParams(
        ScoringParams):
    """Params that several stages have: featureShape, featuresCols."""

    featureShape: Param[List[int]] = Param(
        _OWNER, "featureShape",
        "shape of the feature tensor, such as channels, height, width, or steps, values; images must match it",
        typeConverter=TypeConverters.toListInt)

    def getFeatureShape(self) -> Optional[List[int]]:
        """Returns featureShape: shape of the feature tensor, such as channels, height, width, or steps, values;
        images must match it.
        """
        return self._value(self.featureShape)  # type: ignore[no-any-return]

    def setFeatureShape(self: S, value: Sequence[int]) -> S:
        """Sets featureShape: shape of the feature tensor, such as channels, height, width, or steps, values; images
        must match it.
        """
        return self._set(featureShape=value)

    featuresCols: Param[List[str]] = Param(
        _OWNER, "featuresCols",
        "names of the feature columns, instead of featuresCol: numbers, and for perceptrons also booleans, strings, "
        "dates and timestamps",
        typeConverter=TypeConverters.toListString)

    def getFeaturesCols(self) -> Optional[List[str]]:
        """Returns featuresCols: names of the feature columns, instead of featuresCol: numbers, and for perceptrons
        also booleans, strings, dates and timestamps.
        """
        return self._value(self.featuresCols)  # type: ignore[no-any-return]

    def setFeaturesCols(self: S, value: Sequence[str]) -> S:
        """Sets featuresCols: names of the feature columns, instead of featuresCol: numbers, and for perceptrons also
        booleans, strings, dates and timestamps.
        """
        return self._set(featuresCols=value)


class TableParams(
        FeatureParams):
    """Params that several stages have: categoricalCols, hiddenLayers, maxCategories."""

    categoricalCols: Param[List[str]] = Param(
        _OWNER, "categoricalCols",
        "names of those among featuresCols whose numbers are categories; texts always are",
        typeConverter=TypeConverters.toListString)

    def getCategoricalCols(self) -> Optional[List[str]]:
        """Returns categoricalCols: names of those among featuresCols whose numbers are categories; texts always are.
        """
        return self._value(self.categoricalCols)  # type: ignore[no-any-return]

    def setCategoricalCols(self: S, value: Sequence[str]) -> S:
        """Sets categoricalCols: names of those among featuresCols whose numbers are categories; texts always are."""
        return self._set(categoricalCols=value)

    hiddenLayers: Param[List[int]] = Param(
        _OWNER, "hiddenLayers",
        "sizes of the hidden layers of a multilayer perceptron, instead of layers; empty for none",
        typeConverter=TypeConverters.toListInt)

    def getHiddenLayers(self) -> Optional[List[int]]:
        """Returns hiddenLayers: sizes of the hidden layers of a multilayer perceptron, instead of layers; empty for
        none.
        """
        return self._value(self.hiddenLayers)  # type: ignore[no-any-return]

    def setHiddenLayers(self: S, value: Sequence[int]) -> S:
        """Sets hiddenLayers: sizes of the hidden layers of a multilayer perceptron, instead of layers; empty for
        none.
        """
        return self._set(hiddenLayers=value)

    maxCategories: Param[int] = Param(
        _OWNER, "maxCategories",
        "the most categories of a column that are distinguished; rarer ones share a place",
        typeConverter=TypeConverters.toInt)

    def getMaxCategories(self) -> int:
        """Returns maxCategories: the most categories of a column that are distinguished; rarer ones share a place."""
        return self._value(self.maxCategories)  # type: ignore[no-any-return]

    def setMaxCategories(self: S, value: int) -> S:
        """Sets maxCategories: the most categories of a column that are distinguished; rarer ones share a place."""
        return self._set(maxCategories=value)


class EmbeddingParams(
        ParamAccess):
    """Params that several stages have: embeddingDir, embeddingMemory, embeddings."""

    embeddingDir: Param[str] = Param(
        _OWNER, "embeddingDir",
        "folder for embedding tables, on any Hadoop file system that the driver and all executors reach",
        typeConverter=TypeConverters.toString)

    def getEmbeddingDir(self) -> Optional[str]:
        """Returns embeddingDir: folder for embedding tables, on any Hadoop file system that the driver and all
        executors reach.
        """
        return self._value(self.embeddingDir)  # type: ignore[no-any-return]

    def setEmbeddingDir(self: S, value: str) -> S:
        """Sets embeddingDir: folder for embedding tables, on any Hadoop file system that the driver and all executors
        reach.
        """
        return self._set(embeddingDir=value)

    embeddingMemory: Param[int] = Param(
        _OWNER, "embeddingMemory",
        "bytes off the heap that the embedding tables of a server may take; 0 for what Spark grants executors beside "
        "their heaps (>= 0)",
        typeConverter=TypeConverters.toInt)

    def getEmbeddingMemory(self) -> int:
        """Returns embeddingMemory: bytes off the heap that the embedding tables of a server may take; 0 for what
        Spark grants executors beside their heaps (>= 0).
        """
        return self._value(self.embeddingMemory)  # type: ignore[no-any-return]

    def setEmbeddingMemory(self: S, value: int) -> S:
        """Sets embeddingMemory: bytes off the heap that the embedding tables of a server may take; 0 for what Spark
        grants executors beside their heaps (>= 0).
        """
        return self._set(embeddingMemory=value)

    embeddings: Param[List[str]] = Param(
        _OWNER, "embeddings",
        "columns of ids (whole numbers, texts, or arrays of them) with an embedding table each, such as "
        "column=user;width=16; see docs/embeddings.md for all keys",
        typeConverter=TypeConverters.toListString)

    def getEmbeddings(self) -> Optional[List[str]]:
        """Returns embeddings: columns of ids (whole numbers, texts, or arrays of them) with an embedding table each,
        such as column=user;width=16; see docs/embeddings.md for all keys.
        """
        return self._value(self.embeddings)  # type: ignore[no-any-return]

    def setEmbeddings(self: S, value: Sequence[str]) -> S:
        """Sets embeddings: columns of ids (whole numbers, texts, or arrays of them) with an embedding table each,
        such as column=user;width=16; see docs/embeddings.md for all keys.
        """
        return self._set(embeddings=value)


class PerceptronParams(
        ParamAccess, HasBlockSize, HasStepSize):
    """Params that several stages have: activation, blockSize, initialWeights, layers, stepSize."""

    activation: Param[str] = Param(
        _OWNER, "activation",
        "activation function of the hidden layers, beside layers: relu, sigmoid, tanh, leakyrelu, elu, selu, gelu, "
        "swish, mish; sigmoid is what Spark's MultilayerPerceptronClassifier computes",
        typeConverter=TypeConverters.toString)

    def getActivation(self) -> str:
        """Returns activation: activation function of the hidden layers, beside layers: relu, sigmoid, tanh,
        leakyrelu, elu, selu, gelu, swish, mish; sigmoid is what Spark's MultilayerPerceptronClassifier computes.
        """
        return self._value(self.activation)  # type: ignore[no-any-return]

    def setActivation(self: S, value: str) -> S:
        """Sets activation: activation function of the hidden layers, beside layers: relu, sigmoid, tanh, leakyrelu,
        elu, selu, gelu, swish, mish; sigmoid is what Spark's MultilayerPerceptronClassifier computes.
        """
        return self._set(activation=value)

    blockSize: Param[int] = Param(
        _OWNER, "blockSize",
        "batch size per worker; an alias of batchSize (> 0)",
        typeConverter=TypeConverters.toInt)

    def getBlockSize(self) -> Optional[int]:  # type: ignore[override]
        """Returns blockSize: batch size per worker; an alias of batchSize (> 0)."""
        return self._value(self.blockSize)  # type: ignore[no-any-return]

    def setBlockSize(self: S, value: int) -> S:
        """Sets blockSize: batch size per worker; an alias of batchSize (> 0)."""
        return self._set(blockSize=value)

    initialWeights: Param[Vector] = Param(
        _OWNER, "initialWeights",
        "initial weights, in the order of Spark's MultilayerPerceptronClassifier; requires layers",
        typeConverter=TypeConverters.toVector)

    def getInitialWeights(self) -> Optional[Vector]:
        """Returns initialWeights: initial weights, in the order of Spark's MultilayerPerceptronClassifier; requires
        layers.
        """
        return self._value(self.initialWeights)  # type: ignore[no-any-return]

    def setInitialWeights(self: S, value: Union[Vector, Sequence[float]]) -> S:
        """Sets initialWeights: initial weights, in the order of Spark's MultilayerPerceptronClassifier; requires
        layers.
        """
        return self._set(initialWeights=value)

    layers: Param[List[int]] = Param(
        _OWNER, "layers",
        "sizes of the layers of a multilayer perceptron, from input to output; instead of a network",
        typeConverter=TypeConverters.toListInt)

    def getLayers(self) -> Optional[List[int]]:
        """Returns layers: sizes of the layers of a multilayer perceptron, from input to output; instead of a network.
        """
        return self._value(self.layers)  # type: ignore[no-any-return]

    def setLayers(self: S, value: Sequence[int]) -> S:
        """Sets layers: sizes of the layers of a multilayer perceptron, from input to output; instead of a network."""
        return self._set(layers=value)

    stepSize: Param[float] = Param(
        _OWNER, "stepSize",
        "learning rate; an alias of learningRate (> 0)",
        typeConverter=TypeConverters.toFloat)

    def getStepSize(self) -> Optional[float]:  # type: ignore[override]
        """Returns stepSize: learning rate; an alias of learningRate (> 0)."""
        return self._value(self.stepSize)  # type: ignore[no-any-return]

    def setStepSize(self: S, value: float) -> S:
        """Sets stepSize: learning rate; an alias of learningRate (> 0)."""
        return self._set(stepSize=value)


class ClassifierParams(
        TrainingParams, TableParams, EmbeddingParams, PerceptronParams):
    """Params that several stages have: balanceClasses, calibration, classWeights, labelSmoothing, predictedLabelCol, preset, stratified."""

    balanceClasses: Param[bool] = Param(
        _OWNER, "balanceClasses",
        "whether row weights are multiplied by n / (k x n_class), for n rows of k classes, so that every class "
        "weighs as much as any other in training",
        typeConverter=TypeConverters.toBoolean)

    def getBalanceClasses(self) -> bool:
        """Returns balanceClasses: whether row weights are multiplied by n / (k x n_class), for n rows of k classes,
        so that every class weighs as much as any other in training.
        """
        return self._value(self.balanceClasses)  # type: ignore[no-any-return]

    def setBalanceClasses(self: S, value: bool) -> S:
        """Sets balanceClasses: whether row weights are multiplied by n / (k x n_class), for n rows of k classes, so
        that every class weighs as much as any other in training.
        """
        return self._set(balanceClasses=value)

    calibration: Param[str] = Param(
        _OWNER, "calibration",
        "calibration of the probabilities on the validation set after training: none, or temperature, which is the "
        "number that their logarithms are divided by for the least cross-entropy",
        typeConverter=TypeConverters.toString)

    def getCalibration(self) -> str:
        """Returns calibration: calibration of the probabilities on the validation set after training: none, or
        temperature, which is the number that their logarithms are divided by for the least cross-entropy.
        """
        return self._value(self.calibration)  # type: ignore[no-any-return]

    def setCalibration(self: S, value: str) -> S:
        """Sets calibration: calibration of the probabilities on the validation set after training: none, or
        temperature, which is the number that their logarithms are divided by for the least cross-entropy.
        """
        return self._set(calibration=value)

    classWeights: Param[List[float]] = Param(
        _OWNER, "classWeights",
        "class weights, one per class, by which row weights are multiplied (>= 0)",
        typeConverter=TypeConverters.toListFloat)

    def getClassWeights(self) -> Optional[List[float]]:
        """Returns classWeights: class weights, one per class, by which row weights are multiplied (>= 0)."""
        return self._value(self.classWeights)  # type: ignore[no-any-return]

    def setClassWeights(self: S, value: Sequence[float]) -> S:
        """Sets classWeights: class weights, one per class, by which row weights are multiplied (>= 0)."""
        return self._set(classWeights=value)

    labelSmoothing: Param[float] = Param(
        _OWNER, "labelSmoothing",
        "label smoothing s of the training loss, whose target is 1 - s + s / k for the class of the row and s / k "
        "for each other of k classes (in [0, 1))",
        typeConverter=TypeConverters.toFloat)

    def getLabelSmoothing(self) -> float:
        """Returns labelSmoothing: label smoothing s of the training loss, whose target is 1 - s + s / k for the class
        of the row and s / k for each other of k classes (in [0, 1)).
        """
        return self._value(self.labelSmoothing)  # type: ignore[no-any-return]

    def setLabelSmoothing(self: S, value: float) -> S:
        """Sets labelSmoothing: label smoothing s of the training loss, whose target is 1 - s + s / k for the class of
        the row and s / k for each other of k classes (in [0, 1)).
        """
        return self._set(labelSmoothing=value)

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

    preset: Param[str] = Param(
        _OWNER, "preset",
        "what a fit does where nothing is set: default, or tabular, a network after RealMLP that takes longer; "
        "instead of a network",
        typeConverter=TypeConverters.toString)

    def getPreset(self) -> str:
        """Returns preset: what a fit does where nothing is set: default, or tabular, a network after RealMLP that
        takes longer; instead of a network.
        """
        return self._value(self.preset)  # type: ignore[no-any-return]

    def setPreset(self: S, value: str) -> S:
        """Sets preset: what a fit does where nothing is set: default, or tabular, a network after RealMLP that takes
        longer; instead of a network.
        """
        return self._set(preset=value)

    stratified: Param[bool] = Param(
        _OWNER, "stratified",
        "whether to stratify the shards by label",
        typeConverter=TypeConverters.toBoolean)

    def getStratified(self) -> bool:
        """Returns stratified: whether to stratify the shards by label."""
        return self._value(self.stratified)  # type: ignore[no-any-return]

    def setStratified(self: S, value: bool) -> S:
        """Sets stratified: whether to stratify the shards by label."""
        return self._set(stratified=value)


class RegressorParams(
        TrainingParams, TableParams, EmbeddingParams, PerceptronParams):
    """Params that several stages have: labelCols, preset."""

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

    preset: Param[str] = Param(
        _OWNER, "preset",
        "what a fit does where nothing is set: default, or tabular, a network after RealMLP that takes longer; "
        "instead of a network",
        typeConverter=TypeConverters.toString)

    def getPreset(self) -> str:
        """Returns preset: what a fit does where nothing is set: default, or tabular, a network after RealMLP that
        takes longer; instead of a network.
        """
        return self._value(self.preset)  # type: ignore[no-any-return]

    def setPreset(self: S, value: str) -> S:
        """Sets preset: what a fit does where nothing is set: default, or tabular, a network after RealMLP that takes
        longer; instead of a network.
        """
        return self._set(preset=value)


class InputOutputParams(
        ScoringParams, HasInputCols, HasOutputCols):
    """Params that several stages have: inputCols, outputCols."""

    inputCols: Param[List[str]] = Param(
        _OWNER, "inputCols",
        "names of the input columns, one per input of the network",
        typeConverter=TypeConverters.toListString)

    def getInputCols(self) -> List[str]:
        """Returns inputCols: names of the input columns, one per input of the network."""
        return self._value(self.inputCols)  # type: ignore[no-any-return]

    def setInputCols(self: S, value: Sequence[str]) -> S:
        """Sets inputCols: names of the input columns, one per input of the network."""
        return self._set(inputCols=value)

    outputCols: Param[List[str]] = Param(
        _OWNER, "outputCols",
        "names of the output columns, one per output of the network",
        typeConverter=TypeConverters.toListString)

    def getOutputCols(self) -> List[str]:
        """Returns outputCols: names of the output columns, one per output of the network."""
        return self._value(self.outputCols)  # type: ignore[no-any-return]

    def setOutputCols(self: S, value: Sequence[str]) -> S:
        """Sets outputCols: names of the output columns, one per output of the network."""
        return self._set(outputCols=value)


class GeneralParams(
        TrainingParams, InputOutputParams, EmbeddingParams):
    """Params that several stages have: targetCols."""

    targetCols: Param[List[str]] = Param(
        _OWNER, "targetCols",
        "names of the target columns, one per output of the network",
        typeConverter=TypeConverters.toListString)

    def getTargetCols(self) -> Optional[List[str]]:
        """Returns targetCols: names of the target columns, one per output of the network."""
        return self._value(self.targetCols)  # type: ignore[no-any-return]

    def setTargetCols(self: S, value: Sequence[str]) -> S:
        """Sets targetCols: names of the target columns, one per output of the network."""
        return self._set(targetCols=value)


class ReconstructionParams(
        FeatureParams, HasFeaturesCol):
    """Params that several stages have: anomalyScoreCol, featuresCol, reconstructionCol."""

    anomalyScoreCol: Param[str] = Param(
        _OWNER, "anomalyScoreCol",
        "name of the output column for the anomaly score, the mean squared reconstruction error; empty for none",
        typeConverter=TypeConverters.toString)

    def getAnomalyScoreCol(self) -> str:
        """Returns anomalyScoreCol: name of the output column for the anomaly score, the mean squared reconstruction
        error; empty for none.
        """
        return self._value(self.anomalyScoreCol)  # type: ignore[no-any-return]

    def setAnomalyScoreCol(self: S, value: str) -> S:
        """Sets anomalyScoreCol: name of the output column for the anomaly score, the mean squared reconstruction
        error; empty for none.
        """
        return self._set(anomalyScoreCol=value)

    featuresCol: Param[str] = Param(
        _OWNER, "featuresCol",
        "name of the column of the features",
        typeConverter=TypeConverters.toString)

    def getFeaturesCol(self) -> str:
        """Returns featuresCol: name of the column of the features."""
        return self._value(self.featuresCol)  # type: ignore[no-any-return]

    def setFeaturesCol(self: S, value: str) -> S:
        """Sets featuresCol: name of the column of the features."""
        return self._set(featuresCol=value)

    reconstructionCol: Param[str] = Param(
        _OWNER, "reconstructionCol",
        "name of the output column for the reconstruction of the features; empty for none",
        typeConverter=TypeConverters.toString)

    def getReconstructionCol(self) -> str:
        """Returns reconstructionCol: name of the output column for the reconstruction of the features; empty for
        none.
        """
        return self._value(self.reconstructionCol)  # type: ignore[no-any-return]

    def setReconstructionCol(self: S, value: str) -> S:
        """Sets reconstructionCol: name of the output column for the reconstruction of the features; empty for none.
        """
        return self._set(reconstructionCol=value)


class AutoencoderParams(
        TrainingParams, PerceptronParams, ReconstructionParams):
    """Params that several stages have: ."""

