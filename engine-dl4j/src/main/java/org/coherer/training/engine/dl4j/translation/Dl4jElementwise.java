package org.coherer.training.engine.dl4j.translation;

import org.coherer.training.engine.dl4j.natives.NativeArrays;
import org.coherer.training.network.Passing;
import org.coherer.training.network.Shape;
import org.coherer.training.network.memory.Memory;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An activation function of DL4J's, of each number or of each vector by itself. */
final class Dl4jElementwise implements Passing {

  private final Shape shape;
  private final IActivation function;

  Dl4jElementwise(Shape shape, IActivation function) {
    this.shape = shape;
    this.function = function;
  }

  @Override
  public Shape output() {
    return shape;
  }

  @Override
  public void forward(Memory[] inputs, Memory output, int rows, boolean training) {
    view(output, rows).assign(function.getActivation(view(inputs[0], rows).dup(), training));
  }

  @Override
  public void backward(
      Memory[] inputs, Memory output, Memory gradient, Memory[] inputGradients, int rows) {
    if (inputGradients[0] != null) {
      INDArray found =
          function.backprop(view(inputs[0], rows).dup(), view(gradient, rows).dup()).getFirst();
      view(inputGradients[0], rows).assign(found);
    }
  }

  private INDArray view(Memory memory, int rows) {
    return NativeArrays.matrix(memory.buffer(), rows, shape.length());
  }

  @Override
  public void pass(
      Memory[] inputs, Memory output, Memory gradient, Memory[] inputGradients, int rows) {
    backward(inputs, output, gradient, inputGradients, rows);
  }
}
