package org.coherer.training.single;

import java.time.Duration;
import java.util.List;
import org.apache.spark.TaskContext;
import org.coherer.training.job.WorkerContext;
import org.coherer.training.transport.Rendezvous;

/**
 * The one task of an ordinary stage. Spark counts its attempts anew in each attempt of the stage.
 *
 * @param context Spark's, of the task
 */
record SingleTaskContext(TaskContext context) implements WorkerContext {

  /** More than a task has: beside its failures, Spark counts the executors that it has lost. */
  static final int ATTEMPTS_PER_STAGE = 1_000;

  @Override
  public int rank() {
    return context.partitionId();
  }

  @Override
  public int attempt() {
    return context.stageAttemptNumber() * ATTEMPTS_PER_STAGE + context.attemptNumber();
  }

  @Override
  public boolean isInterrupted() {
    return context.isInterrupted();
  }

  @Override
  public int startedRanks() {
    return 1;
  }

  /** Who is alone has met all. */
  @Override
  public Rendezvous rendezvous(Duration deadline) {
    return List::of;
  }
}
