package org.coherer.datasource.format;

import java.io.Closeable;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;

/** Writes the records of one file. Is used by one thread. */
public interface RecordWriter extends Closeable {

  /**
   * Writes a record.
   *
   * @param row has the columns that the factory was made for. Reused by the caller
   * @throws IOException if it cannot be written. The message names the column and the problem
   */
  void write(InternalRow row) throws IOException;

  /**
   * Finishes the file: what has to follow the last record is written, and what this holds released.
   * Is called after a failure as well, where the file is thrown away.
   */
  @Override
  void close() throws IOException;
}
