package org.coherer.training.network;

import org.coherer.training.network.memory.Memory;

/**
 * The last activation and the loss, computed together because that simplifies their derivatives.
 */
public interface Loss extends AutoCloseable {

  /** Replaces the last layer's values by the network's output. */
  void activate(Memory values, int rows);

  /**
   * Computes the loss.
   *
   * @param values the last layer's values; replaced by the network's output
   * @param targets the targets, as many per row as outputs
   * @param weights one per row, or null if every row has the weight 1
   * @param gradient receives the gradient of the result with respect to the original values; null
   *     for none
   * @return the sum over rows of weight x loss
   */
  double compute(Memory values, Memory targets, Memory weights, Memory gradient, int rows);

  /** Frees the reserved memory. */
  @Override
  default void close() {}
}
