package org.coherer.training.network;

import org.coherer.training.network.memory.Memory;

/** A layer that has gradients of its inputs also where it is frozen, and runs as in inference. */
public interface Passing extends Layer {

  /**
   * Computes the gradients of inputs for the batch of the last {@link #forward}, which was one in
   * inference mode. Leaves those of parameters as they are.
   *
   * @param inputs the inputs of forward
   * @param output the output of forward
   * @param gradient the gradient of the loss with respect to the output; may be overwritten
   * @param inputGradients one per input, null where it is not needed
   */
  void pass(Memory[] inputs, Memory output, Memory gradient, Memory[] inputGradients, int rows);
}
