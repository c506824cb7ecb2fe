package org.coherer.training.engine;

/** Computes gradients of a network's inputs, see {@link Replica#inputGradients}. */
public interface InputGradients extends EngineCapability {

  /**
   * Checks that replicas of a network have gradients of the last inputs of a row. Runs on the
   * driver; {@link Engine#open} refuses the same.
   *
   * @param inputs how many; with 0, every network will do
   * @throws IllegalArgumentException if they have not. The message names the layer or the input
   *     that is in the way, and the remedy
   */
  void check(NetworkSpec network, int inputs);
}
