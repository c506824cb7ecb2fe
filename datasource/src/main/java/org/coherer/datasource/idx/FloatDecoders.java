package org.coherer.datasource.idx;

import static org.apache.spark.sql.catalyst.expressions.UnsafeArrayData.fromPrimitiveArray;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;

/**
 * Decoders that multiply each value by a scale, in double precision, and round the product to a
 * float.
 */
final class FloatDecoders {
  private static final int BYTE_VALUES = 256;

  private FloatDecoders() {}

  static ElementDecoder of(IdxType stored, double scale, ByteBuffer row) {
    return switch (stored) {
      case UBYTE -> bytes(row, unsignedTable(scale));
      case BYTE -> bytes(row, signedTable(scale));
      case SHORT -> shorts(row.asShortBuffer(), scale);
      case INT -> ints(row.asIntBuffer(), scale);
      case FLOAT -> floats(row.asFloatBuffer(), scale);
      case DOUBLE -> doubles(row.asDoubleBuffer(), scale);
    };
  }

  /** Looks up each of the 256 possible bytes instead of converting and multiplying it. */
  private static ElementDecoder bytes(ByteBuffer row, float[] table) {
    float[] elements = new float[row.capacity()];
    return () -> {
      for (int i = 0; i < elements.length; i++) {
        elements[i] = table[Byte.toUnsignedInt(row.get(i))];
      }
      return fromPrimitiveArray(elements);
    };
  }

  private static ElementDecoder shorts(ShortBuffer row, double scale) {
    float[] elements = new float[row.capacity()];
    return () -> {
      for (int i = 0; i < elements.length; i++) {
        elements[i] = (float) (row.get(i) * scale);
      }
      return fromPrimitiveArray(elements);
    };
  }

  private static ElementDecoder ints(IntBuffer row, double scale) {
    float[] elements = new float[row.capacity()];
    return () -> {
      for (int i = 0; i < elements.length; i++) {
        elements[i] = (float) (row.get(i) * scale);
      }
      return fromPrimitiveArray(elements);
    };
  }

  private static ElementDecoder floats(FloatBuffer row, double scale) {
    float[] elements = new float[row.capacity()];
    return () -> {
      for (int i = 0; i < elements.length; i++) {
        elements[i] = (float) (row.get(i) * scale);
      }
      return fromPrimitiveArray(elements);
    };
  }

  private static ElementDecoder doubles(DoubleBuffer row, double scale) {
    float[] elements = new float[row.capacity()];
    return () -> {
      for (int i = 0; i < elements.length; i++) {
        elements[i] = (float) (row.get(i) * scale);
      }
      return fromPrimitiveArray(elements);
    };
  }

  private static float[] unsignedTable(double scale) {
    float[] table = new float[BYTE_VALUES];
    for (int bits = 0; bits < BYTE_VALUES; bits++) {
      table[bits] = (float) (bits * scale);
    }
    return table;
  }

  private static float[] signedTable(double scale) {
    float[] table = new float[BYTE_VALUES];
    for (int bits = 0; bits < BYTE_VALUES; bits++) {
      table[bits] = (float) ((byte) bits * scale);
    }
    return table;
  }
}
