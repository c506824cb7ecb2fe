package org.coherer.ml.param;

/**
 * The Params that every estimator has, whatever its network is for. Each has a Spark-wide default:
 * one that is not set takes the value of {@code spark.coherer.<name>}, if the session or the
 * application has one.
 *
 * @param <S> the type of the estimator
 */
public interface TrainingParams<S>
    extends HasEngine<S>,
        HasNetwork<S>,
        HasInitialModelPath<S>,
        HasFrozenLayers<S>,
        HasOutputSize<S>,
        HasOptimizer<S>,
        HasMomentum<S>,
        HasBeta1<S>,
        HasBeta2<S>,
        HasEpsilon<S>,
        HasRmsDecay<S>,
        HasLearningRate<S>,
        HasLearningRateSchedule<S>,
        HasLearningRateDecay<S>,
        HasLearningRateDecayEpochs<S>,
        HasWarmupSteps<S>,
        HasLoss<S>,
        HasL1<S>,
        HasL2<S>,
        HasWeightDecay<S>,
        HasDropout<S>,
        HasGradientClippingNorm<S>,
        HasGradientClippingValue<S>,
        HasMaxIter<S>,
        HasBatchSize<S>,
        HasSeed<S>,
        HasStandardization<S>,
        HasScaling<S>,
        HasEarlyStoppingPatience<S>,
        HasMinDelta<S>,
        HasMonitor<S>,
        HasRestoreBest<S>,
        HasMaxSeconds<S>,
        HasOnDivergence<S>,
        HasVerbosity<S>,
        HasNumWorkers<S>,
        HasTransports<S>,
        HasPortRange<S>,
        HasAccumulateSteps<S>,
        HasOverlap<S>,
        HasBucketSize<S>,
        HasShardOptimizerState<S>,
        HasKeepOptimizerState<S>,
        HasWeightCol<S>,
        HasValidationIndicatorCol<S>,
        HasValidationFraction<S>,
        HasCacheMemory<S>,
        CheckpointParams<S>,
        ScoringParams<S> {}
