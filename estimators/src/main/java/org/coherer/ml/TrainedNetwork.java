package org.coherer.ml;

import java.io.Serializable;
import java.util.List;
import org.coherer.ml.persistence.ModelArtifact;
import org.coherer.ml.persistence.Provenance;
import org.coherer.ml.summary.TrainingSummary;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkFile;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkSummary;
import org.coherer.training.engine.OptimizerState;
import org.coherer.training.event.TrainingHistory;
import scala.Option;

/**
 * What a fit leads to, and what is saved and read.
 *
 * @param scorer has the network
 * @param optimizerState where its optimizer has got to; {@code null} if that was not kept
 * @param labels what its outputs stand for, in their order; empty if they stand for themselves
 * @param provenance where it comes from; {@code null} if nobody knows
 * @param history how the training went; {@code null} if nobody knows
 */
record TrainedNetwork(
    DatasetScorer scorer,
    OptimizerState optimizerState,
    List<String> labels,
    Provenance provenance,
    TrainingHistory history)
    implements Serializable {

  /** Copies the list. */
  TrainedNetwork {
    labels = List.copyOf(labels);
  }

  TrainedNetwork(
      PackedNetwork network,
      OptimizerState optimizerState,
      List<String> labels,
      Provenance provenance,
      TrainingHistory history) {
    this(new DatasetScorer(network), optimizerState, labels, provenance, history);
  }

  /** Returns the network as it travels to executors and files. */
  PackedNetwork network() {
    return scorer.network();
  }

  /** Returns what was read. */
  static TrainedNetwork of(ModelArtifact artifact) {
    NetworkFile file = artifact.network();
    NetworkShape shape = Engines.of(file.network()).describe(file.network());
    return new TrainedNetwork(
        PackedNetwork.pack(file.network(), shape, file.parameters()),
        file.optimizerState(),
        artifact.labels(),
        artifact.provenance(),
        artifact.history());
  }

  /** Returns what is to be saved. */
  ModelArtifact artifact() {
    NetworkFile file =
        new NetworkFile(network().network(), network().unpackParameters(), optimizerState);
    return new ModelArtifact(file, labels, provenance, history);
  }

  /**
   * Returns the network of a model.
   *
   * @throws IllegalStateException if it has none
   */
  static TrainedNetwork of(TrainedModel<?> model) {
    if (model.trained() == null) {
      throw new IllegalStateException(
          model.getClass().getSimpleName()
              + " "
              + model.uid()
              + " has no network (fit an estimator, or load a saved model)");
    }
    return model.trained();
  }

  /** Returns a table of the layers. */
  String describe() {
    return NetworkSummary.of(network().shape());
  }

  /** Returns how the training went; empty if nobody knows. */
  Option<TrainingSummary> summary() {
    return history == null ? Option.empty() : Option.apply(new TrainingSummary(history));
  }

  /** Returns about how many bytes of memory a model takes. */
  static long sizeOf(TrainedNetwork trained) {
    if (trained == null) {
      return 0;
    }
    OptimizerState state = trained.optimizerState;
    return trained.network().sizeInBytes()
        + (state == null ? 0 : Float.BYTES * state.values().length());
  }
}
