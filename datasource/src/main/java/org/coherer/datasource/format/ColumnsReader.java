package org.coherer.datasource.format;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;

/** Reads rows whose columns lie apart, each in a file or an array of its own, side by side. */
public final class ColumnsReader implements RecordReader {
  private final List<ColumnValues> columns;
  private final Object[] values;
  private final InternalRow row;
  private long rowsLeft;

  /**
   * Reads rows.
   *
   * @param columns all at the same row; closed with this. None, for rows that are merely counted
   * @param rows how many
   */
  public ColumnsReader(List<? extends ColumnValues> columns, long rows) {
    this.columns = List.copyOf(columns);
    values = new Object[columns.size()];
    row = new GenericInternalRow(values);
    rowsLeft = rows;
  }

  @Override
  public boolean next() throws IOException {
    if (rowsLeft == 0) {
      for (ColumnValues column : columns) {
        column.checkEnd();
      }
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = columns.get(i).nextValue();
    }
    rowsLeft--;
    return true;
  }

  @Override
  public InternalRow row() {
    return row;
  }

  @Override
  public void close() throws IOException {
    closeAll(columns);
  }

  /** Closes all, whichever of them fails. */
  public static void closeAll(List<? extends ColumnValues> columns) throws IOException {
    IOException first = null;
    for (ColumnValues column : columns) {
      try {
        column.close();
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
