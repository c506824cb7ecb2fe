package org.coherer.training.network.layer;

import org.coherer.training.network.memory.Memory;

/**
 * The patch matrix of a convolution (im2col): a row per kernel element and input channel, a column
 * per kernel position and image (Chellapilla et al., "High Performance Convolutional Neural
 * Networks for Document Processing", 2006). It holds as many images at a time as fit the
 * second-level cache.
 */
final class Patches implements AutoCloseable {

  /** 512 KiB. */
  private static final int MOST_FLOATS = 1 << 17;

  private final int channels;
  private final Window window;
  private final int channelStride;
  private final int elementStride;
  private final int most;
  private final Memory memory;
  private final Plane plane;
  private final float[] line;

  /**
   * Allocates the matrix.
   *
   * @param elementsFirst whether the elements of a channel are contiguous, or else the channels of
   *     an element
   * @param rows the largest number of images
   */
  Patches(int channels, Window window, boolean elementsFirst, int rows) {
    this.channels = channels;
    this.window = window;
    this.channelStride = elementsFirst ? window.kernel() : 1;
    this.elementStride = elementsFirst ? 1 : channels;
    long floatsOfImage = (long) channels * window.kernel() * window.out();
    this.most = (int) Math.max(1, Math.min(rows, MOST_FLOATS / floatsOfImage));
    this.memory = Memory.allocate(most * floatsOfImage);
    this.plane = new Plane(window);
    this.line = new float[window.out()];
  }

  /** Returns the number of images per matrix. */
  int most() {
    return most;
  }

  /** Returns the matrix. */
  Memory memory() {
    return memory;
  }

  /** Fills the matrix from some images. */
  void gather(Memory images, int rows, int first, int count) {
    plane.fill(0);
    int columns = count * window.out();
    for (int channel = 0; channel < channels; channel++) {
      for (int image = 0; image < count; image++) {
        plane.read(images, (channel * rows + first + image) * window.in());
        int at = channel * channelStride * columns + image * window.out();
        for (int y = 0; y < window.vertical().kernel(); y++) {
          for (int x = 0; x < window.horizontal().kernel(); x++) {
            plane.gather(y, x, line);
            memory.put(at, line, window.out());
            at += elementStride * columns;
          }
        }
      }
    }
  }

  /** Sets images to the sums of the matrix entries of each of their elements (col2im). */
  void scatter(Memory images, int rows, int first, int count) {
    int columns = count * window.out();
    for (int channel = 0; channel < channels; channel++) {
      for (int image = 0; image < count; image++) {
        plane.fill(0);
        int at = channel * channelStride * columns + image * window.out();
        for (int y = 0; y < window.vertical().kernel(); y++) {
          for (int x = 0; x < window.horizontal().kernel(); x++) {
            memory.get(at, line, window.out());
            plane.scatter(y, x, line);
            at += elementStride * columns;
          }
        }
        plane.write(images, (channel * rows + first + image) * window.in());
      }
    }
  }

  @Override
  public void close() {
    memory.close();
  }
}
