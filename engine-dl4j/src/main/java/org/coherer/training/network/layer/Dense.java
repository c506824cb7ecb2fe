package org.coherer.training.network.layer;

import org.coherer.training.network.Parameter;
import org.coherer.training.network.Passing;
import org.coherer.training.network.Shape;
import org.coherer.training.network.function.Activation;
import org.coherer.training.network.function.BiasedActivation;
import org.coherer.training.network.memory.Matrix;
import org.coherer.training.network.memory.Memory;

/** A fully connected layer: function(x W + b). */
public final class Dense implements Passing {

  private final int width;
  private final Shape output;
  private final Parameter weights;
  private final BiasedActivation after;
  private final Matrix x = new Matrix();
  private final Matrix w = new Matrix();
  private final Matrix y = new Matrix();

  /** The last columns of the input, of which gradients are computed. */
  private int differentiated;

  /**
   * Creates the layer.
   *
   * @param width the length of an input row
   * @param units the length of an output row
   * @param weights the weights, [units][width]
   * @param bias one per unit, or null
   */
  public Dense(int width, int units, Parameter weights, Parameter bias, Activation function) {
    this.width = width;
    this.output = Shape.vector(units);
    this.differentiated = width;
    this.weights = weights;
    this.after = new BiasedActivation(units, bias, function);
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public boolean narrow(int columns) {
    differentiated = columns;
    return true;
  }

  @Override
  public void forward(Memory[] inputs, Memory values, int rows, boolean training) {
    y.at(values, 0, rows, output.size())
        .setProduct(
            x.at(inputs[0], 0, rows, width),
            w.at(weights.values(), 0, output.size(), width).transposed());
    after.apply(values, rows);
  }

  @Override
  public void backward(
      Memory[] inputs, Memory values, Memory gradient, Memory[] inputGradients, int rows) {
    after.differentiate(values, gradient, rows);
    w.at(weights.gradients(), 0, output.size(), width)
        .setProduct(
            y.at(gradient, 0, rows, output.size()).transposed(), x.at(inputs[0], 0, rows, width));
    toInputs(gradient, inputGradients, rows);
  }

  @Override
  public void pass(
      Memory[] inputs, Memory values, Memory gradient, Memory[] inputGradients, int rows) {
    after.pass(values, gradient, rows);
    toInputs(gradient, inputGradients, rows);
  }

  private void toInputs(Memory gradient, Memory[] inputGradients, int rows) {
    if (inputGradients[0] != null) {
      int from = width - differentiated;
      x.at(inputGradients[0], 0, rows, differentiated)
          .setProduct(
              y.at(gradient, 0, rows, output.size()),
              w.at(weights.values(), from, output.size(), differentiated, width));
    }
  }
}
