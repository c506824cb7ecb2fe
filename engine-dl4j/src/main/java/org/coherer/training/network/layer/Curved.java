package org.coherer.training.network.layer;

import org.coherer.training.network.Passing;
import org.coherer.training.network.Shape;
import org.coherer.training.network.function.Curve;
import org.coherer.training.network.memory.Blocks;
import org.coherer.training.network.memory.Memory;

/** Applies a curve to every value. */
public final class Curved implements Passing {

  private final Shape shape;
  private final Curve curve;
  private final float[] values = new float[Blocks.SIZE];
  private final float[] gradients = new float[Blocks.SIZE];

  /** Creates the layer. */
  public Curved(Shape shape, Curve curve) {
    this.shape = shape;
    this.curve = curve;
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
      curve.apply(values, count);
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
      inputs[0].get(done, values, count);
      gradient.get(done, gradients, count);
      curve.multiplySlopes(values, gradients, count);
      inputGradients[0].put(done, gradients, count);
    }
  }

  @Override
  public void pass(
      Memory[] inputs, Memory output, Memory gradient, Memory[] inputGradients, int rows) {
    backward(inputs, output, gradient, inputGradients, rows);
  }
}
