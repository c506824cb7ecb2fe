package org.coherer.connector.data;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** The lines of batches of columns. Features that have a column each are read column by column. */
final class ColumnarRows implements RowCursor {

  private final Iterator<ColumnarBatch> batches;
  private final RowReader reader;
  private final ColumnTile tile;
  private ColumnarBatch batch;
  private InternalRow row;
  private int lines;
  private int line;

  /**
   * Creates one.
   *
   * @param tile for one input whose values have a column each, otherwise {@code null}
   */
  ColumnarRows(Iterator<ColumnarBatch> batches, RowReader reader, ColumnTile tile) {
    this.batches = batches;
    this.reader = reader;
    this.tile = tile;
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
      if (tile != null) {
        tile.show(batch);
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
    if (tile == null || !tile.read(line)) {
      reader.read(row);
    }
  }
}
