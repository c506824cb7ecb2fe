package org.coherer.datasource.format;

import java.io.Closeable;
import java.io.IOException;

/** The values of one column, one row after the other. */
public interface ColumnValues extends Closeable {

  /**
   * Returns the value of the next row, as Spark holds it; it is not reused.
   *
   * @throws IOException if it is not there, the column cannot hold it, or this JVM has no memory
   *     for it. The message names the path and the offset
   */
  Object nextValue() throws IOException;

  /**
   * Checks, where the last row of the file was read, that nothing follows it.
   *
   * @throws IOException if something does, or a checksum of what was read is wrong
   */
  void checkEnd() throws IOException;
}
