package org.coherer.training.network.layer;

import org.coherer.training.network.memory.Memory;

/**
 * What a convolution's kernel sees, as a matrix: a row for each element of the kernel in each input
 * channel, a column for each place in each of some images (Chellapilla et al., "High Performance
 * Convolutional Neural Networks for Document Processing", 2006). It is made for as many images at a
 * time as stay in the second-level cache.
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
   * Creates one.
   *
   * @param elementsFirst whether all elements of a channel follow each other, or else all channels
   *     of an element
   * @param rows the most images there are
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

  /** Returns how many images it holds at once. */
  int most() {
    return most;
  }

  /** Returns the matrix. */
  Memory memory() {
    return memory;
  }

  /** Makes the matrix of some images. */
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

  /** Sets images to the sums of what the matrix has for each of their elements. */
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
