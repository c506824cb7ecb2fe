package org.coherer.ml.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLWriter;
import scala.collection.Iterator;

/**
 * Saves a model: its Params as every Spark stage does, and beside them its {@link ModelArtifact}.
 * To be returned by {@code write()} of a model; {@link ModelReader} reads what it writes.
 *
 * <p>A model is saved as a whole or not at all, on every Hadoop file system. A failure leaves what
 * was there before, {@code overwrite()} or not.
 *
 * <table>
 * <caption>Options</caption>
 * <tr><th>name</th><th>values</th><th>default</th></tr>
 * <tr><td>optimizerState</td><td>true, false: whether the optimizer's state is saved as well, so that
 * training can go on</td><td>whether the model has it</td></tr>
 * </table>
 */
public final class ModelWriter extends MLWriter {

  private static final String OPTIMIZER_STATE = "optimizerState";

  private final Params model;
  private final Supplier<ModelArtifact> artifact;

  /**
   * Creates a model writer.
   *
   * @param artifact says what is to be saved beside the Params; asked when it is saved, once
   */
  public ModelWriter(Params model, Supplier<ModelArtifact> artifact) {
    this.model = model;
    this.artifact = artifact;
  }

  /**
   * Saves the model.
   *
   * @throws IOException if there is something at the path and {@code overwrite()} was not called,
   *     or the file system fails. The message names the path
   * @throws IllegalArgumentException if an option is unknown, or the model does not have what it
   *     asks for
   */
  @Override
  public void save(String path) throws IOException {
    save(new Path(path));
  }

  /**
   * Saves the model on this machine's disk, whichever file system a path without a scheme is on.
   * Spark Connect's server does so with every model that it caches.
   *
   * @throws IOException as {@link #save}
   */
  @SuppressWarnings("MissingOverride") // Spark 3.5 does not ask
  public void saveToLocal(String path) throws IOException {
    save(LocalDisk.path(path));
  }

  private void save(Path target) throws IOException {
    ModelArtifact saved = chosen();
    FileSystem files = target.getFileSystem(sc().hadoopConfiguration());
    new FolderSwap(files, target)
        .write(shouldOverwrite(), folder -> write(new ModelFolder(files, folder), saved));
  }

  /** Saves the model into a folder that nobody reads yet. */
  @Override
  public void saveImpl(String path) {
    Path folder = new Path(path);
    try {
      FileSystem files = folder.getFileSystem(sc().hadoopConfiguration());
      write(new ModelFolder(files, folder), chosen());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  // The one that replaces it takes a session, and is not in Spark 3.5.
  @SuppressWarnings("deprecation")
  private void write(ModelFolder folder, ModelArtifact saved) throws IOException {
    folder.write(
        DefaultParamsWriter$.MODULE$.getMetadataToSave(
            model, sc(), scala.Option.empty(), scala.Option.empty()),
        saved);
  }

  private ModelArtifact chosen() {
    Optional<Boolean> withState = Optional.empty();
    Iterator<String> names = optionMap().keysIterator();
    while (names.hasNext()) {
      String name = names.next();
      String value = optionMap().apply(name);
      if (!name.equalsIgnoreCase(OPTIMIZER_STATE)) {
        throw new IllegalArgumentException(
            "Unknown option '" + name + "' (must be " + OPTIMIZER_STATE + ")");
      }
      if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
        throw new IllegalArgumentException(
            "Invalid value '" + value + "' of " + OPTIMIZER_STATE + " (must be true or false)");
      }
      withState = Optional.of(Boolean.valueOf(value));
    }
    ModelArtifact all = artifact.get();
    if (withState.orElse(false) && all.network().optimizerState() == null) {
      throw new IllegalArgumentException(
          "Cannot save the optimizer's state: this model does not have it (omit the option "
              + OPTIMIZER_STATE
              + ", or fit the model with keepOptimizerState)");
    }
    return withState.orElse(true) ? all : all.withoutOptimizerState();
  }
}
