package org.coherer.ml.persistence;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.Engines;
import org.coherer.training.export.ExportedModel;
import org.coherer.training.export.NetworkExport;

/** The one file of a model in a format of other libraries. */
final class ExportedFile {

  private final ExportedModel model;
  private final NetworkExport export;
  private final String format;

  /**
   * Creates it.
   *
   * @param engine what the engine is called that has trained the model
   * @throws IllegalArgumentException if the engine writes no such format. The message has those
   *     that it does
   */
  ExportedFile(ExportedModel model, String engine, String format) {
    Engine trained = Engines.named(engine);
    this.model = model;
    this.export = Engines.require(trained, NetworkExport.class, ModelWriter.FORMAT);
    this.format = format;
    if (!export.formats().contains(format)) {
      throw new IllegalArgumentException(
          "Unknown format '"
              + format
              + "' (must be one of "
              + export.formats()
              + "; without one, the model is saved for Coherer to load)");
    }
  }

  /** Writes a file that is not there yet. */
  void write(FileSystem files, Path path) throws IOException {
    try (OutputStream out = files.create(path, false)) {
      export.export(model, format, out);
    }
  }
}
