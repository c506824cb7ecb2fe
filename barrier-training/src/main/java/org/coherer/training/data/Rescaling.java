package org.coherer.training.data;

import java.io.Serializable;

/**
 * Rescales every feature when a batch is assembled: {@code value * scale + offset}. Records keep
 * the original value.
 *
 * @param scale the factor; not zero
 * @param offset the offset, which is added after the multiplication
 */
public record Rescaling(float scale, float offset) implements Serializable {

  /** The identity. */
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

  /** Returns a value rescaled. */
  public float apply(float value) {
    return value * scale + offset;
  }

  /** Returns whether this is the identity. */
  public boolean isIdentity() {
    return scale == 1f && offset == 0f;
  }
}
