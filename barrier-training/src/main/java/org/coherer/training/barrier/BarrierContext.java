package org.coherer.training.barrier;

import java.time.Duration;
import org.apache.spark.BarrierTaskContext;
import org.coherer.training.job.WorkerContext;
import org.coherer.training.transport.Rendezvous;

/**
 * A barrier task, whose stage Spark runs as a whole: its attempt is that of the stage.
 *
 * @param context Spark's, of the task
 */
record BarrierContext(BarrierTaskContext context) implements WorkerContext {

  @Override
  public int rank() {
    return context.partitionId();
  }

  @Override
  public int attempt() {
    return context.stageAttemptNumber();
  }

  @Override
  public boolean isInterrupted() {
    return context.isInterrupted();
  }

  @Override
  public int startedRanks() {
    return context.getTaskInfos().length;
  }

  @Override
  public Rendezvous rendezvous(Duration deadline) {
    return new BarrierRendezvous(context, deadline);
  }
}
