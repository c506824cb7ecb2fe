package org.coherer.training.data;

/**
 * A record of a vector of which mostly zeros are left out. Behind labels and weight:
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

  private SparseRecord() {}

  /** Returns the length of a record of so many values, without labels and weight. */
  static int bytes(int count) {
    return Integer.BYTES + count * (Integer.BYTES + Float.BYTES);
  }

  /** Returns the length of a record that has all values, without labels and weight. */
  static int denseBytes(int featureLength) {
    return Integer.BYTES + featureLength * Float.BYTES;
  }
}
