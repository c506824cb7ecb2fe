package org.coherer.training.loop;

import java.util.Objects;
import java.util.Optional;
import org.coherer.training.vector.FlatVector;

/**
 * What a loop starts from, beside the parameters of its replica.
 *
 * @param optimizer the optimizer's state, and whether it is part of the result
 * @param state where the run stands
 * @param best the copy of the best epoch's result, if the run keeps one
 * @param placed whether every replica has its parameters and its part of the optimizer's state
 *     already. Otherwise it gets the parameters of rank 0, and the state that {@code optimizer} has
 */
public record LoopStart(
    OptimizerHandover optimizer, LoopState state, Optional<FlatVector> best, boolean placed) {

  /** A run that begins with its first step, and an optimizer that has made none. */
  public static final LoopStart FRESH = of(OptimizerHandover.NONE);

  /** Checks that none is missing. */
  public LoopStart {
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(best, "best");
  }

  /** Returns the start of a run that begins with its first step. */
  public static LoopStart of(OptimizerHandover optimizer) {
    return new LoopStart(optimizer, LoopState.START, Optional.empty(), false);
  }
}
