package org.coherer.benchmarks.harness;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * Several measurements of one thing.
 *
 * @param median the middle one; between two middle ones, their mean
 * @param min the smallest
 * @param max the largest
 */
public record Summary(double median, double min, double max) {

  /** Sums up at least one value. */
  public static Summary of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("Cannot sum up no measurements (must be at least 1)");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    return new Summary(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** Returns the same in another unit; the function may rise or fall. */
  public Summary in(DoubleUnaryOperator unit) {
    double one = unit.applyAsDouble(min);
    double other = unit.applyAsDouble(max);
    return new Summary(unit.applyAsDouble(median), Math.min(one, other), Math.max(one, other));
  }

  /**
   * Returns how far ahead we are where these are times: the peer's over ours, so above 1 is ahead.
   */
  public Optional<Double> timeRatio(Optional<Summary> peer) {
    return peer.map(theirs -> theirs.median / median);
  }

  /**
   * Returns how far ahead we are where these are rates: ours over the peer's, so above 1 is ahead.
   */
  public Optional<Double> rateRatio(Optional<Summary> peer) {
    return peer.map(theirs -> median / theirs.median);
  }
}
