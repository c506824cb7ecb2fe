package org.coherer.ml.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiFunction;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLReader;

/**
 * Reads models that {@link ModelWriter} saved, in this version and all before. To be returned by
 * the static {@code read()} of a model.
 *
 * <p>Safe on untrusted folders: digests are compared before anything is parsed, lengths are
 * limited, no class is loaded because a file names it, and nothing is deserialized.
 *
 * @param <M> the model's class
 */
public final class ModelReader<M extends Params> extends MLReader<M> {

  private final Class<M> type;
  private final BiFunction<String, ModelArtifact, M> constructor;

  /**
   * Creates a model reader.
   *
   * @param type the class that a saved model must name
   * @param constructor makes a model of its uid and what was saved beside its Params; they are set
   *     afterwards. Throws {@link IllegalArgumentException} if the two do not fit
   */
  public ModelReader(Class<M> type, BiFunction<String, ModelArtifact, M> constructor) {
    this.type = type;
    this.constructor = constructor;
  }

  /**
   * Reads a model.
   *
   * @throws UncheckedIOException if something is missing, torn, altered, of another class or of a
   *     later version. The message names the file and what is wrong
   */
  @Override
  public M load(String path) {
    return load(new Path(path));
  }

  /**
   * Reads a model from this machine's disk, whichever file system a path without a scheme is on.
   * Spark Connect's server does so with a model that it had no more memory for.
   *
   * @throws UncheckedIOException as {@link #load}
   */
  @SuppressWarnings("MissingOverride") // Spark 3.5 does not ask
  public M loadFromLocal(String path) {
    return load(LocalDisk.path(path));
  }

  private M load(Path folder) {
    try {
      FileSystem files = folder.getFileSystem(sc().hadoopConfiguration());
      ModelFolder.Saved saved = new ModelFolder(files, folder).read();
      saved.metadata().checkClass(type.getName());
      M model =
          Untrusted.read(folder, () -> constructor.apply(saved.metadata().uid(), saved.artifact()));
      saved.metadata().setParamsOf(model);
      return model;
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
