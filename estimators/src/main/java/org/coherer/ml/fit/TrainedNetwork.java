package org.coherer.ml.fit;

import java.io.Serializable;
import java.util.List;
import org.coherer.ml.persistence.ModelArtifact;
import org.coherer.ml.persistence.Provenance;
import org.coherer.ml.score.DatasetScorer;
import org.coherer.ml.score.PackedNetwork;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkFile;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkSummary;
import org.coherer.training.engine.OptimizerState;
import org.coherer.training.event.TrainingHistory;

/**
 * What a fit leads to, and what is saved and read.
 *
 * @param scorer has the network
 * @param optimizerState where its optimizer has got to; {@code null} if that was not kept
 * @param labels what its outputs stand for, in their order; empty if they stand for themselves
 * @param provenance where it comes from; {@code null} if nobody knows
 * @param history how the training went; {@code null} if nobody knows
 */
public record TrainedNetwork(
    DatasetScorer scorer,
    OptimizerState optimizerState,
    List<String> labels,
    Provenance provenance,
    TrainingHistory history)
    implements Serializable {

  /** Copies the list. */
  public TrainedNetwork {
    labels = List.copyOf(labels);
  }

  /** Creates a trained network that scores with a network. */
  public TrainedNetwork(
      PackedNetwork network,
      OptimizerState optimizerState,
      List<String> labels,
      Provenance provenance,
      TrainingHistory history) {
    this(new DatasetScorer(network), optimizerState, labels, provenance, history);
  }

  /** Returns the network as it travels to executors and files. */
  public PackedNetwork network() {
    return scorer.network();
  }

  /** Returns what was read. */
  public static TrainedNetwork of(ModelArtifact artifact) {
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
  public ModelArtifact artifact() {
    NetworkFile file =
        new NetworkFile(network().network(), network().unpackParameters(), optimizerState);
    return new ModelArtifact(file, labels, provenance, history);
  }

  /** Returns a table of the layers. */
  public String describe() {
    return NetworkSummary.of(network().shape());
  }

  /** Returns about how many bytes of memory a model takes. */
  public long sizeInBytes() {
    return network().sizeInBytes()
        + (optimizerState == null ? 0 : Float.BYTES * optimizerState.values().length());
  }
}
