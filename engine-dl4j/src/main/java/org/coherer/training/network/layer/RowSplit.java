package org.coherer.training.network.layer;

import java.nio.FloatBuffer;
import org.coherer.training.network.Layer;
import org.coherer.training.network.Shape;
import org.coherer.training.network.memory.Memory;

/**
 * Converts channels-last vectors, in which the values of a pixel or a step are contiguous, to
 * images or sequences.
 */
public final class RowSplit implements Layer {

  private final Shape to;
  private final int size;
  private final int places;

  /**
   * Creates the layer.
   *
   * @param to the shape of the images or steps
   */
  public RowSplit(Shape to) {
    if (to.layout() == Shape.Layout.VECTORS) {
      throw new IllegalArgumentException("Cannot split vectors into " + to);
    }
    this.to = to;
    this.size = to.size();
    this.places = to.area();
  }

  @Override
  public Shape output() {
    return to;
  }

  @Override
  public void forward(Memory[] inputs, Memory values, int rows, boolean training) {
    FloatBuffer from = inputs[0].buffer();
    FloatBuffer target = values.buffer();
    int at = 0;
    for (int row = 0; row < rows; row++) {
      for (int place = 0; place < places; place++) {
        for (int i = 0; i < size; i++) {
          target.put(index(row, place, i, rows), from.get(at++));
        }
      }
    }
  }

  @Override
  public void backward(
      Memory[] inputs, Memory values, Memory gradient, Memory[] inputGradients, int rows) {
    if (inputGradients[0] == null) {
      return;
    }
    FloatBuffer from = gradient.buffer();
    FloatBuffer target = inputGradients[0].buffer();
    int at = 0;
    for (int row = 0; row < rows; row++) {
      for (int place = 0; place < places; place++) {
        for (int i = 0; i < size; i++) {
          target.put(at++, from.get(index(row, place, i, rows)));
        }
      }
    }
  }

  private int index(int row, int place, int i, int rows) {
    return to.layout() == Shape.Layout.STEPS
        ? (place * rows + row) * size + i
        : (i * rows + row) * places + place;
  }
}
