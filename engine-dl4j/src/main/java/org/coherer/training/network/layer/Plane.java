package org.coherer.training.network.layer;

import java.util.Arrays;
import org.coherer.training.network.memory.Memory;

/** One channel of one image on the heap, with padding. */
final class Plane {

  private final Window.Side vertical;
  private final Window.Side horizontal;
  private final int stride;
  private final int start;

  /** The elements, row by row, padding included. */
  final float[] values;

  Plane(Window window) {
    vertical = window.vertical();
    horizontal = window.horizontal();
    stride = horizontal.paddedLength();
    start = vertical.before() * stride + horizontal.before();
    values = new float[vertical.paddedLength() * stride];
  }

  /** Sets all elements, including the padding. */
  void fill(float value) {
    Arrays.fill(values, value);
  }

  /** Reads an image; the padding does not change. */
  void read(Memory memory, int index) {
    for (int y = 0; y < vertical.in(); y++) {
      memory.buffer().get(index + y * horizontal.in(), values, start + y * stride, horizontal.in());
    }
  }

  /** Writes the image without its padding. */
  void write(Memory memory, int index) {
    for (int y = 0; y < vertical.in(); y++) {
      memory.buffer().put(index + y * horizontal.in(), values, start + y * stride, horizontal.in());
    }
  }

  /** Returns the index of a kernel element for a row of the output. */
  int at(int outputRow, int kernelRow, int kernelColumn) {
    return (outputRow * vertical.stride() + kernelRow * vertical.dilation()) * stride
        + kernelColumn * horizontal.dilation();
  }

  /** Copies the inputs of one kernel element at all positions, row by row. */
  void gather(int kernelRow, int kernelColumn, float[] line) {
    int out = horizontal.out();
    int step = horizontal.stride();
    for (int row = 0; row < vertical.out(); row++) {
      int from = at(row, kernelRow, kernelColumn);
      int to = row * out;
      if (step == 1) {
        System.arraycopy(values, from, line, to, out);
      } else {
        for (int i = 0; i < out; i++) {
          line[to + i] = values[from + i * step];
        }
      }
    }
  }

  /** Adds to the inputs of one kernel element at all positions. */
  void scatter(int kernelRow, int kernelColumn, float[] line) {
    int out = horizontal.out();
    int step = horizontal.stride();
    for (int row = 0; row < vertical.out(); row++) {
      int to = at(row, kernelRow, kernelColumn);
      int from = row * out;
      if (step == 1) {
        for (int i = 0; i < out; i++) {
          values[to + i] += line[from + i];
        }
      } else {
        for (int i = 0; i < out; i++) {
          values[to + i * step] += line[from + i];
        }
      }
    }
  }
}
