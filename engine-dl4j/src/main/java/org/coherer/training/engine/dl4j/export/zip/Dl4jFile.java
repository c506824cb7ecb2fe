package org.coherer.training.engine.dl4j.export.zip;

import java.io.IOException;
import java.io.OutputStream;
import org.coherer.training.engine.dl4j.file.NetworkZip;
import org.coherer.training.export.ExportedModel;

/** Writes models for DL4J without Coherer. The optimizer's state stays behind. */
public final class Dl4jFile {

  /** What the format is called. */
  public static final String FORMAT = "dl4j";

  private Dl4jFile() {}

  /**
   * Writes a model.
   *
   * @throws IllegalArgumentException if DL4J has no layer for what the model does beside the
   *     network
   */
  public static void write(ExportedModel model, OutputStream out) throws IOException {
    NetworkZip.write(new FramedNetwork(model).file(), model.facts(), out);
  }
}
