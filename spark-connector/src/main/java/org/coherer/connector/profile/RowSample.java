package org.coherer.connector.profile;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Some rows of a set, for the quantiles of their numbers: those with the smallest hashes, so that
 * the same rows are chosen in whatever order and partition they come. Up to that many rows, all.
 *
 * @param rows the rows, those with smaller hashes first
 */
public record RowSample(List<Row> rows) implements Serializable {

  static final Comparator<Row> ORDER =
      Comparator.comparingLong(Row::hash).thenComparing(Row::numbers, Arrays::compare);

  /**
   * One row.
   *
   * @param hash that of its features
   * @param numbers those of its record; NaN where one is missing
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  public record Row(long hash, float[] numbers) implements Serializable {}

  /** Copies the list. */
  public RowSample {
    rows = List.copyOf(rows);
  }

  /** Returns how many rows of so many numbers are chosen. */
  static int size(int length) {
    return Math.max(64, Math.min(1024, (1 << 20) / Math.max(1, length)));
  }

  /** Returns the sample of the rows of all of these samples. */
  static RowSample of(List<RowSample> samples) {
    List<Row> all = new ArrayList<>();
    samples.forEach(sample -> all.addAll(sample.rows()));
    all.sort(ORDER);
    int length = all.isEmpty() ? 0 : all.get(0).numbers().length;
    return new RowSample(all.subList(0, Math.min(all.size(), size(length))));
  }

  /**
   * Returns a number of each row, in ascending order, without those that are missing.
   *
   * @param index which of the row's numbers
   */
  public float[] sorted(int index) {
    float[] found = new float[rows.size()];
    int count = 0;
    for (Row row : rows) {
      if (!Float.isNaN(row.numbers()[index])) {
        found[count++] = row.numbers()[index];
      }
    }
    float[] sorted = Arrays.copyOf(found, count);
    Arrays.sort(sorted);
    return sorted;
  }

  /**
   * Returns a quantile of sorted numbers, between two of them where it falls there.
   *
   * @param fraction 0 for the smallest, 1 for the largest
   */
  public static double quantile(float[] sorted, double fraction) {
    double at = fraction * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * ((double) sorted[above] - sorted[below]);
  }
}
