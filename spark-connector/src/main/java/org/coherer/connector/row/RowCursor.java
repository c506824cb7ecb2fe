package org.coherer.connector.row;

import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.coherer.connector.column.InvalidRowException;

/** The rows of a partition, one after the other. Before the first call of {@link #next}, none. */
public interface RowCursor {

  /** Goes on to the next row; returns whether there is one. */
  boolean next();

  /** Returns the row. */
  SpecializedGetters row();

  /**
   * Reads the features of the row.
   *
   * @throws InvalidRowException if the network cannot take them
   */
  void readFeatures();
}
