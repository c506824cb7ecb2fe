package org.coherer.ml.evaluation;

/**
 * Counts rows with an anomaly score: score, label (1 for an anomaly, or 0), whether that is null.
 */
final class AnomalyTally implements Tally<double[], AnomalyTally> {

  private static final long serialVersionUID = 1L;
  private static final int SCORE = 0;
  private static final int LABEL = 1;
  private static final int IS_NULL = 2;

  private final String column;
  private final long[] counts = new long[2];
  private final double[] scores = new double[2];
  private String firstInvalid;

  /**
   * Creates an anomaly tally without rows.
   *
   * @param column what the labels' column is called, for messages
   */
  AnomalyTally(String column) {
    this.column = column;
  }

  @Override
  public void add(double[] row) {
    double label = row[LABEL];
    if (label != 0 && label != 1) {
      invalid(
          "Invalid value "
              + (row[IS_NULL] == 1 ? "null" : label)
              + " in column '"
              + column
              + "' (must be 0, or 1 for an anomaly)");
      return;
    }
    counts[(int) label]++;
    scores[(int) label] += row[SCORE];
  }

  private void invalid(String message) {
    firstInvalid = firstInvalid == null ? message : firstInvalid;
  }

  @Override
  public AnomalyTally merge(AnomalyTally other) {
    for (int label = 0; label < counts.length; label++) {
      counts[label] += other.counts[label];
      scores[label] += other.scores[label];
    }
    invalid(other.firstInvalid);
    return this;
  }

  /**
   * Checks that rows say what they are, and that there are some of both kinds.
   *
   * @throws IllegalArgumentException if not
   */
  void check() {
    if (firstInvalid != null) {
      throw new IllegalArgumentException(firstInvalid);
    }
    if (others() == 0 || anomalies() == 0) {
      throw new IllegalArgumentException(
          "Cannot evaluate on "
              + anomalies()
              + " anomalies and "
              + others()
              + " other rows (must be at least one of each)");
    }
  }

  long others() {
    return counts[0];
  }

  long anomalies() {
    return counts[1];
  }

  double meanOtherScore() {
    return scores[0] / counts[0];
  }

  double meanAnomalyScore() {
    return scores[1] / counts[1];
  }
}
