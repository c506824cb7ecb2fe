package org.coherer.training.encoding;

/**
 * Encodes a date, or a point in time in UTC: the days since 1970, scaled as a {@link
 * NumberEncoding}, then sine and cosine of the place in the week, in the year and, of a point in
 * time, in the day. A missing one is 0 in all of them.
 *
 * @param mean the mean of the days
 * @param factor what the difference from the mean is multiplied by; 0 if all days are the same
 * @param limit what no number exceeds; 0 for none
 * @param timeOfDay whether the record has the second of the day as well
 * @param indicator whether a last number says that the value is missing
 */
public record TimeEncoding(
    float mean, float factor, float limit, boolean timeOfDay, boolean indicator)
    implements ColumnEncoding {

  private static final double SECONDS = 86_400;
  private static final double WEEK = 7;
  private static final double YEAR = 365.2425;

  /** Checks the numbers. */
  public TimeEncoding {
    new NumberEncoding(mean, factor, limit, true, indicator);
  }

  @Override
  public int slots() {
    return timeOfDay ? 2 : 1;
  }

  @Override
  public int numbers() {
    return 5 + (timeOfDay ? 2 : 0) + (indicator ? 1 : 0);
  }

  @Override
  public void encode(float[] record, int from, float[] into, int at) {
    boolean missing = Float.isNaN(record[from]);
    double time = missing || !timeOfDay ? 0 : record[from + 1] / SECONDS;
    double days = missing ? mean : record[from] + time;
    into[at] = ColumnEncoding.limited((float) ((days - mean) * factor), limit);
    place(days, WEEK, missing, into, at + 1);
    place(days, YEAR, missing, into, at + 3);
    if (timeOfDay) {
      place(time, 1, missing, into, at + 5);
    }
    if (indicator) {
      into[at + numbers() - 1] = missing ? 1 : 0;
    }
  }

  private static void place(double days, double period, boolean missing, float[] into, int at) {
    double angle = 2 * Math.PI * (days / period - Math.floor(days / period));
    into[at] = missing ? 0 : (float) Math.sin(angle);
    into[at + 1] = missing ? 0 : (float) Math.cos(angle);
  }
}
