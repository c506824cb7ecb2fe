package org.coherer.training.network;

import org.coherer.training.network.memory.Memory;

/**
 * The end of a network: the last activation, and what is minimized, which are computed together
 * because their derivatives are simpler so.
 */
public interface Loss extends AutoCloseable {

  /** Replaces what the last layer has computed by the network's output. */
  void activate(Memory values, int rows);

  /**
   * Computes the loss.
   *
   * @param values what the last layer has computed; becomes the network's output
   * @param targets as many for each row
   * @param weights one for each row, or null where every row counts 1
   * @param gradient receives the gradient of the result with respect to the values as they came;
   *     null for none
   * @return the sum over rows of weight x loss
   */
  double compute(Memory values, Memory targets, Memory weights, Memory gradient, int rows);

  /** Frees what it has reserved. */
  @Override
  default void close() {}
}
