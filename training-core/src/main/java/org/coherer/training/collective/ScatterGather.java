package org.coherer.training.collective;

import org.coherer.training.vector.FlatVector;

/**
 * The two halves of an all-reduce within a group, chunk {@code i} of a vector belonging to member
 * {@code i}.
 */
interface ScatterGather {

  /** Leaves the sum of each chunk at its member; the other chunks then mean nothing. */
  void reduceScatter(FlatVector vector);

  /** Gives every member each chunk as the member has it to which it belongs. */
  void allGather(FlatVector vector);

  /** Does both, one after the other. */
  default void sum(FlatVector vector) {
    reduceScatter(vector);
    allGather(vector);
  }
}
