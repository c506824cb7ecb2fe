package org.coherer.ml;

import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.LearnedPreprocessing;
import org.coherer.ml.fit.FitRunner;
import org.coherer.ml.fit.SparkDefaults;
import org.coherer.ml.fit.TrainedNetwork;
import org.coherer.ml.param.AutoencoderParams;
import org.coherer.ml.param.Defaults;
import org.coherer.ml.persistence.EstimatorReader;
import org.coherer.ml.score.ReconstructionColumns;
import org.coherer.ml.task.ReconstructionTask;

/**
 * Trains a neural network to give back what it gets, through layers that are too narrow for it to
 * learn that by heart. Rows that it reconstructs badly are unlike those that it was trained on:
 * anomalies.
 *
 * <p>The network is a DL4J configuration in JSON, a trained one from a file, or a list of layer
 * sizes of which the first and the last are alike, such as 64, 16, 64. It has as many outputs as
 * inputs, and a loss that compares numbers. The outputs are compared with the features as they
 * enter the network, after inputScale and inputOffset.
 *
 * <p>There is no label. Features, weights and validation are as {@link NeuralNetworkClassifier}
 * explains.
 *
 * @see <a href="https://doi.org/10.1126/science.1127647">Hinton and Salakhutdinov, 2006</a>
 */
public class Autoencoder extends Estimator<AutoencoderModel>
    implements AutoencoderParams<Autoencoder>, DefaultParamsWritable {

  private static final long serialVersionUID = 1L;

  private final String uid;

  /** Creates an autoencoder with a random uid. */
  public Autoencoder() {
    this(Identifiable$.MODULE$.randomUID("autoencoder"));
  }

  /** Creates an autoencoder with a given uid. */
  public Autoencoder(String uid) {
    this.uid = uid;
    Defaults.training(this);
    Defaults.reconstruction(this);
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
    new ReconstructionTask(this).columns(schema);
    return ReconstructionColumns.of(this, 0, LearnedPreprocessing.NONE).appendTo(schema);
  }

  @Override
  public AutoencoderModel fit(Dataset<?> dataset) {
    return SparkDefaults.of(dataset).fit(this, filled -> filled.fitFilled(dataset));
  }

  private AutoencoderModel fitFilled(Dataset<?> dataset) {
    transformFilled(dataset.schema());
    TrainedNetwork trained = new FitRunner(this, new ReconstructionTask(this), dataset).run();
    return copyValues(new AutoencoderModel(uid, new ModelNetwork(trained)), ParamMap.empty());
  }

  /** Returns about how many bytes of memory the model will take, as Spark Connect limits it. */
  @SuppressWarnings("MissingOverride") // Spark 3.5 does not ask
  public long estimateModelSize(Dataset<?> dataset) {
    return SparkDefaults.of(dataset)
        .ask(
            this,
            filled -> new FitRunner(filled, new ReconstructionTask(filled), dataset).modelSize());
  }

  @Override
  public Autoencoder copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** Returns what reads a saved autoencoder. */
  public static MLReader<Autoencoder> read() {
    return new EstimatorReader<>(Autoencoder.class, Autoencoder::new);
  }

  /** Reads a saved autoencoder. */
  public static Autoencoder load(String path) {
    return read().load(path);
  }
}
