package org.coherer.training.data;

import java.io.Serializable;

/**
 * The fixed-stride record that a row becomes before it is shuffled and cached: features, label,
 * weight, each a 32-bit float in little-endian order.
 *
 * @param featureLength floats of the features
 * @param target how the label becomes a target
 */
public record RecordLayout(int featureLength, TargetEncoding target) implements Serializable {

  /** Checks the length. */
  public RecordLayout {
    if (featureLength < 1) {
      throw new IllegalArgumentException(
          "Invalid feature length " + featureLength + " (must be at least 1)");
    }
  }

  /** Returns the floats of one record. */
  public int recordFloats() {
    return featureLength + 2;
  }

  /** Returns the bytes of one record. */
  public int recordBytes() {
    return Math.multiplyExact(recordFloats(), Float.BYTES);
  }
}
