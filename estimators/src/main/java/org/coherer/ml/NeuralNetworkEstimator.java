package org.coherer.ml;

import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.coherer.ml.fit.FitRunner;
import org.coherer.ml.fit.SparkDefaults;
import org.coherer.ml.fit.TrainedNetwork;
import org.coherer.ml.param.Defaults;
import org.coherer.ml.param.GeneralParams;
import org.coherer.ml.persistence.EstimatorReader;
import org.coherer.ml.score.InputOutputColumns;
import org.coherer.ml.task.GeneralTask;

/**
 * Trains any neural network, with any number of inputs and outputs and any loss, on all workers of
 * a Spark application at once, as {@link NeuralNetworkClassifier} explains.
 *
 * <p>The network is a {@code ComputationGraphConfiguration} or {@code MultiLayerConfiguration} of
 * DL4J in JSON, or a trained one from a file. The losses of all outputs add up.
 *
 * <table>
 * <caption>Columns</caption>
 * <tr><th>Param</th><th>type</th><th>values</th></tr>
 * <tr><td>inputCols</td><td>each as featuresCol in classification</td><td>one column for each input, in the order of the
 * network's inputs</td></tr>
 * <tr><td>targetCols</td><td>numeric, a vector or an array</td><td>one column for each output, in the order of the
 * network's outputs: for a softmax with a cross-entropy loss the index of a class, for others as many numbers as the
 * output has</td></tr>
 * <tr><td>weightCol</td><td>numeric, optional</td><td>finite, at least 0</td></tr>
 * <tr><td>validationIndicatorCol</td><td>boolean, optional</td><td>not null</td></tr>
 * </table>
 */
public class NeuralNetworkEstimator extends Estimator<NeuralNetworkModel>
    implements GeneralParams<NeuralNetworkEstimator>, DefaultParamsWritable {

  private static final long serialVersionUID = 1L;

  private final String uid;

  /** Creates an estimator with a random uid. */
  public NeuralNetworkEstimator() {
    this(Identifiable$.MODULE$.randomUID("neuralNetworkEstimator"));
  }

  /** Creates an estimator with a given uid. */
  public NeuralNetworkEstimator(String uid) {
    this.uid = uid;
    Defaults.training(this);
    Defaults.inputsAndOutputs(this);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return SparkDefaults.active().ask(this, filled -> filled.transformFilled(schema));
  }

  private StructType transformFilled(StructType schema) {
    new GeneralTask(this).columns(schema);
    return InputOutputColumns.outputs(this).appendTo(schema);
  }

  @Override
  public NeuralNetworkModel fit(Dataset<?> dataset) {
    return SparkDefaults.of(dataset).fit(this, filled -> filled.fitFilled(dataset));
  }

  private NeuralNetworkModel fitFilled(Dataset<?> dataset) {
    transformFilled(dataset.schema());
    TrainedNetwork trained = new FitRunner(this, new GeneralTask(this), dataset).run();
    return copyValues(new NeuralNetworkModel(uid, new ModelNetwork(trained)), ParamMap.empty());
  }

  /** Returns about how many bytes of memory the model will take, as Spark Connect limits it. */
  @SuppressWarnings("MissingOverride") // Spark 3.5 does not ask
  public long estimateModelSize(Dataset<?> dataset) {
    return SparkDefaults.of(dataset)
        .ask(this, filled -> new FitRunner(filled, new GeneralTask(filled), dataset).modelSize());
  }

  @Override
  public NeuralNetworkEstimator copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** Returns what reads a saved estimator. */
  public static MLReader<NeuralNetworkEstimator> read() {
    return new EstimatorReader<>(NeuralNetworkEstimator.class, NeuralNetworkEstimator::new);
  }

  /** Reads a saved estimator. */
  public static NeuralNetworkEstimator load(String path) {
    return read().load(path);
  }
}
