package org.coherer.ml;

import java.io.Serializable;
import java.util.function.BiFunction;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLReader;
import org.coherer.connector.column.LearnedPreprocessing;
import org.coherer.ml.fit.TrainedNetwork;
import org.coherer.ml.persistence.ModelReader;
import org.coherer.ml.summary.TrainingSummary;
import org.coherer.training.calibration.Calibration;
import scala.Option;

/** The trained network of a model; none in a model that Spark's lists of stages have made. */
final class ModelNetwork implements Serializable {

  /** None. */
  static final ModelNetwork NONE = new ModelNetwork(null);

  private static final long serialVersionUID = 1L;

  private final TrainedNetwork trained;

  ModelNetwork(TrainedNetwork trained) {
    this.trained = trained;
  }

  boolean isPresent() {
    return trained != null;
  }

  /**
   * Returns the network.
   *
   * @throws IllegalStateException if there is none. The message names the model
   */
  TrainedNetwork of(Params model) {
    if (trained == null) {
      throw new IllegalStateException(
          model.getClass().getSimpleName()
              + " "
              + model.uid()
              + " has no network (fit an estimator, or load a saved model)");
    }
    return trained;
  }

  /** Returns what was learned beside the network; nothing if there is none. */
  LearnedPreprocessing preprocessing() {
    return trained == null ? LearnedPreprocessing.NONE : trained.preprocessing();
  }

  /** Returns how its probabilities are calibrated; not at all if there is no network. */
  Calibration calibration() {
    return trained == null ? Calibration.NONE : trained.calibration();
  }

  /** Returns how the training went; empty if nobody knows. */
  Option<TrainingSummary> summary() {
    return trained == null || trained.history() == null
        ? Option.empty()
        : Option.apply(new TrainingSummary(trained.history(), trained.facts()));
  }

  /** Returns about how many bytes of memory it takes. */
  long sizeInBytes() {
    return trained == null ? 0 : trained.sizeInBytes();
  }

  /** Returns a reader of saved models. */
  static <M extends Params> MLReader<M> reader(
      Class<M> type, BiFunction<String, ModelNetwork, M> constructor) {
    return new ModelReader<>(
        type,
        (uid, artifact) -> constructor.apply(uid, new ModelNetwork(TrainedNetwork.of(artifact))));
  }
}
