package org.coherer.ml.persistence;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.coherer.connector.column.LearnedPreprocessing;
import org.coherer.training.calibration.Calibration;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.engine.NetworkFile;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.tables.TableFolder;

/**
 * What is saved of a model beside its Params.
 *
 * @param network the network with its parameters, and with the optimizer's state if it was kept
 * @param preprocessing what the training has learned of its rows beside the network: how features
 *     and targets are standardized, what classes are called
 * @param provenance where the model comes from; {@code null} if nobody knows, as for models that
 *     were saved in format version 1
 * @param history how the training went; {@code null} if nobody knows
 * @param calibration how the probabilities of a classifier are calibrated
 * @param tables the folder with the embedding tables, which is copied; empty if there are none
 */
public record ModelArtifact(
    NetworkFile network,
    LearnedPreprocessing preprocessing,
    Provenance provenance,
    TrainingHistory history,
    Calibration calibration,
    Optional<TableFolder> tables) {

  /** Checks that there is a network, and that there are tables where there are ids. */
  public ModelArtifact {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(preprocessing, "preprocessing");
    Objects.requireNonNull(calibration, "calibration");
    if (tables.isPresent() != (preprocessing.features() instanceof EmbeddingEncoding)) {
      throw new IllegalArgumentException(
          "Invalid model with "
              + (tables.isPresent() ? "embedding tables, but no" : "no embedding tables, but")
              + " columns of ids");
    }
  }

  /** Creates the model artifact of a network without embedding tables. */
  public ModelArtifact(
      NetworkFile network,
      LearnedPreprocessing preprocessing,
      Provenance provenance,
      TrainingHistory history,
      Calibration calibration) {
    this(network, preprocessing, provenance, history, calibration, Optional.empty());
  }

  /** Creates the model artifact of a network whose probabilities are as they are. */
  public ModelArtifact(
      NetworkFile network,
      LearnedPreprocessing preprocessing,
      Provenance provenance,
      TrainingHistory history) {
    this(network, preprocessing, provenance, history, Calibration.NONE);
  }

  /** Creates a model artifact of which nothing is known but the network. */
  public ModelArtifact(NetworkFile network) {
    this(network, LearnedPreprocessing.NONE, null, null);
  }

  /**
   * Returns what the outputs of the network stand for, one text for each, in their order; empty if
   * they stand for themselves.
   */
  public List<String> labels() {
    return preprocessing.labels().texts();
  }

  /** Returns the name of the engine that runs the network, such as {@code dl4j}. */
  public String engine() {
    return network.network().engine();
  }

  /** Returns the same without the optimizer's state. */
  public ModelArtifact withoutOptimizerState() {
    return new ModelArtifact(
        network.withoutOptimizerState(), preprocessing, provenance, history, calibration, tables);
  }

  /**
   * Reads what is saved of a model of any class, in this format version and all before.
   *
   * @param folder the folder of the model
   * @throws IOException as {@link ModelReader#load} says
   */
  public static ModelArtifact read(FileSystem files, Path folder) throws IOException {
    return new ModelFolder(files, folder).read().artifact();
  }
}
