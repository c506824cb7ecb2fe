package org.coherer.training.barrier;

import java.util.List;
import org.coherer.training.vector.FlatVector;

/**
 * What a run has produced.
 *
 * @param parameters the trained parameters, in the engine's order
 * @param epochLosses the mean training loss of each epoch
 */
public record TrainingResult(FlatVector parameters, List<Double> epochLosses) {

  /** Copies the list. */
  public TrainingResult {
    epochLosses = List.copyOf(epochLosses);
  }
}
