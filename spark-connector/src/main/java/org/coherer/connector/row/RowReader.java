package org.coherer.connector.row;

import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.coherer.connector.column.InvalidRowException;

/** Reads the features of rows, as Spark holds them, into {@link Features} of its own. */
public interface RowReader {

  /** Says that the next rows are those of a column batch. */
  void expect(ColumnarBatch batch);

  /**
   * Reads the features of a row.
   *
   * @throws InvalidRowException if the network cannot take them
   */
  void read(SpecializedGetters row);
}
