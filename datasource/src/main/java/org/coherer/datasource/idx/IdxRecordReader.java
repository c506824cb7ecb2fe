package org.coherer.datasource.idx;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.coherer.datasource.file.HadoopSettings;
import org.coherer.datasource.format.RecordReader;

/** Reads a range of rows from the files of all columns side by side, one row at a time. */
final class IdxRecordReader implements RecordReader {
  private final IdxColumnReader[] readers;
  private final Object[] values;
  private final InternalRow row;
  private long rowsLeft;

  IdxRecordReader(List<IdxColumn> columns, long first, long rows, HadoopSettings hadoop) {
    readers =
        columns.stream()
            .map(column -> new IdxColumnReader(column, first, hadoop))
            .toArray(IdxColumnReader[]::new);
    values = new Object[columns.size()];
    row = new GenericInternalRow(values);
    rowsLeft = rows;
  }

  @Override
  public boolean next() throws IOException {
    if (rowsLeft == 0) {
      for (IdxColumnReader reader : readers) {
        reader.checkEnd();
      }
      return false;
    }
    for (int i = 0; i < readers.length; i++) {
      values[i] = readers[i].read();
    }
    rowsLeft--;
    return true;
  }

  /** The current row. Reused by the next call of next(). */
  @Override
  public InternalRow row() {
    return row;
  }

  @Override
  public void close() throws IOException {
    IOException first = null;
    for (IdxColumnReader reader : readers) {
      try {
        reader.close();
      } catch (IOException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
