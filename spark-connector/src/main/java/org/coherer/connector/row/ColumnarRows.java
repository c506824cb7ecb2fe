package org.coherer.connector.row;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** The lines of batches of columns. */
final class ColumnarRows implements RowCursor {

  private final Iterator<ColumnarBatch> batches;
  private final RowReader reader;
  private final BatchFeatures faster;
  private ColumnarBatch batch;
  private InternalRow row;
  private int lines;
  private int line;

  /**
   * Creates one.
   *
   * @param faster asked first for the features; {@code null} if there is no such way
   */
  ColumnarRows(Iterator<ColumnarBatch> batches, RowReader reader, BatchFeatures faster) {
    this.batches = batches;
    this.reader = reader;
    this.faster = faster;
  }

  @Override
  public boolean next() {
    line++;
    while (line >= lines) {
      if (!batches.hasNext()) {
        return false;
      }
      batch = batches.next();
      lines = batch.numRows();
      line = 0;
      reader.expect(batch);
      if (faster != null) {
        faster.show(batch);
      }
    }
    row = batch.getRow(line);
    return true;
  }

  @Override
  public SpecializedGetters row() {
    return row;
  }

  @Override
  public void readFeatures() {
    if (faster == null || !faster.read(line)) {
      reader.read(row);
    }
  }
}
