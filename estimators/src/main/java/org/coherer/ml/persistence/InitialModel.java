package org.coherer.ml.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.coherer.connector.column.LearnedPreprocessing;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkFile;
import org.coherer.training.engine.NetworkImport;
import org.coherer.training.tables.TableFolder;

/**
 * The trained network that the Param initialModelPath names.
 *
 * @param network the network
 * @param preprocessing what the rows passed that it was trained on; nothing for the file of another
 *     library
 * @param tables the folder with its embedding tables; empty if it has none
 */
public record InitialModel(
    NetworkFile network, LearnedPreprocessing preprocessing, Optional<TableFolder> tables) {

  /**
   * Reads a saved model, if the path is a folder, or else a file of another library.
   *
   * @param engine the engine that is to train the network
   * @throws IllegalArgumentException if there is nothing that can be read. The message names the
   *     path and what is wrong
   */
  public static InitialModel read(String path, Engine engine, SparkContext spark) {
    try {
      Path place = new Path(path);
      FileSystem files = place.getFileSystem(spark.hadoopConfiguration());
      FileStatus status = files.getFileStatus(place);
      if (status.isDirectory()) {
        ModelArtifact saved = ModelArtifact.read(files, place);
        saved.network().network().textFor(engine.name());
        return new InitialModel(saved.network(), saved.preprocessing(), saved.tables());
      }
      NetworkImport importer = Engines.require(engine, NetworkImport.class, "initialModelPath");
      NetworkFile imported =
          Untrusted.read(
              place,
              () -> {
                try (InputStream in = files.open(place)) {
                  return importer.importNetwork(in, ModelFolder.unpackedLimit(status.getLen()));
                }
              });
      return new InitialModel(imported, LearnedPreprocessing.NONE, Optional.empty());
    } catch (IOException | IllegalArgumentException e) {
      throw refusal(path, e);
    }
  }

  /** Returns what to throw if training cannot start from a path. */
  public static IllegalArgumentException refusal(String path, Exception problem) {
    return new IllegalArgumentException(
        "Cannot start from initialModelPath '" + path + "': " + problem.getMessage(), problem);
  }
}
