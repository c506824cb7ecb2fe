package org.coherer.training.loop;

import java.util.Optional;
import org.coherer.training.data.RankBatches;
import org.coherer.training.engine.Replica;
import org.coherer.training.engine.StepContext;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.sync.AllRanks;
import org.coherer.training.sync.DoubleAllReduce;
import org.coherer.training.sync.ReplicaSync;

/**
 * One rank of a run, with all that its loop works on. The loop's thread alone uses it.
 *
 * @param plan the same on every rank
 * @param replica this rank's copy of the network
 * @param batches those of this rank's shards
 * @param validation evaluates the network on the validation set; empty on all ranks or on none
 * @param sync keeps the replicas alike
 * @param all all ranks, and which one this is
 * @param batchesPerEpoch the same on every rank: what the largest shard needs
 */
public record Rank(
    TrainingPlan plan,
    Replica replica,
    RankBatches batches,
    Optional<Validation> validation,
    ReplicaSync sync,
    AllRanks all,
    long batchesPerEpoch) {

  /** Returns its number, counted from 0. */
  public int number() {
    return sums().rank();
  }

  /** Returns what sums doubles over all ranks. */
  public DoubleAllReduce sums() {
    return all.sums();
  }

  /** Returns the optimizer steps of an epoch, the same on every rank. */
  public long stepsPerEpoch() {
    return plan.exchange().stepsFor(batchesPerEpoch);
  }

  /**
   * Returns where a step lies, the runs before this one included.
   *
   * @param before how far the optimizer had got before this run
   * @param rateFactor by what the learning rate is multiplied beside the plan's schedule
   */
  StepContext context(StepPosition position, OptimizerPosition before, double rateFactor) {
    long iteration = position.iteration(stepsPerEpoch());
    double scheduled =
        plan.controls().schedule().factor(iteration, stepsPerEpoch(), plan.data().epochs());
    return new StepContext(
        before.steps() + iteration, before.epochs() + position.epoch(), scheduled * rateFactor, 0);
  }
}
