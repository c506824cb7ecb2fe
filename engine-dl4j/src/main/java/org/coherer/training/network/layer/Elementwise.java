package org.coherer.training.network.layer;

import org.coherer.training.network.Passing;
import org.coherer.training.network.Shape;
import org.coherer.training.network.function.Activation;
import org.coherer.training.network.memory.Blocks;
import org.coherer.training.network.memory.Memory;

/** Applies an activation function to every value. */
public final class Elementwise implements Passing {

  private final Shape shape;
  private final Activation function;
  private final float[] values = new float[Blocks.SIZE];
  private final float[] gradients = new float[Blocks.SIZE];

  /** Creates the layer. */
  public Elementwise(Shape shape, Activation function) {
    this.shape = shape;
    this.function = function;
  }

  @Override
  public Shape output() {
    return shape;
  }

  @Override
  public void forward(Memory[] inputs, Memory output, int rows, boolean training) {
    int length = rows * shape.length();
    for (int done = 0; done < length; done += Blocks.SIZE) {
      int count = Math.min(Blocks.SIZE, length - done);
      inputs[0].get(done, values, count);
      function.apply(values, count);
      output.put(done, values, count);
    }
  }

  @Override
  public void backward(
      Memory[] inputs, Memory output, Memory gradient, Memory[] inputGradients, int rows) {
    if (inputGradients[0] == null) {
      return;
    }
    int length = rows * shape.length();
    for (int done = 0; done < length; done += Blocks.SIZE) {
      int count = Math.min(Blocks.SIZE, length - done);
      output.get(done, values, count);
      gradient.get(done, gradients, count);
      function.multiplyDerivative(values, gradients, count);
      inputGradients[0].put(done, gradients, count);
    }
  }

  @Override
  public void pass(
      Memory[] inputs, Memory output, Memory gradient, Memory[] inputGradients, int rows) {
    backward(inputs, output, gradient, inputGradients, rows);
  }
}
