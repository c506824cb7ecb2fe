package org.coherer.training.trainer;

import java.util.Optional;
import org.coherer.training.calibration.Calibration;
import org.coherer.training.engine.OptimizerState;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.tables.TableFolder;
import org.coherer.training.vector.FlatVector;

/**
 * What a run has produced.
 *
 * @param parameters the trained parameters, in the engine's order
 * @param optimizerState where the optimizer has got to; {@code null} if that was not to be kept
 * @param history how they came about, epoch by epoch
 * @param calibration the temperature of a classifier's probabilities; none unless the plan asks for
 *     it
 * @param tables the snapshot of the embedding tables, which is the caller's from now on; empty if
 *     there are none
 */
public record TrainingResult(
    FlatVector parameters,
    OptimizerState optimizerState,
    TrainingHistory history,
    Calibration calibration,
    Optional<TableFolder> tables) {

  /** What a run without embedding tables has produced. */
  public TrainingResult(
      FlatVector parameters,
      OptimizerState optimizerState,
      TrainingHistory history,
      Calibration calibration) {
    this(parameters, optimizerState, history, calibration, Optional.empty());
  }
}
