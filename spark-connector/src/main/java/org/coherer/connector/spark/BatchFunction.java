package org.coherer.connector.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/**
 * Computes columns from others, for many rows at once. Functions that are equal give the same
 * columns.
 */
public interface BatchFunction extends Serializable {

  /** Returns the columns that it adds. */
  List<AddedColumn> columns();

  /** Returns how many rows it takes at most at once. */
  int batchRows();

  /** Returns whether it may drop rows. */
  boolean dropsRows();

  /**
   * Opens a batch, for one task.
   *
   * @param layout where the columns are in a row that it computes from
   * @param rows how many it must be able to hold
   */
  Batch open(RowLayout layout, int rows);

  /** A batch, used again and again by one thread. */
  interface Batch {

    /**
     * Reads a row, whose contents may change after that.
     *
     * @param index how many were read before it
     * @return false if the row is to be dropped, and its index given to the next one
     * @throws org.coherer.connector.column.InvalidRowException if the row cannot be read
     */
    boolean read(SpecializedGetters row, int index);

    /** Computes the first rows. */
    void compute(int rows);

    /** Puts what was computed for a row into the added columns. */
    void write(int index, AddedValues into);
  }
}
