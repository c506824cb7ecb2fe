package org.coherer.training.elastic;

import java.util.List;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.plan.Consistency;
import org.coherer.training.plan.TrainingPlan;

/** How many steps and updates an epoch has: a matter of the rows of all shards. */
final class EpochPlan {

  private final TrainingPlan plan;
  private final Consistency consistency;
  private final long[] steps;
  private final long batches;

  /**
   * Creates the plan of a run's epochs.
   *
   * @param loaded what workers have said of their shards
   */
  EpochPlan(TrainingPlan plan, Consistency consistency, List<Work.Done> loaded) {
    this.plan = plan;
    this.consistency = consistency;
    this.batches =
        loaded.stream().mapToLong(done -> plan.data().batchesFor(done.rows())).max().orElse(0);
    this.steps =
        loaded.stream()
            .mapToLong(done -> plan.exchange().stepsFor(plan.data().batchesFor(done.rows())))
            .toArray();
  }

  /** Returns the batches of the largest shard. */
  long batchesPerEpoch() {
    return batches;
  }

  /** Returns the steps of the worker with the largest shard. */
  long stepsPerEpoch() {
    return plan.exchange().stepsFor(batches);
  }

  /** Returns how many updates an epoch has: with everybody's batches, or with one worker's each. */
  long updatesPerEpoch() {
    long sum = 0;
    for (long own : steps) {
      sum += own;
    }
    return Math.max(1, consistency.isSynchronous() ? stepsPerEpoch() : sum);
  }

  /** Returns how many workers have a step, and those behind it, to make. */
  int workersFrom(long step) {
    int count = 0;
    for (long own : steps) {
      count += own >= step ? 1 : 0;
    }
    return count;
  }

  /** Returns what is told of the run's start. */
  TrainingEvent.RunStarted started(List<Work.Done> loaded, long parameters) {
    List<TrainingEvent.WorkerInfo> workers =
        loaded.stream()
            .map(
                done ->
                    new TrainingEvent.WorkerInfo(
                        done.worker(), done.place().host(), done.place().processId(), done.rows()))
            .toList();
    return new TrainingEvent.RunStarted(
        workers, parameters, plan.data().epochs(), updatesPerEpoch());
  }
}
