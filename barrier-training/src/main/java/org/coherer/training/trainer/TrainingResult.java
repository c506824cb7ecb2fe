package org.coherer.training.trainer;

import org.coherer.training.calibration.Calibration;
import org.coherer.training.engine.OptimizerState;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.vector.FlatVector;

/**
 * What a run has produced.
 *
 * @param parameters the trained parameters, in the engine's order
 * @param optimizerState where the optimizer has got to; {@code null} if that was not to be kept
 * @param history how they came about, epoch by epoch
 * @param calibration the temperature of a classifier's probabilities; none unless the plan asks for
 *     it
 */
public record TrainingResult(
    FlatVector parameters,
    OptimizerState optimizerState,
    TrainingHistory history,
    Calibration calibration) {}
