package org.coherer.training.network;

import org.coherer.training.network.memory.Memory;

/**
 * A computation on batches. Memory that is handed to it is for the rows of the batch at hand,
 * packed in the layout of the shape; there may be more of it than they need.
 */
public interface Layer extends AutoCloseable {

  /** Returns what a row of its output is. */
  Shape output();

  /**
   * Reserves the memory that it needs for itself. Called before the first batch and whenever a
   * batch is larger than those before it; what an earlier call has reserved goes.
   *
   * @param training whether {@link #backward} will be called
   */
  default void reserve(int rows, boolean training) {}

  /**
   * Computes the output.
   *
   * @param inputs as many as the layer takes
   * @param training whether it behaves as in training, and {@link #backward} may follow
   */
  void forward(Memory[] inputs, Memory output, int rows, boolean training);

  /**
   * Computes gradients, of parameters and inputs, for the batch that was last given to {@link
   * #forward}. All are set, not added to.
   *
   * @param inputs what forward has got
   * @param output what forward has computed
   * @param gradient the loss's with respect to the output; may be overwritten
   * @param inputGradients one for each input, null where nobody needs it
   */
  void backward(Memory[] inputs, Memory output, Memory gradient, Memory[] inputGradients, int rows);

  /** Seeds what is random in it. */
  default void seed(long seed) {}

  /** Frees what it has reserved. */
  @Override
  default void close() {}
}
