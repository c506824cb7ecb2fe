package org.coherer.datasource.idx;

import java.nio.ByteBuffer;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;

/** Decoders that widen any integer to an int, for labels: a single element in each row. */
final class IntDecoders {
  private IntDecoders() {}

  static ElementDecoder of(IdxType stored, ByteBuffer row) {
    int[] elements = new int[row.capacity() / stored.bytes()];
    return () -> {
      for (int i = 0; i < elements.length; i++) {
        elements[i] = widen(stored, row, i * stored.bytes());
      }
      return UnsafeArrayData.fromPrimitiveArray(elements);
    };
  }

  private static int widen(IdxType stored, ByteBuffer row, int offset) {
    return switch (stored) {
      case UBYTE -> Byte.toUnsignedInt(row.get(offset));
      case BYTE -> row.get(offset);
      case SHORT -> row.getShort(offset);
      case INT -> row.getInt(offset);
      case FLOAT, DOUBLE ->
          throw new IllegalArgumentException(
              "Invalid element type " + stored + " (must be one of integers)");
    };
  }
}
