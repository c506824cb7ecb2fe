package org.coherer.training.engine.dl4j.update;

import org.coherer.training.vector.FlatVector;

/** Updates a network's parameters, and has the state for it. Used by one thread at a time. */
public interface Updater {

  /** Returns the state, aliasing it. */
  FlatVector state();

  /**
   * Changes parameters and state. What is left of the gradients is of no use.
   *
   * @param weight what gradients are divided by
   * @param iteration steps made before
   * @param epoch epochs completed before
   */
  void step(double weight, int iteration, int epoch);

  /** Frees the state. */
  void close();
}
