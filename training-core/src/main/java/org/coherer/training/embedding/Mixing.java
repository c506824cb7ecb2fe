package org.coherer.training.embedding;

/**
 * Bijections of 64 bits in which every bit of the result depends on every bit of the argument. All
 * arithmetic is modulo 2^64, so that every machine has the same results.
 */
public final class Mixing {

  /** 2^64 divided by the golden ratio, odd: the step of SplitMix64. */
  public static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private Mixing() {}

  /** The finalizer of MurmurHash3 (Appleby, 2011). */
  public static long murmur(long bits) {
    long z = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
    z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return z ^ (z >>> 33);
  }

  /**
   * The finalizer of SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number
   * Generators", 2014): that generator's n-th number from a seed is {@code splitMix(seed + n
   * GOLDEN)}.
   */
  public static long splitMix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
