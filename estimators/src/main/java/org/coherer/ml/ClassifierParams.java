package org.coherer.ml;

import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;
import org.coherer.connector.data.InvalidPolicy;
import org.coherer.ml.param.HasAccumulateSteps;
import org.coherer.ml.param.HasBatchSize;
import org.coherer.ml.param.HasBucketSize;
import org.coherer.ml.param.HasCacheMemory;
import org.coherer.ml.param.HasFeatureShape;
import org.coherer.ml.param.HasFeaturesCols;
import org.coherer.ml.param.HasHandleInvalid;
import org.coherer.ml.param.HasInputOffset;
import org.coherer.ml.param.HasInputScale;
import org.coherer.ml.param.HasLayers;
import org.coherer.ml.param.HasLearningRate;
import org.coherer.ml.param.HasMaxIter;
import org.coherer.ml.param.HasNetwork;
import org.coherer.ml.param.HasNumWorkers;
import org.coherer.ml.param.HasOverlap;
import org.coherer.ml.param.HasPortRange;
import org.coherer.ml.param.HasSeed;
import org.coherer.ml.param.HasShardOptimizerState;
import org.coherer.ml.param.HasStratified;
import org.coherer.ml.param.HasTransports;
import org.coherer.ml.param.HasValidationFraction;
import org.coherer.ml.param.HasValidationIndicatorCol;
import org.coherer.ml.param.HasWeightCol;

/** The Params of {@link NeuralNetworkClassifier}, which explains them and has their setters. */
public abstract class ClassifierParams
    extends ProbabilisticClassifier<
        Vector, NeuralNetworkClassifier, NeuralNetworkClassificationModel>
    implements HasNetwork,
        HasLayers,
        HasMaxIter,
        HasBatchSize,
        HasLearningRate,
        HasSeed,
        HasNumWorkers,
        HasTransports,
        HasPortRange,
        HasAccumulateSteps,
        HasOverlap,
        HasBucketSize,
        HasShardOptimizerState,
        HasWeightCol,
        FeatureParams,
        HasValidationIndicatorCol,
        HasValidationFraction,
        HasCacheMemory,
        HasStratified {

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final Param<String> network;
  private final IntArrayParam layers;
  private final IntParam maxIter;
  private final IntParam batchSize;
  private final DoubleParam learningRate;
  private final LongParam seed;
  private final IntParam numWorkers;
  private final StringArrayParam transports;
  private final Param<String> portRange;
  private final IntParam accumulateSteps;
  private final Param<String> overlap;
  private final LongParam bucketSize;
  private final BooleanParam shardOptimizerState;
  private final Param<String> weightCol;
  private final StringArrayParam featuresCols;
  private final IntArrayParam featureShape;
  private final DoubleParam inputScale;
  private final DoubleParam inputOffset;
  private final Param<String> handleInvalid;
  private final Param<String> validationIndicatorCol;
  private final DoubleParam validationFraction;
  private final LongParam cacheMemory;
  private final BooleanParam stratified;

  ClassifierParams(UidStash.Offered offered) {
    uid = UidStash.take(offered);
    network = HasNetwork.create(this);
    layers = HasLayers.create(this);
    maxIter = HasMaxIter.create(this);
    batchSize = HasBatchSize.create(this);
    learningRate = HasLearningRate.create(this);
    seed = HasSeed.create(this);
    numWorkers = HasNumWorkers.create(this);
    transports = HasTransports.create(this);
    portRange = HasPortRange.create(this);
    accumulateSteps = HasAccumulateSteps.create(this);
    overlap = HasOverlap.create(this);
    bucketSize = HasBucketSize.create(this);
    shardOptimizerState = HasShardOptimizerState.create(this);
    weightCol = HasWeightCol.create(this);
    featuresCols = HasFeaturesCols.create(this);
    featureShape = HasFeatureShape.create(this);
    inputScale = HasInputScale.create(this);
    inputOffset = HasInputOffset.create(this);
    handleInvalid = HasHandleInvalid.create(this);
    validationIndicatorCol = HasValidationIndicatorCol.create(this);
    validationFraction = HasValidationFraction.create(this);
    cacheMemory = HasCacheMemory.create(this);
    stratified = HasStratified.create(this);
    setDefault(maxIter, 10);
    setDefault(batchSize, 64);
    setDefault(seed, (long) NeuralNetworkClassifier.class.getName().hashCode());
    setDefault(numWorkers, 0);
    setDefault(inputScale, 1.0);
    setDefault(inputOffset, 0.0);
    setDefault(handleInvalid, InvalidPolicy.ERROR.text());
    setDefault(validationFraction, 0.0);
    setDefault(stratified, false);
  }

  @Override
  public String uid() {
    return UidStash.resolve(uid);
  }

  @Override
  public Param<String> network() {
    return network;
  }

  @Override
  public IntArrayParam layers() {
    return layers;
  }

  @Override
  public IntParam maxIter() {
    return maxIter;
  }

  @Override
  public IntParam batchSize() {
    return batchSize;
  }

  @Override
  public DoubleParam learningRate() {
    return learningRate;
  }

  @Override
  public LongParam seed() {
    return seed;
  }

  @Override
  public StringArrayParam transports() {
    return transports;
  }

  @Override
  public Param<String> portRange() {
    return portRange;
  }

  @Override
  public IntParam accumulateSteps() {
    return accumulateSteps;
  }

  @Override
  public Param<String> overlap() {
    return overlap;
  }

  @Override
  public LongParam bucketSize() {
    return bucketSize;
  }

  @Override
  public BooleanParam shardOptimizerState() {
    return shardOptimizerState;
  }

  @Override
  public IntParam numWorkers() {
    return numWorkers;
  }

  @Override
  public Param<String> weightCol() {
    return weightCol;
  }

  @Override
  public StringArrayParam featuresCols() {
    return featuresCols;
  }

  @Override
  public IntArrayParam featureShape() {
    return featureShape;
  }

  @Override
  public DoubleParam inputScale() {
    return inputScale;
  }

  @Override
  public DoubleParam inputOffset() {
    return inputOffset;
  }

  @Override
  public Param<String> handleInvalid() {
    return handleInvalid;
  }

  @Override
  public Param<String> validationIndicatorCol() {
    return validationIndicatorCol;
  }

  @Override
  public DoubleParam validationFraction() {
    return validationFraction;
  }

  @Override
  public LongParam cacheMemory() {
    return cacheMemory;
  }

  @Override
  public BooleanParam stratified() {
    return stratified;
  }
}
