package org.coherer.training.data;

/** How the features of a row lie in its record. */
public enum FeatureType {
  /** 32-bit floats in little-endian order. */
  FLOAT32(Float.BYTES),
  /** Bytes without a sign, such as grey levels: a quarter of the memory of floats. */
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
