package org.coherer.examples.digits;

/**
 * The SplitMix64 generator: the same numbers on every Java runtime, and unrelated streams for
 * neighbouring seeds.
 *
 * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea and Flood, 2014</a>, for the
 *     mixing function
 */
final class SplitMix {

  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  SplitMix(long seed) {
    state = seed;
  }

  /** Returns the generator of one of the streams that belong to a seed. */
  static SplitMix stream(long seed, long index) {
    return new SplitMix(mix(mix(seed) + GAMMA * index));
  }

  long nextLong() {
    state += GAMMA;
    return mix(state);
  }

  /** Returns a number in [low, high). */
  double between(double low, double high) {
    return low + (high - low) * (nextLong() >>> 11) * 0x1p-53;
  }

  /** Returns an integer in [0, bound); the bias is below bound / 2^53. */
  int below(int bound) {
    return (int) between(0, bound);
  }

  /**
   * Returns a number of mean 0 and standard deviation 1 in [-3.5, 3.5]: the sum of four uniform
   * ones, of 16 bits each. Bell-shaped enough for noise, and without a logarithm.
   */
  double bell() {
    long bits = nextLong();
    long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
    return (sum * 0x1p-16 - 2) * 1.7320508075688772;
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
