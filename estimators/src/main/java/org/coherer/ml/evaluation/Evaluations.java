package org.coherer.ml.evaluation;

import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.coherer.training.trainer.JavaBytes;

/** What evaluations have in common. */
final class Evaluations {

  private Evaluations() {}

  static IllegalArgumentException noRows() {
    return new IllegalArgumentException(
        "Cannot evaluate without rows (the DataFrame is empty, or handleInvalid=skip filters"
            + " out all of its rows)");
  }

  /**
   * Returns the counts of a tally.
   *
   * @param firstInvalid what was wrong with a row; {@code null} if nothing was
   * @throws IllegalArgumentException if something was, or there was no row
   */
  static ConfusionMatrix matrix(long[][] counts, String firstInvalid) {
    if (firstInvalid != null) {
      throw new IllegalArgumentException(firstInvalid);
    }
    ConfusionMatrix matrix = new ConfusionMatrix(counts);
    if (matrix.rows() == 0) {
      throw noRows();
    }
    return matrix;
  }

  /** Sums up rows in one job: those of each partition in its task, the sums on the driver. */
  @SuppressWarnings("unchecked") // a tally is of its own class
  static <R, T extends Tally<R, T>> T sum(JavaRDD<R> rows, T empty) {
    List<byte[]> sums =
        rows.mapPartitions(
                part -> {
                  part.forEachRemaining(empty::add); // the task's own copy
                  return List.of(JavaBytes.of(empty)).iterator();
                })
            .collect();
    return sums.stream()
        .map(bytes -> JavaBytes.read(bytes, (Class<T>) empty.getClass()))
        .reduce(empty, Tally::merge);
  }

  /** Returns a number with four decimals. */
  static String text(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
