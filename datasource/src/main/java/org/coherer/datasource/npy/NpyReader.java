package org.coherer.datasource.npy;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.coherer.datasource.format.RecordReader;

/** Reads neighbouring rows of several arrays side by side. */
final class NpyReader implements RecordReader {
  private final List<NpyRows> arrays;
  private final Object[] values;
  private final InternalRow row;
  private long rowsLeft;

  /**
   * Reads rows.
   *
   * @param arrays one for each column, all at the same row; closed with this
   * @param rows how many
   */
  NpyReader(List<NpyRows> arrays, long rows) {
    this.arrays = List.copyOf(arrays);
    values = new Object[arrays.size()];
    row = new GenericInternalRow(values);
    rowsLeft = rows;
  }

  @Override
  public boolean next() throws IOException {
    if (rowsLeft == 0) {
      for (NpyRows array : arrays) {
        array.checkEnd();
      }
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = arrays.get(i).nextValue();
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
    closeAll(arrays);
  }

  /** Closes all, whichever of them fails. */
  static void closeAll(List<NpyRows> arrays) throws IOException {
    if (arrays.isEmpty()) {
      return;
    }
    try {
      arrays.get(0).close();
    } finally {
      closeAll(arrays.subList(1, arrays.size()));
    }
  }
}
