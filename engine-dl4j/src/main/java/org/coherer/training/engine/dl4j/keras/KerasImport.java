package org.coherer.training.engine.dl4j.keras;

import java.io.IOException;
import org.coherer.training.engine.dl4j.keras.file.LegacyFile;
import org.coherer.training.engine.dl4j.keras.file.ModelArchive;
import org.coherer.training.engine.dl4j.keras.file.ModelText;
import org.coherer.training.engine.dl4j.keras.file.SavedModel;
import org.coherer.training.engine.dl4j.keras.layer.ImportedNetwork;

/**
 * Imports networks of Keras: a {@code Sequential} or a functional {@code Model} with inputs of
 * fixed shape, each layer used once, from HDF5 of Keras 2 and 3, from the {@code .keras} files of
 * Keras 3, or from JSON, which has no weights. Every setting is translated, or has no effect, or is
 * refused by name, as docs/keras.md lists them. Rows and outputs are in Keras's order, images
 * height x width x channels.
 */
public final class KerasImport {

  private KerasImport() {}

  /** Opens what Keras has saved. */
  private interface Opening {
    SavedModel open() throws IOException;
  }

  /**
   * Imports a network with its weights.
   *
   * @param file the bytes of an HDF5 file
   * @throws IOException if it is damaged, or holds something unsupported. The message says what
   */
  public static ImportedNetwork of(byte[] file) throws IOException {
    return network(() -> new LegacyFile(file));
  }

  /**
   * Imports a network with its weights from the entries of a {@code .keras} file.
   *
   * @param metadata the text of metadata.json
   * @param config the text of config.json
   * @param weights the bytes of model.weights.h5
   * @throws IOException if they are damaged, or hold something unsupported. The message says what
   */
  public static ImportedNetwork ofArchive(String metadata, String config, byte[] weights)
      throws IOException {
    return network(() -> new ModelArchive(metadata, config, weights));
  }

  /**
   * Imports a network without weights.
   *
   * @param json what a model's {@code to_json()} gives
   * @throws IOException if it is no model, or has something unsupported. The message says what
   */
  public static ImportedNetwork ofText(String json) throws IOException {
    return network(() -> ModelText.of(json, "JSON"));
  }

  private static ImportedNetwork network(Opening opening) throws IOException {
    try {
      return NetworkConversion.of(opening.open());
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // Errors, too: damaged files may claim depths and sizes of any kind.
      throw new IOException(
          "Cannot import the Keras network: the file is cut off or damaged, or not one of Keras"
              + " (save it by model.save('x.keras'))",
          e);
    }
  }
}
