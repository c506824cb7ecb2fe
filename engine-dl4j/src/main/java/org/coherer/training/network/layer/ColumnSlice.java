package org.coherer.training.network.layer;

import org.coherer.training.network.Layer;
import org.coherer.training.network.Shape;
import org.coherer.training.network.memory.Memory;

/**
 * Extracts some columns of the network's input: one of several inputs that are concatenated in each
 * row.
 */
public final class ColumnSlice implements Layer {

  private final int inputSize;
  private final int from;
  private final Shape output;

  /**
   * Creates the layer.
   *
   * @param inputSize the number of values per input row
   * @param from the first extracted column
   * @param size the number of extracted columns
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
