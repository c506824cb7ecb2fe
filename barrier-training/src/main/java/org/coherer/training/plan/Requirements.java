package org.coherer.training.plan;

/** Checks and arithmetic that the parts of a plan have in common. */
final class Requirements {

  private Requirements() {}

  static void atLeastOne(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("Invalid " + what + " " + value + " (must be at least 1)");
    }
  }

  /** Returns how many groups of a size hold so many things. */
  static long ceilDiv(long things, int groupSize) {
    return (things + groupSize - 1) / groupSize;
  }
}
