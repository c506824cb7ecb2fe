package org.coherer.ml.fit;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.coherer.connector.column.LearnedPreprocessing;
import org.coherer.ml.embedding.EmbeddingTables;
import org.coherer.ml.persistence.ModelArtifact;
import org.coherer.ml.persistence.Provenance;
import org.coherer.ml.score.DatasetScorer;
import org.coherer.ml.score.PackedNetwork;
import org.coherer.training.calibration.Calibration;
import org.coherer.training.encoding.EmbeddingEncoding;
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
 * @param preprocessing what it has learned of the rows beside the network
 * @param provenance where it comes from; {@code null} if nobody knows
 * @param history how the training went; {@code null} if nobody knows
 * @param calibration how the probabilities of a classifier are calibrated
 */
public record TrainedNetwork(
    DatasetScorer scorer,
    OptimizerState optimizerState,
    LearnedPreprocessing preprocessing,
    Provenance provenance,
    TrainingHistory history,
    Calibration calibration)
    implements Serializable {

  /**
   * Checks that the parts fit.
   *
   * @throws IllegalArgumentException if what was learned is of another number of features, targets
   *     or classes than the network has
   */
  public TrainedNetwork {
    preprocessing.checkFits(scorer.network().shape());
  }

  /** Creates a trained network that scores with a network. */
  public TrainedNetwork(
      PackedNetwork network,
      OptimizerState optimizerState,
      LearnedPreprocessing preprocessing,
      Provenance provenance,
      TrainingHistory history,
      Calibration calibration) {
    this(
        new DatasetScorer(network),
        optimizerState,
        preprocessing,
        provenance,
        history,
        calibration);
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
        PackedNetwork.pack(
            file.network(),
            shape,
            file.parameters(),
            EmbeddingTables.of(artifact.preprocessing().features(), artifact.tables())),
        file.optimizerState(),
        artifact.preprocessing(),
        artifact.provenance(),
        artifact.history(),
        artifact.calibration());
  }

  /** Returns what is to be saved. */
  public ModelArtifact artifact() {
    NetworkFile file =
        new NetworkFile(network().network(), network().unpackParameters(), optimizerState);
    return new ModelArtifact(
        file, preprocessing, provenance, history, calibration, network().tables());
  }

  /** Returns how many values the features of a row have, without columns of ids. */
  public int numFeatures() {
    return preprocessing.features() instanceof EmbeddingEncoding embedding
        ? embedding.featureLength()
        : network().inputLength();
  }

  /** Returns what a reader of a summary wants to know of what was learned, by name. */
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>(preprocessing.facts());
    if (!calibration.isIdentity()) {
      facts.put("calibration", calibration.text());
    }
    return facts;
  }

  /** Returns a table of the layers, and below it what was learned beside them. */
  public String describe() {
    StringBuilder text = new StringBuilder(NetworkSummary.of(network().shape()));
    facts().forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    return text.toString();
  }

  /** Returns about how many bytes of memory a model takes. */
  public long sizeInBytes() {
    return network().sizeInBytes()
        + (optimizerState == null ? 0 : Float.BYTES * optimizerState.values().length());
  }
}
