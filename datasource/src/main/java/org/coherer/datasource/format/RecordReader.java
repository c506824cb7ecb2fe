package org.coherer.datasource.format;

import java.io.Closeable;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Reads the records of a part of a file. Is used by one thread, and closed by whoever opened it.
 */
public interface RecordReader extends Closeable {

  /**
   * Goes to the next record.
   *
   * @return whether there is one
   * @throws MalformedRecordException if the record makes no sense, but those behind it can be read:
   *     the next call goes on there. Only of formats that declare it
   * @throws IOException if the data is broken. The message names the path and the offset. No other
   *     call but close follows
   */
  boolean next() throws IOException;

  /** Returns the current record. Reused by the next call of next(). */
  InternalRow row();
}
