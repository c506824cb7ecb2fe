package org.coherer.training.barrier;

import org.coherer.training.event.TrainingHistory;
import org.coherer.training.vector.FlatVector;

/**
 * What a run has produced.
 *
 * @param parameters the trained parameters, in the engine's order
 * @param history how they came about, epoch by epoch
 */
public record TrainingResult(FlatVector parameters, TrainingHistory history) {}
