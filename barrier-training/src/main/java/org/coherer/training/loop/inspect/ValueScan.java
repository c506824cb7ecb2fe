package org.coherer.training.loop.inspect;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.coherer.training.event.TensorStatistics;
import org.coherer.training.event.TensorStatistics.Kind;
import org.coherer.training.event.TensorStatistics.Moments;
import org.coherer.training.vector.FlatVector;

/**
 * Goes through values twice: for the smallest, the largest and the mean, then for the standard
 * deviation and the histogram, which need these. Serves one thread.
 */
final class ValueScan {

  private static final int BLOCK = 4096;

  private final float[] block = new float[BLOCK];
  private final long[] counts = new long[TensorStatistics.MOST_BINS];

  private double divisor;
  private long values;
  private long finite;
  private double min;
  private double max;
  private double sum;
  private double squares;

  /** Takes the first values of {@link #block}. */
  private interface Taker {
    void take(int count);
  }

  /**
   * Returns what some values are like.
   *
   * @param vectors have the values
   * @param by by what each value is divided before
   */
  TensorStatistics of(String layer, Kind kind, List<FlatVector> vectors, double by) {
    divisor = by;
    values = 0;
    finite = 0;
    min = Double.POSITIVE_INFINITY;
    max = Double.NEGATIVE_INFINITY;
    sum = 0;
    vectors.forEach(vector -> forEachBlock(vector, this::addToRange));
    squares = 0;
    Arrays.fill(counts, 0);
    if (finite > 0) {
      vectors.forEach(vector -> forEachBlock(vector, this::addToBins));
    }
    return new TensorStatistics(layer, kind, values, values - finite, moments(), histogram());
  }

  private void forEachBlock(FlatVector vector, Taker taker) {
    for (long done = 0; done < vector.length(); done += BLOCK) {
      int count = (int) Math.min(BLOCK, vector.length() - done);
      vector.get(done, block, count);
      taker.take(count);
    }
  }

  private void addToRange(int count) {
    values += count;
    for (int i = 0; i < count; i++) {
      if (Float.isFinite(block[i])) {
        double value = block[i] / divisor;
        finite++;
        min = Math.min(min, value);
        max = Math.max(max, value);
        sum += value;
      }
    }
  }

  private void addToBins(int count) {
    double mean = sum / finite;
    double binsPerUnit = counts.length / (max - min);
    for (int i = 0; i < count; i++) {
      if (Float.isFinite(block[i])) {
        double value = block[i] / divisor;
        squares += (value - mean) * (value - mean);
        // The largest value is in the last bin; if all are equal, the quotient is not a number.
        counts[Math.min(counts.length - 1, (int) ((value - min) * binsPerUnit))]++;
      }
    }
  }

  private Moments moments() {
    return finite == 0
        ? Moments.NONE
        : new Moments(min, max, sum / finite, Math.sqrt(squares / finite));
  }

  private List<Long> histogram() {
    if (finite == 0) {
      return List.of();
    }
    return min == max ? List.of(finite) : LongStream.of(counts).boxed().toList();
  }
}
