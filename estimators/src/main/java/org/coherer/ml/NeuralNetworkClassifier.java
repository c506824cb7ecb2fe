package org.coherer.ml;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

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
public class NeuralNetworkClassifier extends ClassifierParams implements DefaultParamsWritable {

  private static final long serialVersionUID = 1L;

  /** Creates a classifier with a random uid. */
  public NeuralNetworkClassifier() {
    super(UidStash.offerRandom("neuralNetworkClassifier"));
  }

  /** Creates a classifier with a given uid. */
  public NeuralNetworkClassifier(String uid) {
    super(UidStash.offer(uid));
  }

  /** Sets the network, as DL4J JSON. Excludes {@link #setLayers}. */
  public NeuralNetworkClassifier setNetwork(String value) {
    set(network(), value);
    return this;
  }

  /**
   * Sets the layer sizes of a multilayer perceptron, from input to output. Excludes {@link
   * #setNetwork}.
   */
  public NeuralNetworkClassifier setLayers(int... value) {
    set(layers(), value);
    return this;
  }

  /** Sets the number of epochs. Default 10. */
  public NeuralNetworkClassifier setMaxIter(int value) {
    set(maxIter(), value);
    return this;
  }

  /** Sets the rows per worker and step. Default 64. */
  public NeuralNetworkClassifier setBatchSize(int value) {
    set(batchSize(), value);
    return this;
  }

  /** Sets the learning rate. By default the network's own holds. */
  public NeuralNetworkClassifier setLearningRate(double value) {
    set(learningRate(), value);
    return this;
  }

  /** Sets the seed. Default: a constant. */
  public NeuralNetworkClassifier setSeed(long value) {
    set(seed(), value);
    return this;
  }

  /** Sets the number of workers; 0, the default, takes every slot. */
  public NeuralNetworkClassifier setNumWorkers(int value) {
    set(numWorkers(), value);
    return this;
  }

  /** Sets the ways on which workers may exchange gradients: any of local, shm, tcp. */
  public NeuralNetworkClassifier setTransports(String... value) {
    set(transports(), value);
    return this;
  }

  /** Sets the TCP ports on which workers listen for each other, like 40000-40100; 0 is any. */
  public NeuralNetworkClassifier setPortRange(String value) {
    set(portRange(), value);
    return this;
  }

  /** Sets the batches of each worker per optimizer step. Default 1. */
  public NeuralNetworkClassifier setAccumulateSteps(int value) {
    set(accumulateSteps(), value);
    return this;
  }

  /** Sets whether gradients travel during the backward pass: auto, on or off. Default auto. */
  public NeuralNetworkClassifier setOverlap(String value) {
    set(overlap(), value);
    return this;
  }

  /** Sets the bytes of gradients that then travel at once; 0, the default, suits the network. */
  public NeuralNetworkClassifier setBucketSize(long value) {
    set(bucketSize(), value);
    return this;
  }

  /** Sets whether every worker has the optimizer's state of its own part alone. Default false. */
  public NeuralNetworkClassifier setShardOptimizerState(boolean value) {
    set(shardOptimizerState(), value);
    return this;
  }

  /** Sets the column of the row weights. */
  public NeuralNetworkClassifier setWeightCol(String value) {
    set(weightCol(), value);
    return this;
  }

  /** Sets the columns of numbers that are the features, one for each value. */
  public NeuralNetworkClassifier setFeaturesCols(String... value) {
    set(featuresCols(), value);
    return this;
  }

  /** Sets the sizes of the tensor of a row, such as channels, height and width. */
  public NeuralNetworkClassifier setFeatureShape(int... value) {
    set(featureShape(), value);
    return this;
  }

  /** Sets the factor by which features are multiplied before they enter the network. Default 1. */
  public NeuralNetworkClassifier setInputScale(double value) {
    set(inputScale(), value);
    return this;
  }

  /** Sets what is added to features after inputScale. Default 0. */
  public NeuralNetworkClassifier setInputOffset(double value) {
    set(inputOffset(), value);
    return this;
  }

  /** Sets what becomes of rows that the network cannot take: error, skip or keep. Default error. */
  public NeuralNetworkClassifier setHandleInvalid(String value) {
    set(handleInvalid(), value);
    return this;
  }

  /** Sets the column that is true in the rows to measure the network on. */
  public NeuralNetworkClassifier setValidationIndicatorCol(String value) {
    set(validationIndicatorCol(), value);
    return this;
  }

  /** Sets which part of the rows to measure the network on. Default 0. */
  public NeuralNetworkClassifier setValidationFraction(double value) {
    set(validationFraction(), value);
    return this;
  }

  /** Sets the bytes of memory that each worker may use for its rows. */
  public NeuralNetworkClassifier setCacheMemory(long value) {
    set(cacheMemory(), value);
    return this;
  }

  /** Sets whether every worker gets its share of the rows of each label. Default false. */
  public NeuralNetworkClassifier setStratified(boolean value) {
    set(stratified(), value);
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
