package org.coherer.training.trainer;

import java.util.Optional;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.OptimizerState;
import org.coherer.training.vector.FlatVector;

/**
 * What a run starts from, and whether another one is to go on where it ends.
 *
 * @param parameters the parameters; {@code null} to draw them from the plan's seed
 * @param optimizerState the optimizer's state; {@code null} for that of an optimizer that has made
 *     no step
 * @param keepOptimizerState whether the optimizer's state is part of the result
 * @param checkpoints where the run leaves checkpoints, and begins at one; empty for nowhere
 * @param tables what embedding tables start from, and where they are written; empty if there are
 *     none
 */
public record TrainingStart(
    FlatVector parameters,
    OptimizerState optimizerState,
    boolean keepOptimizerState,
    Optional<Checkpointing> checkpoints,
    Optional<TablesStart> tables) {

  /** Draws the parameters, and keeps them alone. */
  public static final TrainingStart FRESH = new TrainingStart(null, null, false);

  /** What a run without embedding tables starts from. */
  public TrainingStart(
      FlatVector parameters,
      OptimizerState optimizerState,
      boolean keepOptimizerState,
      Optional<Checkpointing> checkpoints) {
    this(parameters, optimizerState, keepOptimizerState, checkpoints, Optional.empty());
  }

  /** What a run without checkpoints starts from. */
  public TrainingStart(
      FlatVector parameters, OptimizerState optimizerState, boolean keepOptimizerState) {
    this(parameters, optimizerState, keepOptimizerState, Optional.empty());
  }

  /**
   * Checks that the parameters are those of a network.
   *
   * @throws IllegalArgumentException if there are some, and they are more or fewer
   */
  public void checkFits(NetworkShape shape) {
    if (parameters != null && parameters.length() != shape.parameterCount()) {
      throw new IllegalArgumentException(
          "Cannot start from "
              + parameters.length()
              + " parameters (the network has "
              + shape.parameterCount()
              + ")");
    }
  }

  /** Returns a copy with these checkpoints. */
  public TrainingStart with(Optional<Checkpointing> other) {
    return new TrainingStart(parameters, optimizerState, keepOptimizerState, other, tables);
  }

  /** Returns a copy with these tables. */
  public TrainingStart with(TablesStart others) {
    return new TrainingStart(
        parameters, optimizerState, keepOptimizerState, checkpoints, Optional.of(others));
  }
}
