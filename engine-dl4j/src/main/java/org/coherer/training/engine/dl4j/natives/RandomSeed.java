package org.coherer.training.engine.dl4j.natives;

import org.nd4j.linalg.factory.Nd4j;

/** Seeds ND4J's random numbers, of which every thread has its own sequence. */
public final class RandomSeed {

  private static final long INSTEAD_OF_ZERO = 0x9E3779B97F4A7C15L;

  private RandomSeed() {}

  /** Returns a seed that ND4J takes as it is: it replaces 0 by the time of day. */
  public static long usable(long seed) {
    return seed == 0 ? INSTEAD_OF_ZERO : seed;
  }

  /** Lets the random numbers that the current thread draws next depend on this alone. */
  public static void use(long seed) {
    Nd4j.getRandom().setSeed(usable(seed));
  }
}
