package org.coherer.training.network.memory;

/**
 * The block size for copies between floats off the heap and arrays: the JIT compiler vectorizes
 * loops over arrays, but not over buffers.
 */
public final class Blocks {

  /** 4 KiB: a few of them fit into a first-level cache. */
  public static final int SIZE = 1024;

  /** Never written to. */
  @SuppressWarnings("MutablePublicArray") // loops over arrays read it, and copies would cost
  public static final float[] ZEROS = new float[SIZE];

  private Blocks() {}

  /** Returns the number of rows of a width per block, at least one. */
  public static int rows(int width) {
    return Math.max(1, SIZE / width);
  }
}
