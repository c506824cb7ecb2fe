package org.coherer.training.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.coherer.training.data.BatchSource;
import org.coherer.training.engine.Replica;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.event.TrainingHistory.StopReason;
import org.coherer.training.event.TrainingListener;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.sync.ExactSums;
import org.coherer.training.sync.NotFinite;
import org.coherer.training.sync.ReplicaSync;
import org.coherer.training.sync.StepTotals;

/**
 * What one rank does from the first step to the last: step, report, measure, and stop in time. Runs
 * on one thread.
 *
 * <p>Every rank takes {@code batchesPerEpoch} batches in every epoch, empty ones once its own shard
 * is used up. {@code accumulateSteps} of them make a step; the last step of an epoch may have
 * fewer.
 *
 * <p>Whatever ends a run early is decided by numbers that all ranks have: sums over all of them, or
 * what rank 0's clock says, which travels with the totals of a step.
 */
public final class TrainingLoop {

  private final TrainingPlan plan;
  private final int rank;
  private final Replica replica;
  private final BatchSource batches;
  private final ReplicaSync sync;
  private final ExactSums allRanks;
  private final long batchesPerEpoch;
  private final long stepsPerEpoch;
  private final ProgressMeter meter;
  private final EpochClock clock;
  private final Deadline deadline;
  private final TrainingListener listener;
  private TrainingStep step;
  private Validation validation;
  private OptimizerHandover optimizer = OptimizerHandover.NONE;
  private OptimizerPosition position;

  /**
   * Creates the loop of one rank.
   *
   * @param allRanks says which rank it is
   * @param batchesPerEpoch the same on every rank: what the largest shard needs
   * @param listener hears of progress and epochs, on the loop's thread
   */
  public TrainingLoop(
      TrainingPlan plan,
      Replica replica,
      BatchSource batches,
      ReplicaSync sync,
      ExactSums allRanks,
      long batchesPerEpoch,
      TrainingListener listener) {
    this(plan, replica, batches, sync, allRanks, batchesPerEpoch, listener, System::nanoTime);
  }

  TrainingLoop(
      TrainingPlan plan,
      Replica replica,
      BatchSource batches,
      ReplicaSync sync,
      ExactSums allRanks,
      long batchesPerEpoch,
      TrainingListener listener,
      LongSupplier nanoTime) {
    this.plan = plan;
    this.rank = allRanks.rank();
    this.replica = replica;
    this.batches = batches;
    this.sync = sync;
    this.allRanks = allRanks;
    this.batchesPerEpoch = batchesPerEpoch;
    this.stepsPerEpoch = plan.exchange().stepsFor(batchesPerEpoch);
    this.meter = new ProgressMeter(plan.data().epochs(), stepsPerEpoch, nanoTime);
    this.clock = new EpochClock(batches, allRanks, nanoTime);
    this.deadline = new Deadline(plan.controls().stopping().maxSeconds(), rank, nanoTime);
    this.listener = listener;
  }

  /** Has the network measured after every epoch. Either all ranks call it or none does. */
  public void validateWith(Validation newValidation) {
    validation = newValidation;
  }

  /** Has the optimizer's state taken over, or kept. Either all ranks call it or none does. */
  public void handOver(OptimizerHandover newOptimizer) {
    optimizer = newOptimizer;
  }

  /** Returns how far the optimizer had got with the epoch that is the result of the run. */
  public OptimizerPosition position() {
    return position;
  }

