package org.coherer.training.barrier;

import java.io.Serializable;
import org.apache.spark.BarrierTaskContext;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.trainer.Checkpointing;

/**
 * What the driver gives to every barrier task.
 *
 * @param plan what to do
 * @param entry what admits it to the run
 * @param firstAttempt how many attempts the stages before this one have had
 * @param start what to start from
 * @param checkpoints where checkpoints are left; {@code null} for nowhere
 * @param result how the result is cut
 */
record WorkerTask(
    TrainingPlan plan,
    RunEntry entry,
    int firstAttempt,
    WorkerStart start,
    Checkpointing checkpoints,
    ResultLayout result)
    implements Serializable {

  /** Returns the number of a task's attempt, in the run as a whole. */
  int attempt(BarrierTaskContext context) {
    return firstAttempt + context.stageAttemptNumber();
  }
}
