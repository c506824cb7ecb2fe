package org.coherer.training.network.layer;

import org.coherer.training.network.Shape;
import org.coherer.training.network.memory.Memory;

/** Reads and writes all values of one channel of a batch, or of one column of its vectors. */
final class Channel {

  private final Shape shape;

  Channel(Shape shape) {
    if (shape.layout() == Shape.Layout.STEPS) {
      throw new IllegalArgumentException(
          "Cannot find channels in " + shape + " (must be CHANNELS)");
    }
    this.shape = shape;
  }

  /** Returns the number of values per channel. */
  int length(int rows) {
    return rows * shape.area();
  }

  void read(Memory memory, int channel, int rows, float[] into) {
    if (shape.layout() == Shape.Layout.CHANNELS) {
      memory.buffer().get(channel * length(rows), into, 0, length(rows));
      return;
    }
    for (int row = 0; row < rows; row++) {
      into[row] = memory.buffer().get(row * shape.size() + channel);
    }
  }

  void write(Memory memory, int channel, int rows, float[] from) {
    if (shape.layout() == Shape.Layout.CHANNELS) {
      memory.buffer().put(channel * length(rows), from, 0, length(rows));
      return;
    }
    for (int row = 0; row < rows; row++) {
      memory.buffer().put(row * shape.size() + channel, from[row]);
    }
  }
}
