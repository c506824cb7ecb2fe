package org.coherer.ml.evaluation;

import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.coherer.connector.column.ClassIndex;

/** Counts the rows that a classifier has scored. */
final class ClassTally implements Tally<double[], ClassTally> {

  private static final long serialVersionUID = 1L;

  /** The smallest probability whose logarithm is taken, as in Spark's own log loss. */
  private static final double SMALLEST = 1e-15;

  private static final int LABEL = 0;
  private static final int PREDICTION = 1;
  private static final int PROBABILITY_OF_LABEL = 2;
  private static final int PROBABILITY_OF_SECOND = 3;

  private final String column;
  private final ClassIndex classes;
  private final long[][] counts;
  private double logLoss;
  private String firstInvalid;

  /**
   * Creates a class tally without rows.
   *
   * @param column what the labels' column is called, for messages
   */
  ClassTally(String column, ClassIndex classes) {
    this.column = column;
    this.classes = classes;
    int count = classes.names().size();
    this.counts = new long[count][count];
  }

  /**
   * Returns what is to be added for a row: label, prediction, probabilities. All of it is numbers,
   * which every serializer takes: of a label that is no class, -1 and its characters.
   */
  static double[] numbers(Row row, ClassIndex classes) {
    int label = classes.of(row.get(0));
    if (label < 0) {
      return IntStream.concat(IntStream.of(label), classes.shown(row.get(0)).chars())
          .asDoubleStream()
          .toArray();
    }
    Vector probabilities = row.getAs(2);
    return new double[] {
      label, row.getDouble(1), probabilities.apply(label), probabilities.apply(1)
    };
  }

  @Override
  public void add(double[] row) {
    if (row[LABEL] < 0) {
      StringBuilder label = new StringBuilder();
      for (int i = 1; i < row.length; i++) {
        label.append((char) row[i]);
      }
      invalid(
          "Invalid label " + label + " in column '" + column + "' (" + classes.constraint() + ")");
      return;
    }
    counts[(int) row[LABEL]][(int) row[PREDICTION]]++;
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
    return Evaluations.matrix(counts, firstInvalid);
  }

  /** Returns the mean over rows of the negative logarithm of the label's probability. */
  double meanLogLoss() {
    return logLoss / matrix().rows();
  }
}
