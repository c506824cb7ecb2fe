package org.coherer.connector.row;

import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Reads features from a column batch in a faster way than row by row, where it can. Rows must come
 * in order.
 */
interface BatchFeatures {

  /** Goes on to another batch. */
  void show(ColumnarBatch batch);

  /**
   * Reads the features of a row; returns false if it cannot, for the batch is not of that kind, or
   * there are values that need a closer look.
   */
  boolean read(int row);
}
