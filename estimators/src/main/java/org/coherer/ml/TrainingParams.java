package org.coherer.ml;

import org.coherer.ml.param.HasAccumulateSteps;
import org.coherer.ml.param.HasBatchSize;
import org.coherer.ml.param.HasBeta1;
import org.coherer.ml.param.HasBeta2;
import org.coherer.ml.param.HasBucketSize;
import org.coherer.ml.param.HasCacheMemory;
import org.coherer.ml.param.HasDropout;
import org.coherer.ml.param.HasEarlyStoppingPatience;
import org.coherer.ml.param.HasEngine;
import org.coherer.ml.param.HasEpsilon;
import org.coherer.ml.param.HasFrozenLayers;
import org.coherer.ml.param.HasGradientClippingNorm;
import org.coherer.ml.param.HasGradientClippingValue;
import org.coherer.ml.param.HasInitialModelPath;
import org.coherer.ml.param.HasKeepOptimizerState;
import org.coherer.ml.param.HasL1;
import org.coherer.ml.param.HasL2;
import org.coherer.ml.param.HasLearningRate;
import org.coherer.ml.param.HasLearningRateDecay;
import org.coherer.ml.param.HasLearningRateDecayEpochs;
import org.coherer.ml.param.HasLearningRateSchedule;
import org.coherer.ml.param.HasLoss;
import org.coherer.ml.param.HasMaxIter;
import org.coherer.ml.param.HasMaxSeconds;
import org.coherer.ml.param.HasMinDelta;
import org.coherer.ml.param.HasMomentum;
import org.coherer.ml.param.HasMonitor;
import org.coherer.ml.param.HasNetwork;
import org.coherer.ml.param.HasNumWorkers;
import org.coherer.ml.param.HasOptimizer;
import org.coherer.ml.param.HasOutputSize;
import org.coherer.ml.param.HasOverlap;
import org.coherer.ml.param.HasPortRange;
import org.coherer.ml.param.HasRestoreBest;
import org.coherer.ml.param.HasRmsDecay;
import org.coherer.ml.param.HasSeed;
import org.coherer.ml.param.HasShardOptimizerState;
import org.coherer.ml.param.HasTerminateOnNaN;
import org.coherer.ml.param.HasTransports;
import org.coherer.ml.param.HasValidationFraction;
import org.coherer.ml.param.HasValidationIndicatorCol;
import org.coherer.ml.param.HasVerbosity;
import org.coherer.ml.param.HasWarmupSteps;
import org.coherer.ml.param.HasWeightCol;
import org.coherer.ml.param.HasWeightDecay;
import org.coherer.training.engine.Engines;

/**
 * The Params that every estimator has, whatever its network is for. Each has a Spark-wide default:
 * one that is not set takes the value of {@code spark.coherer.<name>}, if the application has one.
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
        HasEarlyStoppingPatience<S>,
        HasMinDelta<S>,
        HasMonitor<S>,
        HasRestoreBest<S>,
        HasMaxSeconds<S>,
        HasTerminateOnNaN<S>,
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
        ScoringParams<S> {

  /** Sets the defaults of these Params; a constructor calls it. */
  default void setTrainingDefaults() {
    setScoringDefaults();
    setDefault(engine(), Engines.DEFAULT);
    setDefault(frozenLayers(), 0);
    setDefault(learningRateSchedule(), "constant");
    setDefault(learningRateDecayEpochs(), 10);
    setDefault(warmupSteps(), 0);
    setDefault(maxIter(), 10);
    setDefault(batchSize(), 64);
    setDefault(seed(), (long) getClass().getName().hashCode());
    setDefault(earlyStoppingPatience(), 0);
    setDefault(minDelta(), 0.0);
    setDefault(monitor(), "loss");
    setDefault(restoreBest(), false);
    setDefault(maxSeconds(), 0.0);
    setDefault(terminateOnNaN(), true);
    setDefault(verbosity(), 2);
    setDefault(numWorkers(), 0);
    setDefault(transports(), new String[] {"local", "shm", "tcp"});
    setDefault(portRange(), "0");
    setDefault(accumulateSteps(), 1);
    setDefault(overlap(), "auto");
    setDefault(bucketSize(), 0L);
    setDefault(shardOptimizerState(), false);
    setDefault(keepOptimizerState(), false);
    setDefault(validationFraction(), 0.0);
    setDefault(cacheMemory(), 1L << 30);
  }
}
