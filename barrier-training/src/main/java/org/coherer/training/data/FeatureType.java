package org.coherer.training.data;

/** The encoding of a row's features in its record. */
public enum FeatureType {
  /** 32-bit floats in little-endian order. */
  FLOAT32(Float.BYTES),
  /** Unsigned bytes, such as grey levels: a quarter of the memory of floats. */
  UINT8(1);

  private final int bytes;

  FeatureType(int bytes) {
    this.bytes = bytes;
  }

  /** Returns the bytes of one value. */
  public int bytes() {
    return bytes;
  }
}
