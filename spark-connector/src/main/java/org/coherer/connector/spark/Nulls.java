package org.coherer.connector.spark;

import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.bitset.BitSetMethods;

/**
 * Finds out whether arrays have nulls, without a look at each element where Spark keeps bits.
 *
 * <p>Why: {@code ArrayData} can only be asked element by element, and {@code ColumnVector} not for
 * its children; the bits of {@code UnsafeArrayData}, behind 8 bytes of length, are as they are
 * since Spark 2.1, the children of {@code WritableColumnVector} since Spark 2.3.
 */
public final class Nulls {

  private static final int COUNT_BYTES = 8;
  private static final int BITS_PER_WORD = 64;

  private Nulls() {}

  /** Returns whether an array has a null. */
  public static boolean hasAny(ArrayData array) {
    int count = array.numElements();
    if (array instanceof UnsafeArrayData unsafe) {
      int words = (count + BITS_PER_WORD - 1) / BITS_PER_WORD;
      return BitSetMethods.anySet(
          unsafe.getBaseObject(), unsafe.getBaseOffset() + COUNT_BYTES, words);
    }
    for (int i = 0; i < count; i++) {
      if (array.isNullAt(i)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether a column of arrays is known to have no null within an array. Vectors that are
   * not Spark's own, such as Arrow's, do not show their elements.
   */
  public static boolean hasNoneInArrays(ColumnVector column) {
    return column instanceof WritableColumnVector arrays && !arrays.getChild(0).hasNull();
  }
}
