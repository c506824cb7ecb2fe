package org.coherer.connector.column;

import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.bitset.BitSetMethods;

/** Tells whether an array has nulls, without a look at each element where Spark keeps bits. */
public final class Nulls {

  private static final int COUNT_BYTES = 8;
  private static final int BITS_PER_WORD = 64;

  private Nulls() {}

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
}
