package org.coherer.ml.evaluation;

import java.io.Serializable;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/** Counts scored rows: label (double or null), prediction (double), probabilities (vector). */
final class ClassTally implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The smallest probability whose logarithm is taken, as in Spark's own log loss. */
  private static final double SMALLEST = 1e-15;

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

  /** Takes in a row. */
  ClassTally add(Row row) {
    int label = ConfusionMatrix.classOf(row, 0, counts.length);
    if (label < 0) {
      invalid(
          "Invalid label "
              + row.get(0)
              + " in column '"
              + column
              + "' (must be an integer in [0, "
              + counts.length
              + "))");
      return this;
    }
    counts[label][(int) row.getDouble(1)]++;
    logLoss -= Math.log(Math.max(SMALLEST, row.<Vector>getAs(2).apply(label)));
    return this;
  }

  private void invalid(String message) {
    firstInvalid = firstInvalid == null ? message : firstInvalid;
  }

  /** Takes in all that another one has counted. */
  ClassTally merge(ClassTally other) {
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
