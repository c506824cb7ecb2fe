package org.coherer.datasource.cifar;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.coherer.datasource.format.ReadTask;
import org.coherer.datasource.format.RecordReader;

/**
 * Reads neighbouring records. Does not open the file where nothing but their number is asked for.
 */
final class CifarReader implements RecordReader {
  private final CifarFile file;
  private final List<String> columns;
  private final Object[] values;
  private final InternalRow row;
  private final byte[] record;
  private final InputStream in;
  private final long end;
  private long next;

  /**
   * Opens the file.
   *
   * @param first the first record
   * @param end the record after the last one; that of the file, if it is far behind
   */
  CifarReader(CifarFile file, ReadTask task, long first, long end) throws IOException {
    this.file = file;
    this.end = end;
    columns = List.of(task.columns().fieldNames());
    values = new Object[columns.size()];
    row = new GenericInternalRow(values);
    record = new byte[file.variant().recordBytes()];
    next = first;
    boolean isCounted = columns.isEmpty() && end != Long.MAX_VALUE;
    in = isCounted ? InputStream.nullInputStream() : opened(task);
  }

  @Override
  public boolean next() throws IOException {
    if (next == end) {
      return false;
    }
    if (columns.isEmpty() && end != Long.MAX_VALUE) {
      next++;
      return true;
    }
    int found = read();
    if (found == 0 && end == Long.MAX_VALUE) {
      return false;
    }
    if (found < record.length) {
      throw file.truncated(next, found);
    }
    next++;
    decode();
    return true;
  }

  /** The current record. Reused by the next call of next(). */
  @Override
  public InternalRow row() {
    return row;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private InputStream opened(ReadTask task) throws IOException {
    try {
      return file.stored().open(next * record.length, task.hadoop());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private int read() throws IOException {
    try {
      return in.readNBytes(record, 0, record.length);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private IOException unreadable(IOException cause) {
    return new IOException(
        "Cannot read CIFAR file '%s' at record %d: %s"
            .formatted(
                file.stored().path(),
                next,
                cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()),
        cause);
  }

  private void decode() throws IOException {
    for (int i = 0; i < values.length; i++) {
      String column = columns.get(i);
      values[i] =
          column.equals(CifarVariant.IMAGE)
              ? Arrays.copyOfRange(record, file.variant().labelBytes(), record.length)
              : (Object) label(column);
    }
  }

  private int label(String column) throws IOException {
    int value = Byte.toUnsignedInt(record[file.variant().offsetOf(column)]);
    if (value >= file.variant().valuesOf(column)) {
      throw file.badLabel(next - 1, column, value, record.clone());
    }
    return value;
  }
}
