package org.coherer.training.data;

import java.io.Serializable;

/**
 * What becomes of every feature on its way into a batch: {@code value * scale + offset}. Records
 * keep the value as it came.
 *
 * @param scale the factor; not zero
 * @param offset what is added after it
 */
public record Rescaling(float scale, float offset) implements Serializable {

  /** Leaves values as they are. */
  public static final Rescaling NONE = new Rescaling(1f, 0f);

  /** Checks that both are finite, and that the factor is not zero. */
  public Rescaling {
    if (!Float.isFinite(scale) || scale == 0) {
      throw new IllegalArgumentException(
          "Invalid inputScale " + scale + " (must be a finite number other than 0)");
    }
    if (!Float.isFinite(offset)) {
      throw new IllegalArgumentException(
          "Invalid inputOffset " + offset + " (must be a finite number)");
    }
  }

  /** Returns what becomes of a value. */
  public float apply(float value) {
    return value * scale + offset;
  }

  /** Returns whether it changes nothing. */
  public boolean isIdentity() {
    return scale == 1f && offset == 0f;
  }
}
