package org.coherer.ml.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLWriter;
import org.coherer.training.export.ExportedModel;
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
 * <tr><td>format</td><td>dl4j, keras, onnx: the model is written as one file that other libraries
 * read, docs/export.md says what is in it. Nothing reads it back as a model of Coherer</td><td>none: the model is saved as a
 * folder, which can be loaded</td></tr>
 * <tr><td>optimizerState</td><td>true, false: whether the optimizer's state is saved as well, so that
 * training can go on</td><td>whether the model has it</td></tr>
 * </table>
 */
public final class ModelWriter extends MLWriter {

  static final String FORMAT = "format";

  private static final String OPTIMIZER_STATE = "optimizerState";

  private final Params model;
  private final Supplier<ModelArtifact> artifact;
  private final Function<ModelArtifact, ExportedModel> exported;

  /**
   * Creates a writer of a model that has no other formats.
   *
   * @param artifact says what is to be saved beside the Params; asked when it is saved, once
   */
  public ModelWriter(Params model, Supplier<ModelArtifact> artifact) {
    this(model, artifact, null);
  }

  /**
   * Creates a model writer.
   *
   * @param artifact says what is to be saved beside the Params; asked when it is saved, once
   * @param exported says what of it goes into files of other libraries; {@code null} if nothing
   *     does
   */
  public ModelWriter(
      Params model,
      Supplier<ModelArtifact> artifact,
      Function<ModelArtifact, ExportedModel> exported) {
    this.model = model;
    this.artifact = artifact;
    this.exported = exported;
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
    Content saved = chosen();
    FileSystem files = target.getFileSystem(sc().hadoopConfiguration());
    new FolderSwap(files, target).write(shouldOverwrite(), place -> saved.write(files, place));
  }

  /** Saves the model where nobody reads yet. */
  @Override
  public void saveImpl(String path) {
    Path place = new Path(path);
    try {
      chosen().write(place.getFileSystem(sc().hadoopConfiguration()), place);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** Writes a folder, or a file. */
  private interface Content {
    void write(FileSystem files, Path place) throws IOException;
  }

  private Content chosen() {
    Map<String, String> options = options();
    ModelArtifact all = artifact.get();
    if (options.containsKey(FORMAT)) {
      if (options.containsKey(OPTIMIZER_STATE)) {
        throw new IllegalArgumentException(
            "Both options "
                + FORMAT
                + " and "
                + OPTIMIZER_STATE
                + " are set (a file of another library has no optimizer's state; omit one of them)");
      }
      return new ExportedFile(exported.apply(all), all.engine(), options.get(FORMAT))::write;
    }
    ModelArtifact saved = withState(all, options.get(OPTIMIZER_STATE));
    return (files, place) -> write(new ModelFolder(files, place), saved);
  }

  // The one that replaces it takes a session, and is not in Spark 3.5.
  @SuppressWarnings("deprecation")
  private void write(ModelFolder folder, ModelArtifact saved) throws IOException {
    folder.write(
        DefaultParamsWriter$.MODULE$.getMetadataToSave(
            model, sc(), scala.Option.empty(), scala.Option.empty()),
        saved);
  }

  /** Returns the options by the names that they have here, whose case does not count. */
  private Map<String, String> options() {
    List<String> known =
        exported == null ? List.of(OPTIMIZER_STATE) : List.of(FORMAT, OPTIMIZER_STATE);
    Map<String, String> options = new HashMap<>();
    Iterator<String> names = optionMap().keysIterator();
    while (names.hasNext()) {
      String name = names.next();
      String found =
          known.stream()
              .filter(name::equalsIgnoreCase)
              .findAny()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "Unknown option '"
                              + name
                              + "' (must be "
                              + String.join(" or ", known)
                              + ")"));
      options.put(found, optionMap().apply(name));
    }
    return options;
  }

  /**
   * Returns what is saved.
   *
   * @param wanted whether the optimizer's state is; {@code null} for whether there is one
   */
  private static ModelArtifact withState(ModelArtifact all, String wanted) {
    boolean yes = wanted == null || wanted.equalsIgnoreCase("true");
    if (!yes && !wanted.equalsIgnoreCase("false")) {
      throw new IllegalArgumentException(
          "Invalid value '" + wanted + "' of " + OPTIMIZER_STATE + " (must be true or false)");
    }
    if (wanted != null && yes && all.network().optimizerState() == null) {
      throw new IllegalArgumentException(
          "Cannot save the optimizer's state: this model does not have it (omit the option "
              + OPTIMIZER_STATE
              + ", or fit the model with keepOptimizerState)");
    }
    return yes ? all : all.withoutOptimizerState();
  }
}
