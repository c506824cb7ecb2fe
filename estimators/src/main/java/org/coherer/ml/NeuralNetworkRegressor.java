package org.coherer.ml;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.Regressor;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.coherer.ml.fit.FitRunner;
import org.coherer.ml.fit.SparkDefaults;
import org.coherer.ml.fit.TrainedNetwork;
import org.coherer.ml.param.Defaults;
import org.coherer.ml.param.RegressorParams;
import org.coherer.ml.persistence.EstimatorReader;
import org.coherer.ml.score.ValueColumns;
import org.coherer.ml.task.LevelsTask;
import org.coherer.ml.task.RegressionTask;
import org.coherer.training.encoding.Rescaling;

/**
 * Trains a neural network that predicts one number or several, on all workers of a Spark
 * application at once, as {@link NeuralNetworkClassifier} explains.
 *
 * <p>The network is a DL4J configuration in JSON, a trained one from a file, or a perceptron whose
 * layers are set or follow the data: rectified linear hidden layers, an output without activation,
 * the mean squared error. It has as many outputs as there are targets. A perceptron's targets are
 * standardized for training, and predictions are in their own unit.
 *
 * <p>With the {@linkplain #setLoss loss} {@code poisson} targets are counts, and predictions what
 * they are expected to be: a perceptron's output is a softplus then, and targets are divided by
 * their mean for training, and not standardized. With {@code ordinal} the different values of a
 * numeric labelCol are levels in an order, and predictions are levels.
 *
 * <table>
 * <caption>Columns</caption>
 * <tr><th>Param</th><th>type</th><th>values</th></tr>
 * <tr><td>featuresCol, featuresCols</td><td colspan="2">as in classification</td></tr>
 * <tr><td>labelCol</td><td>numeric; a vector or an array for several targets</td><td>finite; at least 0 for
 * counts</td></tr>
 * <tr><td>labelCols</td><td>numeric, instead of labelCol</td><td>finite, one column for each target</td></tr>
 * <tr><td>weightCol</td><td>numeric, optional</td><td>finite, at least 0</td></tr>
 * <tr><td>validationIndicatorCol</td><td>boolean, optional</td><td>not null</td></tr>
 * </table>
 */
public class NeuralNetworkRegressor
    extends Regressor<Vector, NeuralNetworkRegressor, NeuralNetworkRegressionModel>
    implements RegressorParams<NeuralNetworkRegressor>, DefaultParamsWritable {

  private static final long serialVersionUID = 1L;

  private final String uid;

  /** Creates a regressor with a random uid. */
  public NeuralNetworkRegressor() {
    this(UidStash.offerRandom("neuralNetworkRegressor"));
  }

  /** Creates a regressor with a given uid. */
  public NeuralNetworkRegressor(String uid) {
    this(UidStash.offer(uid));
  }

  private NeuralNetworkRegressor(UidStash.Offered offered) {
    this.uid = UidStash.take(offered);
    Defaults.training(this);
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
    RegressionTask.of(this).columns(schema);
    int targets = LevelsTask.isAskedBy(this) ? 1 : new RegressionTask(this).targets(schema);
    return new ValueColumns(getPredictionCol(), targets, Rescaling.NONE).appendTo(schema);
  }

  @Override
  public NeuralNetworkRegressionModel fit(Dataset<?> dataset) {
    return SparkDefaults.of(dataset).fit(this, filled -> filled.fitFilled(dataset));
  }

  /**
   * Not what Spark's Predictor does: it would cast the label to a number, and there may be several.
   */
  private NeuralNetworkRegressionModel fitFilled(Dataset<?> dataset) {
    transformFilled(dataset.schema());
    return copyValues(train(dataset), ParamMap.empty());
  }

  @Override
  public NeuralNetworkRegressionModel train(Dataset<?> dataset) {
    TrainedNetwork trained = new FitRunner(this, RegressionTask.of(this), dataset).run();
    return new NeuralNetworkRegressionModel(uid(), new ModelNetwork(trained));
  }

  /** Returns about how many bytes of memory the model will take, as Spark Connect limits it. */
  @SuppressWarnings("MissingOverride") // Spark 3.5 does not ask
  public long estimateModelSize(Dataset<?> dataset) {
    return SparkDefaults.of(dataset)
        .ask(this, filled -> new FitRunner(filled, RegressionTask.of(filled), dataset).modelSize());
  }

  @Override
  public NeuralNetworkRegressor copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** Returns what reads a saved regressor. */
  public static MLReader<NeuralNetworkRegressor> read() {
    return new EstimatorReader<>(NeuralNetworkRegressor.class, NeuralNetworkRegressor::new);
  }

  /** Reads a saved regressor. */
  public static NeuralNetworkRegressor load(String path) {
    return read().load(path);
  }
}
