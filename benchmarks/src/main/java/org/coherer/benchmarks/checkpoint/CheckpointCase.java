package org.coherer.benchmarks.checkpoint;

/**
 * A state that is saved.
 *
 * @param parameters how many parameters; Adam keeps two more numbers of each
 * @param beside whether DL4J saves a network of this size as well, which takes it long
 */
record CheckpointCase(long parameters, boolean beside) {

  static final int VALUES = 3;

  private static final double MEGA = 1e6;

  long bytes() {
    return VALUES * parameters * Float.BYTES;
  }

  /** Returns the megabytes per second if the whole state takes so long. */
  double rate(double seconds) {
    return bytes() / MEGA / seconds;
  }
}
