package org.coherer.connector.row;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/** Rows that come as rows. */
final class PlainRows implements RowCursor {

  private final Iterator<InternalRow> rows;
  private final RowReader reader;
  private InternalRow row;

  PlainRows(Iterator<InternalRow> rows, RowReader reader) {
    this.rows = rows;
    this.reader = reader;
  }

  @Override
  public boolean next() {
    if (!rows.hasNext()) {
      return false;
    }
    row = rows.next();
    return true;
  }

  @Override
  public SpecializedGetters row() {
    return row;
  }

  @Override
  public void readFeatures() {
    reader.read(row);
  }
}