  /**
   * Trains to the end. The replica then has the parameters of the history's {@code resultEpoch},
   * which the host has as well, and the optimizer's state if that is kept.
   *
   * @return what happened, the same on every rank
   * @throws TrainingDivergedException if a loss is not finite, unless the plan has such steps left
   *     out; or if parameters of the result are not, whatever the plan says: nobody sees the loss
   *     after the last step, no step is there to be left out, and a network of NaN is of no use.
   *     Where the best epoch is restored, it is its parameters that count
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  public TrainingHistory run() {
    start();
    BestEpoch best =
        new BestEpoch(plan.controls().stopping(), plan.monitor(), optimizer.resultOf(replica));
    meter.start();
    deadline.start();
    List<TrainingHistory.Epoch> epochs = new ArrayList<>();
    StopReason reason = null;
    long lastSteps = 0;
    while (reason == null) {
      int number = epochs.size() + 1;
      EpochTally tally = runEpoch(number);
      TrainingHistory.Epoch epoch = complete(number, tally);
      epochs.add(epoch);
      best.after(epoch);
      lastSteps = tally.steps();
      reason = reasonToStop(number, tally, best);
    }
    TrainingHistory history = new TrainingHistory(epochs, best.epoch(), best.restore(), reason);
    checkResult(history.resultEpoch());
    position = after(history, lastSteps);
    listener.onEvent(
        new TrainingEvent.RunEnded(
            epochs.size(), history.bestEpoch(), history.resultEpoch(), reason));
    return history;
  }

  private void start() {
    sync.start(replica);
    optimizer.giveTo(replica, sync.summed(replica.parameters().length()));
    step =
        new TrainingStep(
            plan,
            replica,
            batches,
            sync,
            allRanks,
            batchesPerEpoch,
            clock,
            deadline,
            optimizer.position());
  }

  /** The parameters have the same bits on all ranks, sharded or not, so all find the same. */
  private void checkResult(int epoch) {
    replica.parameters().pull();
    long count = new NotFinite().countIn(replica.parameters().host());
    if (count > 0) {
      throw step.useless(epoch, count);
    }
  }

  /** Only the last epoch may have fewer steps than the others; then it is not complete. */
  private OptimizerPosition after(TrainingHistory history, long lastSteps) {
    OptimizerPosition before = optimizer.position();
    int result = history.resultEpoch();
    boolean partial = result == history.epochs().size() && lastSteps < stepsPerEpoch;
    int completed = partial ? result - 1 : result;
    return new OptimizerPosition(
        before.steps() + completed * stepsPerEpoch + (partial ? lastSteps : 0),
        before.epochs() + completed);
  }

  private EpochTally runEpoch(int epoch) {
    clock.startEpoch();
    batches.startEpoch(epoch);
    meter.startEpoch();
    EpochTally tally = new EpochTally(stepsPerEpoch);
    while (tally.goesOn()) {
      step.make(epoch, tally.steps() + 1, tally);
      TrainingEvent.Progress progress = meter.afterStep(epoch, tally.steps(), tally.sum());
      if (progress != null) {
        listener.onEvent(progress);
      }
    }
    clock.endEpoch();
    if (tally.isHopeless()) {
      throw step.hopeless(epoch);
    }
    return tally;
  }

  /** Measures an epoch, and tells of it. */
  private TrainingHistory.Epoch complete(int number, EpochTally tally) {
    listener.onEvent(
        new TrainingEvent.DataWaited(rank, number, clock.dataSeconds(), clock.seconds()));
    TrainingEvent.EpochValidated measured = measure(number);
    TrainingHistory.Times times = clock.meet(deadline.isOver());
    StepTotals sum = tally.sum();
    double rate = step.learningRate(number, tally.steps());
    listener.onEvent(
        new TrainingEvent.EpochCompleted(
            number, sum.meanLoss(), sum.rows(), tally.skippedSteps(), rate, times));
    SortedMap<String, Double> metrics = new TreeMap<>();
    double loss = Double.NaN;
    if (measured != null) {
      listener.onEvent(measured);
      metrics.putAll(measured.metrics());
      loss = measured.loss();
    }
    return new TrainingHistory.Epoch(
        number, sum.meanLoss(), sum.rows(), tally.skippedSteps(), rate, times, loss, metrics);
  }

  /** Returns what the rows for validation say; null if there are none. */
  private TrainingEvent.EpochValidated measure(int epoch) {
    if (validation == null) {
      return null;
    }
    TrainingEvent.EpochValidated measured = validation.after(epoch, replica);
    if (validation.hasDiverged() && plan.controls().stopping().terminateOnNaN()) {
      throw step.unmeasurable(epoch, measured.loss());
    }
    return measured;
  }

  private StopReason reasonToStop(int epoch, EpochTally tally, BestEpoch best) {
    if (tally.isPartial()) {
      return StopReason.MAX_SECONDS;
    }
    if (epoch == plan.data().epochs()) {
      return StopReason.MAX_ITER;
    }
    if (best.isTooLongAgo()) {
      return StopReason.EARLY_STOPPING;
    }
    return clock.timeIsUp() ? StopReason.MAX_SECONDS : null;
  }
}
