package org.coherer.training.loop;

import org.coherer.training.data.BatchSource;
import org.coherer.training.data.Seeds;
import org.coherer.training.engine.Batch;
import org.coherer.training.engine.GradientListener;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.engine.Optimizer;
import org.coherer.training.engine.Replica;
import org.coherer.training.engine.StepContext;
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
  private final HostMirror gradients;
  private final Optimizer optimizer;
  private final BatchSource batches;
  private final ReplicaSync sync;
  private final EpochClock clock;
  private final Deadline deadline;
  private final long batchesPerEpoch;
  private final long stepsPerEpoch;
  private final OptimizerPosition before;
  private final Accumulation accumulation;
  private final GradientClipper clipper;

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
    this.gradients = replica.gradients();
    this.optimizer = replica.optimizer();
    this.batches = batches;
    this.sync = sync;
    this.batchesPerEpoch = batchesPerEpoch;
    this.stepsPerEpoch = plan.exchange().stepsFor(batchesPerEpoch);
    this.clock = clock;
    this.deadline = deadline;
    this.before = before;
    this.accumulation = new Accumulation(replica, plan.exchange().accumulateSteps());
    this.clipper = new GradientClipper(plan, replica, sync.summed(gradients.length()), allRanks);
  }

  /**
   * Makes a step, or leaves it out on all ranks if the plan wants that where numbers are not
   * finite.
   *
   * @param step counted from 1 in each epoch
   * @throws TrainingDivergedException if the plan does not want that
   */
  void make(int epoch, long step, EpochTally tally) {
    long iteration = iteration(epoch, step);
    StepContext context = context(epoch, step);
    GradientListener exchange = sync.announcements(iteration);
    StepTotals mine = forwardBackward(epoch, step, context, exchange).when(deadline.isOver());
    clock.startExchange();
    StepTotals all = sync.agree(iteration, mine);
    clock.endExchange();
    if (clip(all) == GradientClipper.Outcome.NOT_FINITE) {
      if (plan.controls().stopping().terminateOnNaN()) {
        throw diverged(epoch, step, all);
      }
      tally.skip(all);
      return;
    }
    if (all.weight() > 0) {
      gradients.push();
      optimizer.step(all.weight(), context);
      clock.startExchange();
      sync.stepped();
      clock.endExchange();
    }
    tally.take(all);
  }

  /** Returns how many steps of the run come before one. */
  private long iteration(int epoch, long step) {
    return (epoch - 1) * stepsPerEpoch + step - 1;
  }

  /** Returns where a step lies, the run's past included; the seed is that of each batch. */
  private StepContext context(int epoch, long step) {
    long iteration = iteration(epoch, step);
    double factor = plan.controls().schedule().factor(iteration, stepsPerEpoch, plan.epochs());
    return new StepContext(before.steps() + iteration, before.epochs() + epoch, factor, 0);
  }

  /** Returns the learning rate of a step; NaN for step 0, which there is none of. */
  double learningRate(int epoch, long step) {
    return step == 0 ? Double.NaN : optimizer.learningRate(context(epoch, step));
  }

  /** Clips the gradients of a step that has some, and whose loss is finite. */
  private GradientClipper.Outcome clip(StepTotals all) {
    if (!Double.isFinite(all.loss())) {
      return GradientClipper.Outcome.NOT_FINITE;
    }
    return all.weight() == 0 ? GradientClipper.Outcome.APPLIED : clipper.apply(all.weight());
  }

  /** Sets the gradients, on the host, to the sum over the step's batches. */
  private StepTotals forwardBackward(
      int epoch, long step, StepContext context, GradientListener exchange) {
    int most = plan.exchange().accumulateSteps();
    long first = (step - 1) * most;
    long last = Math.min(first + most, batchesPerEpoch) - 1;
    StepTotals mine = StepTotals.ZERO;
    for (long number = first; number <= last; number++) {
      long seed = Seeds.mix(plan.seed(), rank, (epoch - 1) * batchesPerEpoch + number);
      Batch batch = batches.next();
      GradientListener listener = GradientListener.NONE;
      if (number == last) {
        listener = first == last ? exchange : accumulation.addedBefore(exchange);
      }
      double loss = forwardBackward(batch, context.withSeed(seed), listener);
      if (number < last) {
        accumulation.take(number == first);
      }
      mine = mine.plus(new StepTotals(batch.rows(), batch.weightSum(), loss));
    }
    return mine;
  }

  private double forwardBackward(Batch batch, StepContext context, GradientListener listener) {
    double loss = replica.forwardBackward(batch, context, listener);
    if (listener == GradientListener.NONE) {
      gradients.pull(); // Otherwise the host has got them slice by slice.
    }
    return loss;
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
