package org.coherer.datasource.idx;

import static org.apache.spark.sql.catalyst.expressions.UnsafeArrayData.fromPrimitiveArray;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;

/** Decoders that keep the value as it is, in the smallest SQL type that holds it. */
final class StoredDecoders {
  private StoredDecoders() {}

  static ElementDecoder of(IdxType stored, ByteBuffer row) {
    return switch (stored) {
      case UBYTE -> unsignedBytes(row);
      case BYTE -> bytes(row);
      case SHORT -> shorts(row.asShortBuffer());
      case INT -> ints(row.asIntBuffer());
      case FLOAT -> floats(row.asFloatBuffer());
      case DOUBLE -> doubles(row.asDoubleBuffer());
    };
  }

  private static ElementDecoder unsignedBytes(ByteBuffer row) {
    short[] elements = new short[row.capacity()];
    return () -> {
      for (int i = 0; i < elements.length; i++) {
        elements[i] = (short) Byte.toUnsignedInt(row.get(i));
      }
      return fromPrimitiveArray(elements);
    };
  }

  private static ElementDecoder bytes(ByteBuffer row) {
    byte[] elements = new byte[row.capacity()];
    return () -> {
      row.get(0, elements);
      return fromPrimitiveArray(elements);
    };
  }

  private static ElementDecoder shorts(ShortBuffer row) {
    short[] elements = new short[row.capacity()];
    return () -> {
      row.get(0, elements);
      return fromPrimitiveArray(elements);
    };
  }

  private static ElementDecoder ints(IntBuffer row) {
    int[] elements = new int[row.capacity()];
    return () -> {
      row.get(0, elements);
      return fromPrimitiveArray(elements);
    };
  }

  private static ElementDecoder floats(FloatBuffer row) {
    float[] elements = new float[row.capacity()];
    return () -> {
      row.get(0, elements);
      return fromPrimitiveArray(elements);
    };
  }

  private static ElementDecoder doubles(DoubleBuffer row) {
    double[] elements = new double[row.capacity()];
    return () -> {
      row.get(0, elements);
      return fromPrimitiveArray(elements);
    };
  }
}
