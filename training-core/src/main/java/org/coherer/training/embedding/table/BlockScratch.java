package org.coherer.training.embedding.table;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** What a thread notes of the ids that it processes together. */
final class BlockScratch {

  /** The most ids that are processed together, under one lock. */
  static final int MOST_IDS = 128;

  /** The most floats of their rows: they stay in the second-level cache. */
  private static final int MOST_FLOATS = 1 << 15;

  final long[] ids;
  final long[] hashes;
  final int[] slots;
  final float[] values;
  final float[] gradient;
  private final float[] gradients;

  /** Where values go that are read to have them in the cache: so the compiler keeps the reads. */
  long sink;

  /**
   * Has memory for the floats of one slot and one row.
   *
   * @param floats the floats of a slot
   * @param width the floats of a row
   */
  BlockScratch(int floats, int width) {
    int most = Math.max(1, Math.min(MOST_IDS, MOST_FLOATS / width));
    ids = new long[most];
    hashes = new long[most];
    slots = new int[most];
    values = new float[floats];
    gradient = new float[width];
    gradients = new float[most * width];
  }

  /** Returns the number of ids of a block. */
  int size() {
    return ids.length;
  }

  void read(ByteBuffer from, int first, int count) {
    int at = from.position() + first * Long.BYTES;
    for (int i = 0; i < count; i++) {
      ids[i] = from.getLong(at + i * Long.BYTES);
    }
  }

  /** Reads the gradients of a block's rows, from that of the {@code first} row on, and divides. */
  void readGradients(FloatBuffer from, int first, int count, float divisor) {
    int width = gradient.length;
    from.get(first * width, gradients, 0, count * width);
    for (int i = 0; i < count * width; i++) {
      gradients[i] /= divisor;
    }
  }

  /**
   * Makes the gradient of one of the block's rows the current one; returns whether its sum of
   * squares is finite.
   */
  boolean takeGradient(int row) {
    System.arraycopy(gradients, row * gradient.length, gradient, 0, gradient.length);
    float squares = 0;
    for (float number : gradient) {
      squares += number * number;
    }
    return squares < Float.POSITIVE_INFINITY;
  }

  /** Sets the first values to 0. */
  void clear(int count) {
    Arrays.fill(values, 0, count, 0);
  }
}
