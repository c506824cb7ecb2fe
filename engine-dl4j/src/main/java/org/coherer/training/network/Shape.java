package org.coherer.training.network;

import org.coherer.training.network.memory.Memory;

/**
 * What one row of a batch is between two layers, and how a batch of B of them lies in memory.
 *
 * @param layout the order of the dimensions
 * @param size of a vector, or the number of channels
 * @param height of an image; 1 for others
 * @param width of an image; the number of steps of a sequence; 1 for others
 */
public record Shape(Layout layout, int size, int height, int width) {

  /** In which order a batch's numbers follow each other; the last dimension is the nearest. */
  public enum Layout {
    /** A vector for each row: [B][size]. */
    VECTORS,
    /** Images, or sequences that are convolved: [size][B][height][width]. */
    CHANNELS,
    /** Sequences for recurrent layers: [width][B][size]. */
    STEPS
  }

  /** Checks that nothing is empty and that a row can be addressed. */
  public Shape {
    if (size < 1 || height < 1 || width < 1 || (long) size * height * width > Memory.MAX_FLOATS) {
      throw new IllegalArgumentException(
          "Invalid shape of "
              + size
              + " x "
              + height
              + " x "
              + width
              + " numbers (must be at least 1 each, and at most "
              + Memory.MAX_FLOATS
              + " together)");
    }
  }

  /** Returns the shape of a vector. */
  public static Shape vector(int size) {
    return new Shape(Layout.VECTORS, size, 1, 1);
  }

  /** Returns the shape of an image. */
  public static Shape channels(int channels, int height, int width) {
    return new Shape(Layout.CHANNELS, channels, height, width);
  }

  /** Returns the shape of a sequence. */
  public static Shape steps(int size, int steps) {
    return new Shape(Layout.STEPS, size, 1, steps);
  }

  /** Returns the numbers in a row. */
  public int length() {
    return size * height * width;
  }

  /** Returns the numbers in a channel of a row. */
  public int area() {
    return height * width;
  }
}
