package org.coherer.training.loop;

import java.util.Objects;

/**
 * What a loop starts from, beside the parameters of its replica.
 *
 * @param optimizer the optimizer's state, and whether it is part of the result
 * @param state where the run stands
 * @param copies what the run has kept of earlier states
 * @param placed whether every replica has its parameters and its part of the optimizer's state
 *     already. Otherwise it gets the parameters of rank 0, and the state that {@code optimizer} has
 */
public record LoopStart(
    OptimizerHandover optimizer, LoopState state, Copies copies, boolean placed) {

  /** A run that begins with its first step, and an optimizer that has made none. */
  public static final LoopStart FRESH = of(OptimizerHandover.NONE);

  /** Checks that none is missing. */
  public LoopStart {
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(copies, "copies");
  }

  /** Returns the start of a run that begins with its first step. */
  public static LoopStart of(OptimizerHandover optimizer) {
    return new LoopStart(optimizer, LoopState.START, Copies.NONE, false);
  }
}
