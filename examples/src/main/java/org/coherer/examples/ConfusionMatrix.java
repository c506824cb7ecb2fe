package org.coherer.examples;

import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** How many rows of each class were taken for which class. */
final class ConfusionMatrix {

  private final long[][] counts;

  /** Takes over the counts, by label and then by prediction; as many of these as of those. */
  ConfusionMatrix(long[][] counts) {
    this.counts = counts;
  }

  /**
   * Counts the rows of a scored DataFrame.
   *
   * @param scored has the columns {@code label} and {@code prediction}, both below {@code classes}
   */
  static ConfusionMatrix of(Dataset<Row> scored, int classes) {
    long[][] counts = new long[classes][classes];
    Dataset<Row> groups =
        scored
            .select(
                functions.col("label").cast("int").as("label"),
                functions.col("prediction").cast("int").as("prediction"))
            .groupBy("label", "prediction")
            .count();
    for (Row group : groups.collectAsList()) {
      counts[group.getInt(0)][group.getInt(1)] = group.getLong(2);
    }
    return new ConfusionMatrix(counts);
  }

  /** Returns the share of rows that were taken for what they are; NaN if there are no rows. */
  double accuracy() {
    long right = 0;
    long all = 0;
    for (int label = 0; label < counts.length; label++) {
      right += counts[label][label];
      all += Arrays.stream(counts[label]).sum();
    }
    return (double) right / all;
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
