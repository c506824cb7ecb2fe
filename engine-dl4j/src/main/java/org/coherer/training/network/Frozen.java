package org.coherer.training.network;

import org.coherer.training.network.memory.Memory;

/**
 * Runs a layer as in inference, also in training. Its backward pass hands on gradients, where its
 * inputs have some, and leaves those of its parameters.
 */
public final class Frozen implements Layer {

  private final Layer layer;

  /** Wraps a layer. */
  public Frozen(Layer layer) {
    this.layer = layer;
  }

  @Override
  public Shape output() {
    return layer.output();
  }

  @Override
  public void reserve(int rows, boolean training) {
    layer.reserve(rows, false);
  }

  @Override
  public void forward(Memory[] inputs, Memory output, int rows, boolean training) {
    layer.forward(inputs, output, rows, false);
  }

  @Override
  public void backward(
      Memory[] inputs, Memory output, Memory gradient, Memory[] inputGradients, int rows) {
    if (!(layer instanceof Passing passing)) {
      throw new IllegalStateException("Nothing before a frozen layer is trained");
    }
    passing.pass(inputs, output, gradient, inputGradients, rows);
  }

  @Override
  public boolean narrow(int columns) {
    return layer.narrow(columns);
  }

  @Override
  public void seed(long seed) {
    layer.seed(seed);
  }

  @Override
  public void close() {
    layer.close();
  }
}
