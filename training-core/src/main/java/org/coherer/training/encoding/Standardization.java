package org.coherer.training.encoding;

import java.util.Arrays;

/**
 * Scales every number of a row by itself: {@code (value - mean) * factor}, so that each of them has
 * the mean 0 and the standard deviation 1 over the rows of the training set.
 *
 * <p>A number that is the same in all rows has the factor 0: it says nothing, and a value that was
 * never seen must not turn a prediction over.
 *
 * <p>With a limit L, a scaled number z becomes {@code z / sqrt(1 + (z / L)^2)}: nearly itself where
 * it is small, and never beyond L. Numbers of heavy tails, and columns that are 0 but for a few
 * rows, would dwarf all others.
 *
 * @see <a href="https://arxiv.org/abs/2407.04491">Holzmueller, Grinsztajn and Steinwart, 2024</a>,
 *     section 3, for the smooth limit
 */
public final class Standardization implements Scaling {

  private static final long serialVersionUID = 1L;

  private final float[] means;
  private final float[] factors;
  private final float limit;

  /** Means and factors of so many rows that a loop over them is long; made when they are needed. */
  private transient Tile tile;

  /** Creates a standardization without a limit. The arrays are copied. */
  public Standardization(float[] means, float[] factors) {
    this(means, factors, 0);
  }

  /**
   * Creates a standardization. The arrays are copied.
   *
   * @param means what is subtracted from each number; finite
   * @param factors what the difference is multiplied by; finite, at least 0
   * @param limit what no number exceeds; 0 for none
   */
  public Standardization(float[] means, float[] factors, float limit) {
    if (!(limit >= 0 && limit <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "Invalid limit " + limit + " of a standardization (must be finite, at least 0)");
    }
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
    this.limit = limit;
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

  /** Returns what no scaled number exceeds; 0 if there is no limit. */
  public float limit() {
    return limit;
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
    if (limit > 0) {
      bound(numbers, from, length);
    }
  }

  /**
   * Goes through all rows in one loop: those over single rows are mostly too short for vectors, and
   * the JIT compiler makes vectors where all arrays have the same index.
   */
  @Override
  public void encodeRows(float[] records, int rows, int recordLength, float[] into) {
    checkLength(recordLength);
    int length = rows * recordLength;
    tile(rows).standardize(records, into, length);
    if (limit > 0) {
      bound(into, 0, length);
    }
  }

  private Tile tile(int rows) {
    Tile made = tile;
    if (made == null || made.rows < rows) {
      made = new Tile(means, factors, rows);
      tile = made; // Several threads may make one: the last stays.
    }
    return made;
  }

  /** The means and factors of several rows, one behind the other. */
  private static final class Tile {

    private final int rows;
    private final float[] means;
    private final float[] factors;

    Tile(float[] means, float[] factors, int rows) {
      this.rows = rows;
      this.means = repeated(means, rows);
      this.factors = repeated(factors, rows);
    }

    private static float[] repeated(float[] numbers, int times) {
      float[] repeated = new float[numbers.length * times];
      for (int i = 0; i < times; i++) {
        System.arraycopy(numbers, 0, repeated, i * numbers.length, numbers.length);
      }
      return repeated;
    }

    void standardize(float[] numbers, float[] into, int length) {
      for (int i = 0; i < length; i++) {
        into[i] = (numbers[i] - means[i]) * factors[i];
      }
    }
  }

  private void bound(float[] numbers, int from, int length) {
    float inverse = 1 / limit;
    for (int i = from; i < from + length; i++) {
      float part = numbers[i] * inverse;
      numbers[i] = numbers[i] / (float) Math.sqrt(1 + part * part);
    }
  }

  @Override
  public double invert(int index, double scaled) {
    double part = limit == 0 ? 0 : scaled / limit;
    double z = scaled / Math.sqrt(Math.max(Float.MIN_NORMAL, 1 - part * part));
    return means[index] + (factors[index] == 0 ? 0 : z / factors[index]);
  }

  @Override
  public double invertDifference(int index, double scaled) {
    if (limit > 0) {
      throw new IllegalStateException("Limited numbers have no difference in the original unit");
    }
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
        && Arrays.equals(factors, that.factors)
        && limit == that.limit;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(means) + Arrays.hashCode(factors)) + Float.hashCode(limit);
  }

  @Override
  public String toString() {
    return "Standardization[length=" + means.length + ", hash=" + hashCode() + "]";
  }
}
