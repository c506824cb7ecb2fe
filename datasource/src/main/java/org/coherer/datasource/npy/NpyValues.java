package org.coherer.datasource.npy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.coherer.datasource.codec.HalfFloats;

/** Converts the elements of a row to an array of the smallest Java type that holds them. */
final class NpyValues {
  private NpyValues() {}

  /**
   * Returns the elements: {@code boolean[]}, {@code byte[]}, {@code short[]}, {@code int[]}, {@code
   * long[]}, {@code float[]}, {@code double[]}, {@code byte[][]} or {@code String[]}.
   *
   * @throws ArithmeticException if an element is 2^63 or more, or no code point
   */
  static Object of(NpyType type, ByteBuffer row) {
    int count = row.remaining() / type.bytes();
    return switch (type.kind()) {
      case BOOL -> booleans(row, count);
      case INT -> ints(type.bytes(), row, count);
      case UNSIGNED -> unsigned(type.bytes(), row, count);
      case FLOAT -> floats(type.bytes(), row, count);
      case BYTES -> byteStrings(type.bytes(), row, count);
      case TEXT -> texts(type.bytes(), row, count);
    };
  }

  private static boolean[] booleans(ByteBuffer row, int count) {
    boolean[] values = new boolean[count];
    for (int i = 0; i < count; i++) {
      values[i] = row.get() != 0;
    }
    return values;
  }

  private static Object ints(int bytes, ByteBuffer row, int count) {
    return switch (bytes) {
      case Byte.BYTES -> {
        byte[] values = new byte[count];
        row.get(values);
        yield values;
      }
      case Short.BYTES -> {
        short[] values = new short[count];
        row.asShortBuffer().get(values);
        yield values;
      }
      case Integer.BYTES -> {
        int[] values = new int[count];
        row.asIntBuffer().get(values);
        yield values;
      }
      default -> {
        long[] values = new long[count];
        row.asLongBuffer().get(values);
        yield values;
      }
    };
  }

  private static Object unsigned(int bytes, ByteBuffer row, int count) {
    return switch (bytes) {
      case Byte.BYTES -> {
        short[] values = new short[count];
        for (int i = 0; i < count; i++) {
          values[i] = (short) Byte.toUnsignedInt(row.get());
        }
        yield values;
      }
      case Short.BYTES -> {
        int[] values = new int[count];
        Arrays.setAll(values, i -> Short.toUnsignedInt(row.getShort()));
        yield values;
      }
      case Integer.BYTES -> {
        long[] values = new long[count];
        Arrays.setAll(values, i -> Integer.toUnsignedLong(row.getInt()));
        yield values;
      }
      default -> {
        long[] values = new long[count];
        Arrays.setAll(values, i -> positive(row.getLong()));
        yield values;
      }
    };
  }

  private static long positive(long value) {
    if (value < 0) {
      throw new ArithmeticException(
          "has the element %s (must be below 2^63)".formatted(Long.toUnsignedString(value)));
    }
    return value;
  }

  private static Object floats(int bytes, ByteBuffer row, int count) {
    if (bytes == Double.BYTES) {
      double[] values = new double[count];
      row.asDoubleBuffer().get(values);
      return values;
    }
    float[] values = new float[count];
    if (bytes == Float.BYTES) {
      row.asFloatBuffer().get(values);
      return values;
    }
    for (int i = 0; i < count; i++) {
      values[i] = HalfFloats.ofHalf(row.getShort());
    }
    return values;
  }

  private static byte[][] byteStrings(int bytes, ByteBuffer row, int count) {
    byte[][] values = new byte[count][];
    byte[] padded = new byte[bytes];
    for (int i = 0; i < count; i++) {
      row.get(padded);
      int length = bytes;
      while (length > 0 && padded[length - 1] == 0) {
        length--;
      }
      values[i] = Arrays.copyOf(padded, length);
    }
    return values;
  }

  private static String[] texts(int bytes, ByteBuffer row, int count) {
    String[] values = new String[count];
    int[] padded = new int[bytes / Integer.BYTES];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < padded.length; j++) {
        padded[j] = codePoint(row.getInt());
      }
      int length = padded.length;
      while (length > 0 && padded[length - 1] == 0) {
        length--;
      }
      values[i] = new String(padded, 0, length);
    }
    return values;
  }

  private static int codePoint(int value) {
    boolean isSurrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
    if (!Character.isValidCodePoint(value) || isSurrogate) {
      throw new ArithmeticException(
          "has the letter 0x%08X (must be a code point of Unicode)".formatted(value));
    }
    return value;
  }
}
