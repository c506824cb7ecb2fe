package org.coherer.ml.evaluation;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/** Counts the rows that a classifier has scored. */
final class ClassTally implements Tally<double[], ClassTally> {

  private static final long serialVersionUID = 1L;

  /** The smallest probability whose logarithm is taken, as in Spark's own log loss. */
  private static final double SMALLEST = 1e-15;

  private static final int LABEL = 0;
  private static final int PREDICTION = 1;
  private static final int PROBABILITY_OF_LABEL = 2;
  private static final int PROBABILITY_OF_SECOND = 3;
  private static final int IS_NULL = 4;

  private final String column;
  private final long[][] counts;
  private double logLoss;
  private String firstInvalid;

  /**
   * Creates a class tally without rows.
   *
   * @param column what the labels' column is called, for messages
   */
  ClassTally(String column, int classes) {
    this.column = column;
    this.counts = new long[classes][classes];
  }

  /** Returns what is to be added for a row: label (double or null), prediction, probabilities. */
  static double[] numbers(Row row) {
    double label = row.isNullAt(0) ? Double.NaN : row.getDouble(0);
    Vector probabilities = row.getAs(2);
    int known = ConfusionMatrix.classOf(label, probabilities.size());
    return new double[] {
      label,
      row.getDouble(1),
      known < 0 ? 0 : probabilities.apply(known),
      probabilities.apply(1),
      row.isNullAt(0) ? 1 : 0
    };
  }

  @Override
  public void add(double[] row) {
    int label = ConfusionMatrix.classOf(row[LABEL], counts.length);
    if (label < 0) {
      invalid(
          "Invalid label "
              + (row[IS_NULL] == 1 ? "null" : row[LABEL])
              + " in column '"
              + column
              + "' (must be an integer in [0, "
              + counts.length
              + "))");
      return;
    }
    counts[label][(int) row[PREDICTION]]++;
    logLoss -= Math.log(Math.max(SMALLEST, row[PROBABILITY_OF_LABEL]));
  }

  /** Returns score and label of a row of two classes, for {@link ThresholdCurves}. */
  static double[] scored(double[] row) {
    return new double[] {row[PROBABILITY_OF_SECOND], row[LABEL]};
  }

  private void invalid(String message) {
    firstInvalid = firstInvalid == null ? message : firstInvalid;
  }

  @Override
  public ClassTally merge(ClassTally other) {
    for (int label = 0; label < counts.length; label++) {
      for (int prediction = 0; prediction < counts.length; prediction++) {
        counts[label][prediction] += other.counts[label][prediction];
      }
    }
    logLoss += other.logLoss;
    invalid(other.firstInvalid);
    return this;
  }

  /**
   * Returns the counts.
   *
   * @throws IllegalArgumentException if a label was none of the classes, or there was no row
   */
  ConfusionMatrix matrix() {
    if (firstInvalid != null) {
      throw new IllegalArgumentException(firstInvalid);
    }
    ConfusionMatrix matrix = new ConfusionMatrix(counts);
    if (matrix.rows() == 0) {
      throw Evaluations.noRows();
    }
    return matrix;
  }

  /** Returns the mean over rows of the negative logarithm of the label's probability. */
  double meanLogLoss() {
    return logLoss / matrix().rows();
  }
}
