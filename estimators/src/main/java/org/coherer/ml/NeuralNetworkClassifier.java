package org.coherer.ml;

import java.util.List;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.Columns;
import org.coherer.ml.fit.FitRunner;
import org.coherer.ml.fit.SparkDefaults;
import org.coherer.ml.fit.TrainedNetwork;
import org.coherer.ml.param.ClassifierParams;
import org.coherer.ml.param.Defaults;
import org.coherer.ml.persistence.EstimatorReader;
import org.coherer.ml.score.ClassColumns;
import org.coherer.ml.score.LabelColumns;
import org.coherer.ml.score.PredictedLabel;
import org.coherer.ml.task.ClassificationTask;
import org.coherer.ml.task.Task;

/**
 * Trains a neural network that classifies, on all workers of a Spark application at once.
 *
 * <p>The network is a DL4J configuration in JSON ({@link #setNetwork}), a trained one from a file
 * ({@link #setInitialModelPath}) or a multilayer perceptron, whose layers are {@linkplain
 * #setLayers set} or follow the data, as does all else that is not set. Its output must be a
 * softmax over the classes; where labelCol has several labels for each row, a sigmoid for each,
 * with binary cross-entropy. Training is synchronous: in each step every worker takes {@code
 * batchSize} rows ({@code accumulateSteps} times, if that is set) and all gradients are averaged,
 * weighted by rows, so that {@code n} workers with batch {@code b} do what one would do with batch
 * {@code n x b}. The same data, Params and number of workers give bit-identical parameters.
 *
 * <table>
 * <caption>Columns</caption>
 * <tr><th>Param</th><th>type</th><th>values</th></tr>
 * <tr><td>featuresCol</td><td>vector (dense or sparse), array of float, array of double, binary, an image of Spark's
 * data source</td><td>as many finite numbers as the network takes; bytes are numbers from 0 to 255; tensors are
 * flattened in the order of the network's input (channels first, or last for a network from Keras), which is done for
 * images</td></tr>
 * <tr><td>featuresCols</td><td>numeric, instead of featuresCol</td><td>one column for each value</td></tr>
 * <tr><td>labelCol</td><td>numeric, string or boolean</td><td>one value for each class; for a DL4J or trained
 * network, integers in [0, its outputs) or as many different values</td></tr>
 * <tr><td>labelCol, for several labels of a row</td><td>vector, array of a numeric type or boolean</td><td>0 or 1 (true) for each
 * label, as many in all rows</td></tr>
 * <tr><td>weightCol</td><td>numeric, optional</td><td>finite, at least 0</td></tr>
 * <tr><td>validationIndicatorCol</td><td>boolean, optional</td><td>not null</td></tr>
 * </table>
 *
 * <p>It takes the place of Spark's {@code MultilayerPerceptronClassifier} by its name alone: {@code
 * layers}, {@code maxIter}, {@code stepSize}, {@code blockSize}, {@code seed} and {@code
 * initialWeights} are those of the networks there, trained here in small batches by Adam. Hidden
 * layers are rectified linear; with {@code activation} sigmoid they compute what those there do.
 *
 * <p>Bad columns, labels, features, networks and a cluster with too few slots end {@code fit} with
 * an {@link IllegalArgumentException} before any training task starts; the message says what was
 * found and what to do. Ranks that fail for good end it with a {@link
 * org.coherer.training.trainer.TrainingFailedException}.
 *
 * @see <a href="https://arxiv.org/abs/1706.02677">Goyal et al., 2017</a>, for choosing the learning
 *     rate as the global batch grows
 */
public class NeuralNetworkClassifier
    extends ProbabilisticClassifier<
        Vector, NeuralNetworkClassifier, NeuralNetworkClassificationModel>
    implements ClassifierParams<NeuralNetworkClassifier>, DefaultParamsWritable {

  private static final long serialVersionUID = 1L;

  private final String uid;

  /** Creates a classifier with a random uid. */
  public NeuralNetworkClassifier() {
    this(UidStash.offerRandom("neuralNetworkClassifier"));
  }

  /** Creates a classifier with a given uid. */
  public NeuralNetworkClassifier(String uid) {
    this(UidStash.offer(uid));
  }

  private NeuralNetworkClassifier(UidStash.Offered offered) {
    this.uid = UidStash.take(offered);
    Defaults.training(this);
    Defaults.predictedLabel(this);
  }

  @Override
  public String uid() {
    return UidStash.resolve(uid);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return SparkDefaults.active().ask(this, filled -> filled.transformFilled(schema));
  }

  private StructType transformFilled(StructType schema) {
    ClassificationTask.of(this, schema).columns(schema);
    if (ClassificationTask.isOfLabels(this, schema)) {
      return LabelColumns.of(this, 0).appendTo(schema);
    }
    StructType scored = ClassColumns.of(this, 0, List.of()).appendTo(schema);
    return PredictedLabel.append(this, scored, Columns.typeOf(schema, getLabelCol(), "labelCol"));
  }

  @Override
  public NeuralNetworkClassificationModel fit(Dataset<?> dataset) {
    return SparkDefaults.of(dataset).fit(this, filled -> filled.fitFilled(dataset));
  }

  /**
   * Not what Spark's Predictor does: it would cast label and weight, by names that it does not
   * quote. Numbers of any type are read as they are.
   */
  private NeuralNetworkClassificationModel fitFilled(Dataset<?> dataset) {
    transformFilled(dataset.schema());
    return copyValues(train(dataset), ParamMap.empty());
  }

  @Override
  public NeuralNetworkClassificationModel train(Dataset<?> dataset) {
    Task task = ClassificationTask.of(this, dataset.schema());
    TrainedNetwork trained = new FitRunner(this, task, dataset).run();
    return new NeuralNetworkClassificationModel(uid(), new ModelNetwork(trained));
  }

  /** Returns about how many bytes of memory the model will take, as Spark Connect limits it. */
  @SuppressWarnings("MissingOverride") // Spark 3.5 does not ask
  public long estimateModelSize(Dataset<?> dataset) {
    return SparkDefaults.of(dataset)
        .ask(
            this,
            filled ->
                new FitRunner(filled, ClassificationTask.of(filled, dataset.schema()), dataset)
                    .modelSize());
  }

  @Override
  public NeuralNetworkClassifier copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** Returns what reads a saved classifier. */
  public static MLReader<NeuralNetworkClassifier> read() {
    return new EstimatorReader<>(NeuralNetworkClassifier.class, NeuralNetworkClassifier::new);
  }

  /** Reads a saved classifier. */
  public static NeuralNetworkClassifier load(String path) {
    return read().load(path);
  }
}
