package org.coherer.training.data;

/**
 * A record of a vector of which mostly zeros are left out. Behind label and weight:
 *
 * <table>
 * <caption>The rest of the record</caption>
 * <tr><th>bytes</th><th>holds</th></tr>
 * <tr><td>4</td><td>the number n of values, or -1 if all are there</td></tr>
 * <tr><td>4n</td><td>their indices (left out if all are there)</td></tr>
 * <tr><td>4n</td><td>the values, floats</td></tr>
 * </table>
 */
final class SparseRecord {

  /** Stands for the number of values where all are there. */
  static final int DENSE = -1;

  private static final int VALUES_AT = RecordLayout.FEATURES_AT + Integer.BYTES;

  private SparseRecord() {}

  /** Returns the length of a record of so many values. */
  static int bytes(int count) {
    return VALUES_AT + count * (Integer.BYTES + Float.BYTES);
  }

  /** Returns the length of a record that has all values. */
  static int denseBytes(int featureLength) {
    return VALUES_AT + featureLength * Float.BYTES;
  }
}
