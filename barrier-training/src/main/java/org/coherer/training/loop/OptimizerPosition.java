package org.coherer.training.loop;

import java.io.Serializable;
import org.coherer.training.event.TrainingHistory;

/**
 * How far an optimizer has got, this run and those before it taken together.
 *
 * @param steps the steps that it has made
 * @param epochs the epochs that it has completed
 */
public record OptimizerPosition(long steps, int epochs) implements Serializable {

  /** That of an optimizer that has done nothing yet. */
  public static final OptimizerPosition START = new OptimizerPosition(0, 0);

  /**
   * Returns the position after a run. Only its last epoch may have fewer steps than the others;
   * then that one is not complete.
   *
   * @param stepsPerEpoch the steps of a complete epoch
   * @param lastSteps those of the last one
   */
  OptimizerPosition after(TrainingHistory history, long stepsPerEpoch, long lastSteps) {
    int result = history.resultEpoch();
    boolean partial = result == history.epochs().size() && lastSteps < stepsPerEpoch;
    int completed = partial ? result - 1 : result;
    return new OptimizerPosition(
        steps + completed * stepsPerEpoch + (partial ? lastSteps : 0), epochs + completed);
  }
}
