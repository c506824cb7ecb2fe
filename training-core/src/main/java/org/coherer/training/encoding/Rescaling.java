package org.coherer.training.encoding;

/**
 * Rescales every number alike: {@code value * scale + offset}.
 *
 * @param scale the factor; not zero
 * @param offset the offset, which is added after the multiplication
 */
public record Rescaling(float scale, float offset) implements Scaling {

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

  @Override
  public boolean isIdentity() {
    return scale == 1f && offset == 0f;
  }

  @Override
  public void apply(float[] numbers, int from, int length) {
    for (int i = from; i < from + length; i++) {
      numbers[i] = numbers[i] * scale + offset;
    }
  }

  @Override
  public double invert(int index, double scaled) {
    return (scaled - offset) / scale;
  }

  @Override
  public double invertDifference(int index, double scaled) {
    return scaled / scale;
  }

  @Override
  public void checkLength(int length) {
    // Any number of numbers is scaled alike.
  }
}
