package org.coherer.ml;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
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
import org.coherer.ml.param.HasStratified;
import org.coherer.ml.param.HasTransports;
import org.coherer.ml.param.HasValidationFraction;
import org.coherer.ml.param.HasValidationIndicatorCol;
import org.coherer.ml.param.HasWeightCol;

/**
 * Trains a neural network that tells classes apart, on all workers of a Spark application at once.
 *
 * <p>The network is a DL4J configuration in JSON ({@link #setNetwork}) or, for a multilayer
 * perceptron, a list of layer sizes ({@link #setLayers}). Its output must be a softmax over the
 * classes. Training is synchronous: in each step every worker takes {@code batchSize} rows ({@code
 * accumulateSteps} times, if that is set) and all gradients are averaged, weighted by rows, so that
 * {@code n} workers with batch {@code b} do what one would do with batch {@code n x b}. The same
 * data, Params and number of workers give bit-identical parameters.
 *
 * <table>
 * <caption>Columns</caption>
 * <tr><th>Param</th><th>type</th><th>values</th></tr>
 * <tr><td>featuresCol</td><td>vector (dense or sparse), array of float, array of double, binary, an image of Spark's
 * data source</td><td>as many finite numbers as the network takes; bytes are numbers from 0 to 255; tensors are
 * flattened, channels first, which is done for images</td></tr>
 * <tr><td>featuresCols</td><td>numeric, instead of featuresCol</td><td>one column for each value</td></tr>
 * <tr><td>labelCol</td><td>numeric</td><td>integers in [0, outputs of the network)</td></tr>
 * <tr><td>weightCol</td><td>numeric, optional</td><td>finite, at least 0</td></tr>
 * <tr><td>validationIndicatorCol</td><td>boolean, optional</td><td>not null</td></tr>
 * </table>
 *
 * <p>Bad columns, labels, features, networks and a cluster with too few slots end {@code fit} with
 * an {@link IllegalArgumentException} before any training task starts; the message says what was
 * found and what to do. Ranks that fail for good end it with a {@link
 * org.coherer.training.barrier.TrainingFailedException}.
 *
 * @see <a href="https://arxiv.org/abs/1706.02677">Goyal et al., 2017</a>, for choosing the learning
 *     rate as the global batch grows
 */
public class NeuralNetworkClassifier
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
        HasWeightCol,
        FeatureParams,
        HasValidationIndicatorCol,
        HasValidationFraction,
        HasCacheMemory,
        HasStratified,
        DefaultParamsWritable {

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

  /** Creates a classifier with a random uid. */
  public NeuralNetworkClassifier() {
    this(UidStash.offerRandom("neuralNetworkClassifier"));
  }

  /** Creates a classifier with a given uid. */
  public NeuralNetworkClassifier(String uid) {
    this(UidStash.offer(uid));
  }

  private NeuralNetworkClassifier(UidStash.Offered offered) {
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

  /** Sets the network, as DL4J JSON. Excludes {@link #setLayers}. */
  public NeuralNetworkClassifier setNetwork(String value) {
    set(network, value);
    return this;
  }

  /**
   * Sets the layer sizes of a multilayer perceptron, from input to output. Excludes {@link
   * #setNetwork}.
   */
  public NeuralNetworkClassifier setLayers(int... value) {
    set(layers, value);
    return this;
  }

  /** Sets the number of epochs. Default 10. */
  public NeuralNetworkClassifier setMaxIter(int value) {
    set(maxIter, value);
    return this;
  }

  /** Sets the rows per worker and step. Default 64. */
  public NeuralNetworkClassifier setBatchSize(int value) {
    set(batchSize, value);
    return this;
  }

  /** Sets the learning rate. By default the network's own holds. */
  public NeuralNetworkClassifier setLearningRate(double value) {
    set(learningRate, value);
    return this;
  }

  /** Sets the seed. Default: a constant. */
  public NeuralNetworkClassifier setSeed(long value) {
    set(seed, value);
    return this;
  }

  /** Sets the number of workers; 0, the default, takes every slot. */
  public NeuralNetworkClassifier setNumWorkers(int value) {
    set(numWorkers, value);
    return this;
  }

  /** Sets the ways on which workers may exchange gradients: any of local, shm, tcp. */
  public NeuralNetworkClassifier setTransports(String... value) {
    set(transports, value);
    return this;
  }

  /** Sets the TCP ports on which workers listen for each other, like 40000-40100; 0 is any. */
  public NeuralNetworkClassifier setPortRange(String value) {
    set(portRange, value);
    return this;
  }

  /** Sets the batches of each worker per optimizer step. Default 1. */
  public NeuralNetworkClassifier setAccumulateSteps(int value) {
    set(accumulateSteps, value);
    return this;
  }

  /** Sets whether gradients travel during the backward pass: auto, on or off. Default auto. */
  public NeuralNetworkClassifier setOverlap(String value) {
    set(overlap, value);
    return this;
  }

  /** Sets the bytes of gradients that then travel at once; 0, the default, suits the network. */
  public NeuralNetworkClassifier setBucketSize(long value) {
    set(bucketSize, value);
    return this;
  }

  /** Sets the column of the row weights. */
  public NeuralNetworkClassifier setWeightCol(String value) {
    set(weightCol, value);
    return this;
  }

  /** Sets the columns of numbers that are the features, one for each value. */
  public NeuralNetworkClassifier setFeaturesCols(String... value) {
    set(featuresCols, value);
    return this;
  }

  /** Sets the sizes of the tensor of a row, such as channels, height and width. */
  public NeuralNetworkClassifier setFeatureShape(int... value) {
    set(featureShape, value);
    return this;
  }

  /** Sets the factor by which features are multiplied before they enter the network. Default 1. */
  public NeuralNetworkClassifier setInputScale(double value) {
    set(inputScale, value);
    return this;
  }

  /** Sets what is added to features after inputScale. Default 0. */
  public NeuralNetworkClassifier setInputOffset(double value) {
    set(inputOffset, value);
    return this;
  }

  /** Sets what becomes of rows that the network cannot take: error, skip or keep. Default error. */
  public NeuralNetworkClassifier setHandleInvalid(String value) {
    set(handleInvalid, value);
    return this;
  }

  /** Sets the column that is true in the rows to measure the network on. */
  public NeuralNetworkClassifier setValidationIndicatorCol(String value) {
    set(validationIndicatorCol, value);
    return this;
  }

  /** Sets which part of the rows to measure the network on. Default 0. */
  public NeuralNetworkClassifier setValidationFraction(double value) {
    set(validationFraction, value);
    return this;
  }

  /** Sets the bytes of memory that each worker may use for its rows. */
  public NeuralNetworkClassifier setCacheMemory(long value) {
    set(cacheMemory, value);
    return this;
  }

  /** Sets whether every worker gets its share of the rows of each label. Default false. */
  public NeuralNetworkClassifier setStratified(boolean value) {
    set(stratified, value);
    return this;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Training.columnsOf(this, schema);
    return PredictionColumns.of(this).appendTo(schema);
  }

  @Override
  public NeuralNetworkClassificationModel train(Dataset<?> dataset) {
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext());
    PackedNetwork trained = new Training(this, spark).run(dataset);
    return new NeuralNetworkClassificationModel(uid(), trained);
  }

  @Override
  public NeuralNetworkClassifier copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** Returns what reads a saved classifier. */
  public static MLReader<NeuralNetworkClassifier> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads a saved classifier. */
  public static NeuralNetworkClassifier load(String path) {
    return read().load(path);
  }
}
