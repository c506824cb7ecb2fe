package org.coherer.training.network;

import org.coherer.training.network.memory.Memory;

/**
 * A computation on batches. The memory of its arguments holds the rows of the current batch, packed
 * in the layout of the shape; it may be larger than they need.
 */
public interface Layer extends AutoCloseable {

  /** Returns the shape of the output. */
  Shape output();

  /**
   * Reserves the layer's working memory. Called before the first batch and before any larger one;
   * frees the memory of an earlier call.
   *
   * @param training whether {@link #backward} will be called
   */
  default void reserve(int rows, boolean training) {}

  /**
   * Computes the output.
   *
   * @param inputs the layer's inputs
   * @param training training mode: {@link #backward} may follow
   */
  void forward(Memory[] inputs, Memory output, int rows, boolean training);

  /**
   * Computes the gradients of parameters and inputs for the batch of the last {@link #forward}.
   * Overwrites all of them.
   *
   * @param inputs the inputs of forward
   * @param output the output of forward
   * @param gradient the gradient of the loss with respect to the output; may be overwritten
   * @param inputGradients one per input, null where it is not needed
   */
  void backward(Memory[] inputs, Memory output, Memory gradient, Memory[] inputGradients, int rows);

  /**
   * Asks for the gradients of the last columns of its one input alone, packed, in place of all.
   * Called before the first batch; with all of them, asks for all again.
   *
   * @return whether {@link #backward} computes them so from now on; otherwise it computes all
   */
  default boolean narrow(int columns) {
    return false;
  }

  /** Seeds the layer's random numbers. */
  default void seed(long seed) {}

  /** Frees the reserved memory. */
  @Override
  default void close() {}
}
