package org.coherer.ml;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.linalg.Vector;
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
import org.coherer.ml.param.HasAccumulateSteps;
import org.coherer.ml.param.HasBatchSize;
import org.coherer.ml.param.HasBucketSize;
import org.coherer.ml.param.HasLayers;
import org.coherer.ml.param.HasLearningRate;
import org.coherer.ml.param.HasMaxIter;
import org.coherer.ml.param.HasNetwork;
import org.coherer.ml.param.HasNumWorkers;
import org.coherer.ml.param.HasOverlap;
import org.coherer.ml.param.HasPortRange;
import org.coherer.ml.param.HasSeed;
import org.coherer.ml.param.HasTransports;
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
 * <tr><td>featuresCol</td><td>vector, array of float, array of double</td><td>as many finite numbers as the network takes;
 * an image flattened, channels first</td></tr>
 * <tr><td>labelCol</td><td>numeric</td><td>integers in [0, outputs of the network)</td></tr>
 * <tr><td>weightCol</td><td>numeric, optional</td><td>finite, at least 0</td></tr>
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
    setDefault(maxIter, 10);
    setDefault(batchSize, 64);
    setDefault(seed, (long) NeuralNetworkClassifier.class.getName().hashCode());
    setDefault(numWorkers, 0);
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

  @Override
  public StructType transformSchema(StructType schema) {
    Training.columnsOf(this).checkIn(schema);
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
