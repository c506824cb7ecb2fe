package org.coherer.training.barrier;

import java.io.Serializable;
import org.apache.spark.BarrierTaskContext;

/**
 * One submission of a run's barrier job.
 *
 * @param firstAttempt how many attempts the rounds before may have had
 * @param ranks how many ranks it has
 */
record Round(int firstAttempt, int ranks) implements Serializable {

  /** Returns the number of a task's attempt, in the run as a whole. */
  int attempt(BarrierTaskContext context) {
    return firstAttempt + context.stageAttemptNumber();
  }
}
