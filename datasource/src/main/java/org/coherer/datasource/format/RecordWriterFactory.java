package org.coherer.datasource.format;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;

/** Opens the writers of files, in tasks. */
public interface RecordWriterFactory extends Serializable {

  /** Returns how the names of files end, with the dot. */
  String suffix();

  /**
   * Opens the writer of a new file.
   *
   * @param out takes the bytes of the file; is buffered, and closed by the caller after the writer
   */
  RecordWriter open(OutputStream out) throws IOException;
}
