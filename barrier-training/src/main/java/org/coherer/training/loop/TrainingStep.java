package org.coherer.training.loop;

import org.coherer.training.data.BatchSource;
import org.coherer.training.data.Seeds;
import org.coherer.training.engine.Batch;
import org.coherer.training.engine.GradientListener;
import org.coherer.training.engine.Replica;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.sync.ExactSums;
import org.coherer.training.sync.ReplicaSync;
import org.coherer.training.sync.StepTotals;

/**
 * One step of a rank: forward and backward on one or more batches, agree with the other ranks,
 * update. Made once the replicas are alike.
 */
final class TrainingStep {

  private final TrainingPlan plan;
  private final int rank;
  private final Replica replica;
  private final BatchSource batches;
  private final ReplicaSync sync;
  private final EpochClock clock;
  private final Deadline deadline;
  private final long batchesPerEpoch;
  private final long stepsPerEpoch;
  private final OptimizerPosition before;
  private final Accumulation accumulation;
  private final MeanGradient gradient;

  /**
   * Creates the steps of one rank.
   *
   * @param batchesPerEpoch the same on every rank
   * @param before what the optimizer has made before the run
   */
  TrainingStep(
      TrainingPlan plan,
      Replica replica,
      BatchSource batches,
      ReplicaSync sync,
      ExactSums allRanks,
      long batchesPerEpoch,
      EpochClock clock,
      Deadline deadline,
      OptimizerPosition before) {
    this.plan = plan;
    this.rank = allRanks.rank();
    this.replica = replica;
    this.batches = batches;
    this.sync = sync;
    this.batchesPerEpoch = batchesPerEpoch;
    this.stepsPerEpoch = plan.exchange().stepsFor(batchesPerEpoch);
    this.clock = clock;
    this.deadline = deadline;
    this.before = before;
    this.accumulation = new Accumulation(replica, plan.exchange().accumulateSteps());
    this.gradient =
        new MeanGradient(plan, replica, sync.summed(replica.gradients().length()), allRanks);
  }

  /**
   * Makes a step, or leaves it out on all ranks if the plan wants that where numbers are not
   * finite.
   *
   * @param step counted from 1 in each epoch
   * @throws TrainingDivergedException if the plan does not want that
   */
  void make(int epoch, long step, EpochTally tally) {
    long iteration = position(epoch, step);
    replica.learningRateFactor(
        plan.controls().schedule().factor(iteration, stepsPerEpoch, plan.data().epochs()));
    GradientListener exchange = sync.announcements(iteration);
    StepTotals mine = forwardBackward(epoch, step, exchange).when(deadline.isOver());
    clock.startExchange();
    StepTotals all = sync.agree(iteration, mine);
    clock.endExchange();
    if (!isFinite(all)) {
      if (plan.controls().stopping().terminateOnNaN()) {
        throw diverged(epoch, step, all);
      }
      tally.skip(all);
      return;
    }
    if (all.weight() > 0) {
      replica.step(all.weight());
      clock.startExchange();
      sync.stepped();
      clock.endExchange();
    }
    tally.take(all);
  }

  /** Tells the replica where a step lies; returns how many steps of the run come before it. */
  private long position(int epoch, long step) {
    long iteration = (epoch - 1) * stepsPerEpoch + step - 1;
    replica.position(before.steps() + iteration, before.epochs() + epoch);
    return iteration;
  }

  /**
   * Returns the learning rate of a step, one that was the last to be made; NaN if there is none.
   */
  double learningRate(int epoch, long step) {
    if (step == 0) {
      return Double.NaN;
    }
    position(epoch, step);
    return replica.learningRate();
  }

  private boolean isFinite(StepTotals all) {
    return Double.isFinite(all.loss()) && (all.weight() == 0 || gradient.limit(all.weight()));
  }

  /** Sets the gradients to the sum over the step's batches. */
  private StepTotals forwardBackward(int epoch, long step, GradientListener exchange) {
    int most = plan.exchange().accumulateSteps();
    long first = (step - 1) * most;
    long last = Math.min(first + most, batchesPerEpoch) - 1;
    StepTotals mine = StepTotals.ZERO;
    for (long number = first; number <= last; number++) {
      replica.seed(Seeds.mix(plan.data().seed(), rank, (epoch - 1) * batchesPerEpoch + number));
      Batch batch = batches.next();
      double loss;
      if (number < last) {
        loss = replica.forwardBackward(batch);
        accumulation.take(number == first);
      } else {
        boolean alone = first == last;
        loss =
            replica.forwardBackward(batch, alone ? exchange : accumulation.addedBefore(exchange));
      }
      mine = mine.plus(new StepTotals(batch.rows(), batch.weightSum(), loss));
    }
    return mine;
  }

  private TrainingDivergedException diverged(int epoch, long step, StepTotals all) {
    String what =
        Double.isFinite(all.loss())
            ? "the gradients are not finite"
            : "the loss is " + all.meanLoss();
    return new TrainingDivergedException(
        String.format(
            "Training diverged at epoch %d, step %d of %d: %s (%s)",
            epoch, step, stepsPerEpoch, what, remedy()));
  }

  /** Returns what to throw if an epoch had no step that could be made. */
  TrainingDivergedException hopeless(int epoch) {
    return new TrainingDivergedException(
        String.format(
            "Training diverged in epoch %d: none of its steps had a loss and gradients that are finite (%s)",
            epoch, remedy()));
  }

  /** Returns what to throw if the rows for validation have a loss that is not finite. */
  TrainingDivergedException unmeasurable(int epoch, double loss) {
    return new TrainingDivergedException(
        String.format(
            "Training diverged in epoch %d: the loss of the rows for validation is %s (%s)",
            epoch, loss, remedy()));
  }

  /** Returns what to throw if the result of a run has parameters that are not finite. */
  TrainingDivergedException useless(int epoch, long count) {
    return new TrainingDivergedException(
        String.format(
            "Training diverged in epoch %d: %d of the %d parameters that it has led to are not finite"
                + " (%s, or clip the gradients)",
            epoch, count, replica.parameters().length(), remedy()));
  }

  private String remedy() {
    String rate =
        plan.network().replacedRate().isEmpty()
            ? "the network's learning rate"
            : "learningRate " + plan.network().learningRate();
    return "lower " + rate + ", or scale the features";
  }
}
