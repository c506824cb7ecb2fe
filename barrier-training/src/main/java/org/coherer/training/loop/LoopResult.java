package org.coherer.training.loop;

import org.coherer.training.calibration.Calibration;
import org.coherer.training.event.TrainingHistory;

/**
 * How a run has ended, the same on every rank.
 *
 * @param history its epochs
 * @param position how far the optimizer had got with the epoch that is the result of the run
 * @param calibration the temperature of the result's probabilities; none unless the plan asks for
 *     it
 */
public record LoopResult(
    TrainingHistory history, OptimizerPosition position, Calibration calibration) {}
