package org.coherer.training.network.memory;

/**
 * The size in which floats off the heap pass through arrays: loops over arrays become vector
 * instructions, loops over buffers do not.
 */
public final class Blocks {

  /** 4 KiB: a few of them fit into a first-level cache. */
  public static final int SIZE = 1024;

  /** Never written to. */
  public static final float[] ZEROS = new float[SIZE];

  private Blocks() {}

  /** Returns how many rows of a width are passed through at a time, at least one. */
  public static int rows(int width) {
    return Math.max(1, SIZE / width);
  }
}
