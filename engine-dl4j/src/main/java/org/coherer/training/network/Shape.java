package org.coherer.training.network;

import org.coherer.training.network.memory.Memory;

/**
 * The shape of one row between two layers, and the memory layout of a batch of B rows.
 *
 * @param layout the order of the dimensions
 * @param size the length of a vector, or the number of channels
 * @param height the height of an image; otherwise 1
 * @param width the width of an image, or the number of steps of a sequence; otherwise 1
 */
public record Shape(Layout layout, int size, int height, int width) {

  /** The order of the dimensions of a batch; the last dimension is contiguous. */
  public enum Layout {
    /** A vector for each row: [B][size]. */
    VECTORS,
    /** Images, or sequences that are convolved: [size][B][height][width]. */
    CHANNELS,
    /** Sequences for recurrent layers: [width][B][size]. */
    STEPS
  }

  /** Checks that no dimension is empty and that a row can be addressed. */
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

  /** Returns the number of values per row. */
  public int length() {
    return size * height * width;
  }

  /** Returns the number of values per channel of a row. */
  public int area() {
    return height * width;
  }
}
