package org.coherer.training.trainer;

import org.coherer.training.engine.OptimizerState;
import org.coherer.training.vector.FlatVector;

/**
 * What a run starts from, and whether another one is to go on where it ends.
 *
 * @param parameters the parameters; {@code null} to draw them from the plan's seed
 * @param optimizerState the optimizer's state; {@code null} for that of an optimizer that has made
 *     no step
 * @param keepOptimizerState whether the optimizer's state is part of the result
 */
public record TrainingStart(
    FlatVector parameters, OptimizerState optimizerState, boolean keepOptimizerState) {

  /** Draws the parameters, and keeps them alone. */
  public static final TrainingStart FRESH = new TrainingStart(null, null, false);
}
