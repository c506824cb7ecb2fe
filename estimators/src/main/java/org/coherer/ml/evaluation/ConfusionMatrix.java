package org.coherer.ml.evaluation;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many rows of each class were taken for which class, and what follows from that.
 *
 * <table>
 * <caption>With c(i, j) rows of class i that were taken for class j</caption>
 * <tr><th>figure</th><th>value</th></tr>
 * <tr><td>accuracy</td><td>the sum of c(i, i), over the rows</td></tr>
 * <tr><td>precision of i</td><td>c(i, i) over the rows that were taken for i</td></tr>
 * <tr><td>recall of i</td><td>c(i, i) over the rows that are i</td></tr>
 * <tr><td>F1 of i</td><td>the harmonic mean of the two</td></tr>
 * <tr><td>weighted figure</td><td>the mean over classes, weighted by the rows that are i</td></tr>
 * </table>
 *
 * <p>What would be 0 over 0 is 0, as in Spark's own evaluators; the accuracy of no rows is NaN.
 */
public final class ConfusionMatrix {

  private final long[][] counts;

  /** Copies the counts, by label and then by prediction; as many of these as of those. */
  public ConfusionMatrix(long[][] counts) {
    this.counts = Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
  }

  /**
   * Counts the rows of a DataFrame that any classifier has scored, in one job.
   *
   * @param label the column of the labels, numeric
   * @param prediction the column of the predictions, numeric
   * @throws IllegalArgumentException if one of them is no integer in [0, classes). The message has
   *     the value
   */
  public static ConfusionMatrix of(
      Dataset<Row> scored, Column label, Column prediction, int classes) {
    long[][] counts = new long[classes][classes];
    Dataset<Row> groups =
        scored
            .select(label.cast("double").as("label"), prediction.cast("double").as("prediction"))
            .groupBy("label", "prediction")
            .count();
    for (Row group : groups.collectAsList()) {
      int row = checked(group, 0, "label", classes);
      counts[row][checked(group, 1, "prediction", classes)] = group.getLong(2);
    }
    return new ConfusionMatrix(counts);
  }

  private static int checked(Row row, int cell, String what, int classes) {
    int index = classOf(row.isNullAt(cell) ? Double.NaN : row.getDouble(cell), classes);
    if (index < 0) {
      throw new IllegalArgumentException(
          "Invalid "
              + what
              + " "
              + row.get(cell)
              + " (must be an integer in [0, "
              + classes
              + "))");
    }
    return index;
  }

  /** Returns the class that a number says; -1 if it says none. */
  static int classOf(double value, int classes) {
    return value >= 0 && value < classes && value == Math.rint(value) ? (int) value : -1;
  }

  /** Returns the number of classes. */
  public int classes() {
    return counts.length;
  }

  /** Returns how many rows of a class were taken for another, or for the same. */
  public long count(int label, int prediction) {
    return counts[label][prediction];
  }

  /** Returns the number of rows. */
  public long rows() {
    return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
  }

  /** Returns the rows of a class. */
  public long rowsOf(int label) {
    return Arrays.stream(counts[label]).sum();
  }

  private long takenFor(int label) {
    return Arrays.stream(counts).mapToLong(row -> row[label]).sum();
  }

  /** Returns the share of rows that were taken for what they are; NaN if there are no rows. */
  public double accuracy() {
    long right = 0;
    for (int label = 0; label < counts.length; label++) {
      right += counts[label][label];
    }
    return (double) right / rows();
  }

  /** Returns the share of rows taken for a class that are of it. */
  public double precision(int label) {
    return share(counts[label][label], takenFor(label));
  }

  /** Returns the share of a class's rows that were taken for it. */
  public double recall(int label) {
    return share(counts[label][label], rowsOf(label));
  }

  /** Returns the harmonic mean of precision and recall. */
  public double f1(int label) {
    return share(2 * counts[label][label], rowsOf(label) + takenFor(label));
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /** Returns the mean precision over classes, each weighted by its rows. */
  public double weightedPrecision() {
    return weighted(this::precision);
  }

  /** Returns the mean recall over classes, each weighted by its rows. */
  public double weightedRecall() {
    return weighted(this::recall);
  }

  /** Returns the mean F1 over classes, each weighted by its rows. */
  public double weightedF1() {
    return weighted(this::f1);
  }

  private double weighted(IntToDoubleFunction figure) {
    double sum = 0;
    for (int label = 0; label < counts.length; label++) {
      sum += rowsOf(label) * figure.applyAsDouble(label);
    }
    return sum / rows();
  }

  /** Returns a table with a row for each label and a column for each prediction. */
  @Override
  public String toString() {
    long largest = Arrays.stream(counts).flatMapToLong(Arrays::stream).max().orElse(0);
    int width = 2 + Math.max(digits(largest), digits(counts.length - 1L));
    StringBuilder table = new StringBuilder("label \\ prediction\n     ");
    for (int prediction = 0; prediction < counts.length; prediction++) {
      append(table, width, prediction);
    }
    for (int label = 0; label < counts.length; label++) {
      table.append('\n');
      append(table, 5, label);
      for (long count : counts[label]) {
        append(table, width, count);
      }
    }
    return table.toString();
  }

  private static void append(StringBuilder table, int width, long number) {
    table.append(String.format(Locale.ROOT, "%" + width + "d", number));
  }

  private static int digits(long number) {
    return Long.toString(number).length();
  }
}
