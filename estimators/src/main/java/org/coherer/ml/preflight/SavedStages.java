package org.coherer.ml.preflight;

import java.util.Map;
import java.util.function.Function;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.sql.SparkSession;
import org.coherer.ml.Autoencoder;
import org.coherer.ml.NeuralNetworkClassifier;
import org.coherer.ml.NeuralNetworkEstimator;
import org.coherer.ml.NeuralNetworkRegressor;

/** Loads saved stages, of classes that are known alone. */
final class SavedStages {

  private static final Map<String, Function<String, PipelineStage>> LOADERS =
      Map.of(
          Autoencoder.class.getName(), Autoencoder::load,
          NeuralNetworkClassifier.class.getName(), NeuralNetworkClassifier::load,
          NeuralNetworkEstimator.class.getName(), NeuralNetworkEstimator::load,
          NeuralNetworkRegressor.class.getName(), NeuralNetworkRegressor::load,
          Pipeline.class.getName(), Pipeline::load);

  private SavedStages() {}

  /**
   * Loads a stage.
   *
   * @throws IllegalArgumentException if it is neither an estimator of Coherer nor a pipeline
   */
  @SuppressWarnings("deprecation") // Spark 3.5 has it with a context alone
  static PipelineStage load(SparkSession spark, String path) {
    String name =
        DefaultParamsReader$.MODULE$.loadMetadata(path, spark.sparkContext(), "").className();
    Function<String, PipelineStage> loader = LOADERS.get(name);
    if (loader == null) {
      throw new IllegalArgumentException(
          "Cannot check what is saved at "
              + path
              + ": it is of another class (must be an estimator of Coherer, or a Pipeline with one)");
    }
    return loader.apply(path);
  }
}
