package org.coherer.connector.row;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** The rows of column batches. */
final class ColumnarRows implements RowCursor {

  private final Iterator<ColumnarBatch> batches;
  private final RowReader reader;
  private final BatchFeatures batchReader;
  private ColumnarBatch batch;
  private InternalRow row;
  private int count;
  private int at;

  /**
   * Creates a columnar rows.
   *
   * @param batchReader asked first for the features; {@code null} if there is no such reader
   */
  ColumnarRows(Iterator<ColumnarBatch> batches, RowReader reader, BatchFeatures batchReader) {
    this.batches = batches;
    this.reader = reader;
    this.batchReader = batchReader;
  }

  @Override
  public boolean next() {
    at++;
    while (at >= count) {
      if (!batches.hasNext()) {
        return false;
      }
      batch = batches.next();
      count = batch.numRows();
      at = 0;
      reader.expect(batch);
      if (batchReader != null) {
        batchReader.show(batch);
      }
    }
    row = batch.getRow(at);
    return true;
  }

  @Override
  public SpecializedGetters row() {
    return row;
  }

  @Override
  public void readFeatures() {
    if (batchReader == null || !batchReader.read(at)) {
      reader.read(row);
    }
  }
}
