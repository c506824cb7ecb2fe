package org.coherer.training.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.coherer.training.engine.EngineCapability;

/** Writes trained models as files that other libraries run. */
public interface NetworkExport extends EngineCapability {

  /** Returns the names of the formats, sorted. */
  List<String> formats();

  /**
   * Writes a model as one file. Leaves the stream open.
   *
   * @param format one of {@link #formats}
   * @throws IllegalArgumentException if the format is unknown, or has nothing for a part of the
   *     model. The message names the part, and what to do; nothing has been written then
   * @throws IOException if the stream fails
   */
  void export(ExportedModel model, String format, OutputStream out) throws IOException;
}
