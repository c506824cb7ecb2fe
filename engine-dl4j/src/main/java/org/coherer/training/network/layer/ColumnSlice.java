package org.coherer.training.network.layer;

import org.coherer.training.network.Layer;
import org.coherer.training.network.Shape;
import org.coherer.training.network.memory.Memory;

/**
 * Some columns of the vectors that a network is given: one of several inputs that lie one behind
 * the other in each row.
 */
public final class ColumnSlice implements Layer {

  private final int inputSize;
  private final int from;
  private final Shape output;

  /**
   * Creates one.
   *
   * @param inputSize the numbers in a row of the input
   * @param from the first of those that are taken
   * @param size how many are taken
   */
  public ColumnSlice(int inputSize, int from, int size) {
    if (from < 0 || size < 1 || size > inputSize - from) {
      throw new IllegalArgumentException(
          "Cannot take " + size + " columns from " + from + " on (there are " + inputSize + ")");
    }
    this.inputSize = inputSize;
    this.from = from;
    this.output = Shape.vector(size);
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public void forward(Memory[] inputs, Memory values, int rows, boolean training) {
    int size = output.size();
    for (int row = 0; row < rows; row++) {
      values.put(row * size, inputs[0], row * inputSize + from, size);
    }
  }

  @Override
  public void backward(
      Memory[] inputs, Memory values, Memory gradient, Memory[] inputGradients, int rows) {
    if (inputGradients[0] == null) {
      return;
    }
    int size = output.size();
    inputGradients[0].clear(rows * inputSize);
    for (int row = 0; row < rows; row++) {
      inputGradients[0].put(row * inputSize + from, gradient, row * size, size);
    }
  }
}
