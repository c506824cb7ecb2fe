package org.coherer.training.augmentation;

/**
 * Random numbers that depend on where they are needed alone, not on what was drawn before: whoever
 * begins at the same place draws the same numbers, in whichever order places are visited. The
 * results of its functions are the same on every JVM.
 *
 * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea and Flood, 2014</a>, for the
 *     mixing function
 */
final class Draws {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** Keeps the numbers apart from those that rows are shuffled by, which have the same seed. */
  private static final long PURPOSE = 0x6175676D656E7421L;

  private static final double UNIT = 0x1p-53;
  private static final double THIRD = 1.0 / 3;

  private final long seed;
  private long state;

  /** Creates the numbers of a seed. */
  Draws(long seed) {
    this.seed = scramble((seed ^ PURPOSE) + GOLDEN_GAMMA);
  }

  /** Goes to the first number of a place. */
  void begin(long epoch, long row, int step) {
    state = then(then(then(seed, epoch), row), step);
  }

  private static long then(long mixed, long label) {
    return scramble((mixed ^ label) + GOLDEN_GAMMA);
  }

  private static long scramble(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private long next() {
    state += GOLDEN_GAMMA;
    return scramble(state);
  }

  /** Returns a number from 0 to below 1. */
  double uniform() {
    return (next() >>> 11) * UNIT;
  }

  /** Returns a number from {@code -most} to below {@code most}. */
  double around(double most) {
    return (2 * uniform() - 1) * most;
  }

  /** Returns a whole number from 0 to below a bound. */
  int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  /** Returns a number from 0 to 1 of the beta distribution with twice the same parameter. */
  double beta(double alpha) {
    double one = logGamma(alpha);
    double other = logGamma(alpha);
    return 1 / (1 + StrictMath.exp(other - one)); // As logarithms, for small ones vanish.
  }

  /**
   * Returns the logarithm of a number of the gamma distribution.
   *
   * @see <a href="https://doi.org/10.1145/358407.358414">Marsaglia and Tsang, 2000</a>
   */
  private double logGamma(double alpha) {
    double boost = alpha < 1 ? StrictMath.log(1 - uniform()) / alpha : 0;
    double d = (alpha < 1 ? alpha + 1 : alpha) - THIRD;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = normal();
      double v = 1 + c * x;
      if (v > 0) {
        double cube = v * v * v;
        double logCube = StrictMath.log(cube);
        if (StrictMath.log(1 - uniform()) < 0.5 * x * x + d - d * cube + d * logCube) {
          return StrictMath.log(d) + logCube + boost;
        }
      }
    }
  }

  private double normal() {
    while (true) {
      double a = around(1);
      double b = around(1);
      double square = a * a + b * b;
      if (square > 0 && square < 1) {
        return a * Math.sqrt(-2 * StrictMath.log(square) / square);
      }
    }
  }
}
