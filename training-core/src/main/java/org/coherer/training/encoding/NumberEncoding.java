package org.coherer.training.encoding;

/**
 * Encodes a number as {@code (value - mean) * factor}, limited as by {@link Standardization}, and a
 * missing one as the mean.
 *
 * @param mean what is subtracted; what a missing value counts as
 * @param factor what the difference is multiplied by; 0 for a column that says nothing
 * @param limit what no number exceeds; 0 for none
 * @param centred whether the mean is subtracted; else it only takes the place of missing values
 * @param indicator whether a second number says that the value is missing
 */
public record NumberEncoding(
    float mean, float factor, float limit, boolean centred, boolean indicator)
    implements ColumnEncoding {

  /** Checks the numbers. */
  public NumberEncoding {
    if (!Float.isFinite(mean)
        || !(factor >= 0 && factor <= Float.MAX_VALUE)
        || !(limit >= 0 && limit <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "Invalid encoding of a number: mean "
              + mean
              + ", factor "
              + factor
              + ", limit "
              + limit
              + " (must be finite, factor and limit at least 0)");
    }
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public int numbers() {
    return indicator ? 2 : 1;
  }

  @Override
  public void encode(float[] record, int from, float[] into, int at) {
    boolean missing = Float.isNaN(record[from]);
    float value = missing ? mean : record[from];
    into[at] = ColumnEncoding.limited((centred ? value - mean : value) * factor, limit);
    if (indicator) {
      into[at + 1] = missing ? 1 : 0;
    }
  }
}
