package org.coherer.training.job;

import java.io.Serializable;
import org.coherer.training.calibration.Calibration;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.loop.LoopResult;
import org.coherer.training.loop.OptimizerPosition;

/**
 * How a run ended; of rank 0 alone.
 *
 * @param history its epochs, or {@code null} if training had to stop
 * @param position how far the optimizer had got, or {@code null} if training had to stop
 * @param calibration the temperature of the result's probabilities
 * @param divergence why training had to stop, or {@code null} if it went to the end
 */
record RunEnding(
    TrainingHistory history, OptimizerPosition position, Calibration calibration, String divergence)
    implements Serializable {

  /** Returns that of a run that went to the end. */
  static RunEnding of(LoopResult result) {
    return new RunEnding(result.history(), result.position(), result.calibration(), null);
  }

  /** Returns that of a run that had to stop. */
  static RunEnding diverged(String why) {
    return new RunEnding(null, null, Calibration.NONE, why);
  }
}
