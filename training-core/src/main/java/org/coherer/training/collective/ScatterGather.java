package org.coherer.training.collective;

import org.coherer.training.vector.FlatVector;

/**
 * The two halves of an all-reduce within a group, in which member {@code i} owns chunk {@code i} of
 * a vector.
 */
interface ScatterGather {

  /** Leaves the sum of each chunk at its owner. The other chunks then hold no meaningful values. */
  void reduceScatter(FlatVector vector);

  /** Gathers each member's chunk into every member. */
  void allGather(FlatVector vector);

  /** Runs both halves, one after the other. */
  default void sum(FlatVector vector) {
    reduceScatter(vector);
    allGather(vector);
  }
}
