package org.coherer.training.embedding;

/** The random numbers of {@link RowInitializer}. */
final class Draws {

  private static final double UNIT = 0x1p-52;

  private Draws() {}

  /** Returns the state from which the numbers of an id are counted. */
  static long start(long seed, long id) {
    return Mixing.splitMix(id + Mixing.splitMix(seed));
  }

  /** Returns the number of a state, from 2^-53 to 1 - 2^-53. */
  static double unit(long state) {
    return ((Mixing.splitMix(state) >>> 12) + 0.5) * UNIT;
  }
}
