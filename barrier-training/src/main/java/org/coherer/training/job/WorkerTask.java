package org.coherer.training.job;

import java.io.Serializable;
import org.coherer.training.plan.ShardPlacement;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.trainer.Checkpointing;

/**
 * What the driver gives to every task of a run.
 *
 * @param plan what to do
 * @param entry what admits it to the run
 * @param round which round of the run it belongs to
 * @param start what to start from
 * @param checkpoints where checkpoints are left; {@code null} for nowhere
 * @param result how the result is cut
 */
public record WorkerTask(
    TrainingPlan plan,
    RunEntry entry,
    Round round,
    WorkerStart start,
    Checkpointing checkpoints,
    ResultLayout result)
    implements Serializable {

  /** Returns the number of a task's attempt, in the run as a whole. */
  int attempt(WorkerContext context) {
    return round.firstAttempt() + context.attempt();
  }

  /** Returns which rank trains on which shards. */
  public ShardPlacement placement() {
    return new ShardPlacement(plan.workers().count(), round.ranks());
  }
}
