package org.coherer.training.network.layer;

import org.coherer.training.network.Layer;
import org.coherer.training.network.Shape;
import org.coherer.training.network.memory.Addition;
import org.coherer.training.network.memory.Memory;

/** Sums outputs of the same shape, such as those of a block and its skip connection. */
public final class Sum implements Layer {

  private final Shape shape;
  private final Addition addition = new Addition();

  /** Creates the layer. */
  public Sum(Shape shape) {
    this.shape = shape;
  }

  @Override
  public Shape output() {
    return shape;
  }

  @Override
  public void forward(Memory[] inputs, Memory values, int rows, boolean training) {
    int count = rows * shape.length();
    values.put(0, inputs[0], 0, count);
    for (int i = 1; i < inputs.length; i++) {
      addition.add(values, inputs[i], count);
    }
  }

  @Override
  public void backward(
      Memory[] inputs, Memory values, Memory gradient, Memory[] inputGradients, int rows) {
    for (Memory inputGradient : inputGradients) {
      if (inputGradient != null) {
        inputGradient.put(0, gradient, 0, rows * shape.length());
      }
    }
  }
}
