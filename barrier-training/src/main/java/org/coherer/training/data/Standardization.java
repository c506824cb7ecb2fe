package org.coherer.training.data;

import java.util.Arrays;

/**
 * Scales every number of a row by itself: {@code (value - mean) * factor}, so that each of them has
 * the mean 0 and the standard deviation 1 over the rows of the training set.
 *
 * <p>A number that is the same in all rows has the factor 0: it says nothing, and a value that was
 * never seen must not turn a prediction over.
 */
public final class Standardization implements Scaling {

  private static final long serialVersionUID = 1L;

  private final float[] means;
  private final float[] factors;

  /**
   * Creates a standardization. The arrays are copied.
   *
   * @param means what is subtracted from each number; finite
   * @param factors what the difference is multiplied by; finite, at least 0
   */
  public Standardization(float[] means, float[] factors) {
    if (means.length != factors.length) {
      throw new IllegalArgumentException(
          "Invalid standardization of "
              + means.length
              + " means and "
              + factors.length
              + " factors (must be as many)");
    }
    for (int i = 0; i < means.length; i++) {
      if (!Float.isFinite(means[i]) || !(factors[i] >= 0 && factors[i] <= Float.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "Invalid standardization of number "
                + i
                + ": mean "
                + means[i]
                + ", factor "
                + factors[i]
                + " (must be finite, the factor at least 0)");
      }
    }
    this.means = means.clone();
    this.factors = factors.clone();
  }

  /** Returns how many numbers a row has. */
  public int length() {
    return means.length;
  }

  /** Returns what is subtracted from a number. */
  public float mean(int index) {
    return means[index];
  }

  /** Returns what a number is multiplied by; 0 if it is the same in all rows. */
  public float factor(int index) {
    return factors[index];
  }

  @Override
  public boolean isIdentity() {
    return false;
  }

  @Override
  public void apply(float[] numbers, int from, int length) {
    for (int i = 0; i < length; i++) {
      numbers[from + i] = (numbers[from + i] - means[i]) * factors[i];
    }
  }

  @Override
  public double invert(int index, double scaled) {
    return means[index] + invertDifference(index, scaled);
  }

  @Override
  public double invertDifference(int index, double scaled) {
    return factors[index] == 0 ? 0 : scaled / factors[index];
  }

  @Override
  public void checkLength(int length) {
    if (length != means.length) {
      throw new IllegalArgumentException(
          "Cannot standardize rows of "
              + length
              + " numbers (the means are those of "
              + means.length
              + ")");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Standardization that
        && Arrays.equals(means, that.means)
        && Arrays.equals(factors, that.factors);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(means) + Arrays.hashCode(factors);
  }

  @Override
  public String toString() {
    return "Standardization[length=" + means.length + ", hash=" + hashCode() + "]";
  }
}
