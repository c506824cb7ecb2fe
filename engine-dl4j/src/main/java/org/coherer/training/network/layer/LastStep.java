package org.coherer.training.network.layer;

import org.coherer.training.network.Layer;
import org.coherer.training.network.Shape;
import org.coherer.training.network.memory.Memory;

/** Selects the last step of a sequence. */
public final class LastStep implements Layer {

  private final Shape input;

  /** Creates the layer. */
  public LastStep(Shape input) {
    this.input = input;
  }

  @Override
  public Shape output() {
    return Shape.vector(input.size());
  }

  @Override
  public void forward(Memory[] inputs, Memory values, int rows, boolean training) {
    int count = rows * input.size();
    values.put(0, inputs[0], (input.width() - 1) * count, count);
  }

  @Override
  public void backward(
      Memory[] inputs, Memory values, Memory gradient, Memory[] inputGradients, int rows) {
    if (inputGradients[0] != null) {
      int before = (input.width() - 1) * rows * input.size();
      inputGradients[0].clear(before);
      inputGradients[0].put(before, gradient, 0, rows * input.size());
    }
  }
}
