package org.coherer.datasource.tfrecord;

import java.util.Arrays;

/** The values of one feature: byte strings, floats or ints. Arrays are not copied. */
final class Feature {
  static final byte[] NO_BYTES = {};

  /** A feature without any list, which stands for a missing value. */
  static final Feature MISSING = new Feature(Kind.NONE, new byte[0][], new float[0], new long[0]);

  /** Which list a feature has. */
  enum Kind {
    NONE("no list"),
    BYTES("a bytes_list"),
    FLOATS("a float_list"),
    LONGS("an int64_list");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** Returns the kind as messages say it. */
    String words() {
      return words;
    }
  }

  private final Kind kind;
  private final byte[][] bytes;
  private final float[] floats;
  private final long[] longs;

  private Feature(Kind kind, byte[][] bytes, float[] floats, long[] longs) {
    this.kind = kind;
    this.bytes = bytes;
    this.floats = floats;
    this.longs = longs;
  }

  static Feature ofBytes(byte[]... values) {
    return new Feature(Kind.BYTES, values, MISSING.floats, MISSING.longs);
  }

  static Feature ofFloats(float... values) {
    return new Feature(Kind.FLOATS, MISSING.bytes, values, MISSING.longs);
  }

  static Feature ofLongs(long... values) {
    return new Feature(Kind.LONGS, MISSING.bytes, MISSING.floats, values);
  }

  Kind kind() {
    return kind;
  }

  /** Returns the number of values. */
  int size() {
    return bytes.length + floats.length + longs.length;
  }

  byte[][] bytes() {
    return bytes;
  }

  float[] floats() {
    return floats;
  }

  long[] longs() {
    return longs;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Feature feature
        && kind == feature.kind
        && Arrays.deepEquals(bytes, feature.bytes)
        && Arrays.equals(floats, feature.floats)
        && Arrays.equals(longs, feature.longs);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(new Object[] {kind.words, bytes, floats, longs});
  }

  @Override
  public String toString() {
    return switch (kind) {
      case NONE -> "MISSING";
      case BYTES -> Arrays.deepToString(bytes);
      case FLOATS -> Arrays.toString(floats);
      case LONGS -> Arrays.toString(longs);
    };
  }
}
