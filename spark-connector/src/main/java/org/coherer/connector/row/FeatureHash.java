package org.coherer.connector.row;

/**
 * Hashes what the features of a row hold, in whichever form: equal rows have the same hash, in
 * whatever order and partition they come.
 */
public final class FeatureHash {

  private static final long PRIME = 0x100000001B3L;

  private FeatureHash() {}

  /** Returns the hash of a row. */
  public static long of(Features features) {
    return switch (features.form()) {
      case FLOATS -> ofFloats(features.floats(), features.length());
      case BYTES -> ofBytes(features.bytes());
      case SPARSE -> ofSparse(features);
    };
  }

  /** Skips zeros, so that a sparse vector is equal to a dense one. */
  private static long ofFloats(float[] values, int length) {
    long hash = 0;
    for (int i = 0; i < length; i++) {
      if (values[i] != 0f) {
        hash += term(i, values[i]);
      }
    }
    return hash;
  }

  private static long ofSparse(Features features) {
    long hash = 0;
    for (int i = 0; i < features.count(); i++) {
      float value = features.floats()[i];
      if (value != 0f) {
        hash += term(features.indices()[i], value);
      }
    }
    return hash;
  }

  private static long ofBytes(byte[] values) {
    long hash = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        hash += term(i, values[i] & 0xff);
      }
    }
    return hash;
  }

  /** Terms are added, so the order in which they come does not matter. */
  private static long term(int index, float value) {
    long mixed = (Float.floatToIntBits(value) + ((long) index << 32)) * PRIME;
    return (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L;
  }
}
