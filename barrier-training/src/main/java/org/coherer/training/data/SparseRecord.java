package org.coherer.training.data;

/**
 * The record of a sparse vector. It holds, behind labels and weight:
 *
 * <table>
 * <caption>The rest of the record</caption>
 * <tr><th>bytes</th><th>holds</th></tr>
 * <tr><td>4</td><td>the number n of stored values, or -1 if the vector is dense</td></tr>
 * <tr><td>4n</td><td>their indices (omitted if dense)</td></tr>
 * <tr><td>4n</td><td>the values, floats</td></tr>
 * </table>
 */
final class SparseRecord {

  /** Marks a dense vector, in place of the number of values. */
  static final int DENSE = -1;

  private SparseRecord() {}

  /** Returns the length of a record of so many values, without labels and weight. */
  static int bytes(int count) {
    return Integer.BYTES + count * (Integer.BYTES + Float.BYTES);
  }

  /** Returns the length of the record of a dense vector, without labels and weight. */
  static int denseBytes(int featureLength) {
    return Integer.BYTES + featureLength * Float.BYTES;
  }
}
