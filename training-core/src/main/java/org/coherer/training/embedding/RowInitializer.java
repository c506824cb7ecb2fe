package org.coherer.training.embedding;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The rows that ids start from. A row is a function of seed and id: it depends neither on the shard
 * that the row is in nor on which other rows there are, and has the same bits on every machine.
 *
 * <p>The numbers are drawn by counter (as by Salmon et al., "Parallel Random Numbers: As Easy as 1,
 * 2, 3", 2011): column j, from 0, of an id has the 64 bits {@code splitMix(s + (j + 1) GOLDEN)},
 * with {@code s = splitMix(id + splitMix(seed))}, of which u is the upper 52, plus a half, divided
 * by 2^52: between 0 and 1.
 */
public sealed interface RowInitializer extends Serializable {

  /**
   * Writes an initial row to the start of an array.
   *
   * @param width the floats of the row
   */
  void fill(long seed, long id, float[] row, int width);

  /** Returns the initializer of uniform numbers between {@code -limit} and {@code limit}. */
  static RowInitializer uniform(float limit) {
    return new Uniform(-limit, limit);
  }

  /** Returns the initializer of normal numbers with the mean 0 and this standard deviation. */
  static RowInitializer normal(float deviation) {
    return new Normal(0, deviation);
  }

  /** Every number is the same. */
  record Constant(float value) implements RowInitializer {

    /** Checks the number. */
    public Constant {
      if (!Float.isFinite(value)) {
        throw Checks.invalid("constant of an initializer", value, "must be finite");
      }
    }

    @Override
    public void fill(long seed, long id, float[] row, int width) {
      Arrays.fill(row, 0, width, value);
    }
  }

  /**
   * Uniform numbers: {@code low + (high - low) u}, with the standard deviation {@code (high - low)
   * / sqrt(12)}.
   *
   * @param low no number is less
   * @param high no number is greater; at least {@code low}
   */
  record Uniform(float low, float high) implements RowInitializer {

    /** Checks the numbers. */
    public Uniform {
      if (!(Float.isFinite(low) && Float.isFinite(high) && low <= high)) {
        throw Checks.invalid(
            "range of an initializer",
            low + " to " + high,
            "must be finite, the first not above the second");
      }
    }

    @Override
    public void fill(long seed, long id, float[] row, int width) {
      long state = Draws.start(seed, id);
      double range = (double) high - low;
      for (int i = 0; i < width; i++) {
        state += Mixing.GOLDEN;
        row[i] = (float) (low + range * Draws.unit(state));
      }
    }
  }

  /**
   * Normal numbers: {@code mean + deviation q(u)}, with q the quantile of the standard normal
   * distribution, to 7 digits. None is further from the mean than 8.3 standard deviations.
   *
   * @param mean their mean
   * @param deviation their standard deviation, at least 0
   */
  record Normal(float mean, float deviation) implements RowInitializer {

    /** Checks the numbers. */
    public Normal {
      if (!Float.isFinite(mean)) {
        throw Checks.invalid("mean of an initializer", mean, "must be finite");
      }
      Checks.notNegative("standard deviation of an initializer", deviation);
    }

    @Override
    public void fill(long seed, long id, float[] row, int width) {
      long state = Draws.start(seed, id);
      for (int i = 0; i < width; i++) {
        state += Mixing.GOLDEN;
        row[i] = (float) (mean + deviation * NormalQuantile.of(Draws.unit(state)));
      }
    }
  }
}
