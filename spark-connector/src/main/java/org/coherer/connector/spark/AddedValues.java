package org.coherer.connector.spark;

/** Takes what a {@link BatchFunction} adds to one row: a value for each column, in their order. */
public interface AddedValues {

  /** Sets the next column, a double. */
  void put(double value);

  /**
   * Sets the next column, a vector.
   *
   * @param values as many as the column says; copied
   */
  void put(double[] values);
}
