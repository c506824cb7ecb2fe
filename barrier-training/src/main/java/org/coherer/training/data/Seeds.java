package org.coherer.training.data;

/**
 * Derives independent seeds from one seed, so that ranks, epochs and steps have independent random
 * streams.
 */
public final class Seeds {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  /**
   * Returns a seed that depends on all bits of {@code seed} and of the labels, in their order.
   *
   * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea and Flood, 2014</a>, for the
   *     mixing function
   */
  public static long mix(long seed, long... labels) {
    long mixed = scramble(seed + GOLDEN_GAMMA);
    for (long label : labels) {
      mixed = scramble((mixed ^ label) + GOLDEN_GAMMA);
    }
    return mixed;
  }

  private static long scramble(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
