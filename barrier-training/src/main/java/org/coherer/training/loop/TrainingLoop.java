package org.coherer.training.loop;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.coherer.training.calibration.Calibration;
import org.coherer.training.event.EventSink;
import org.coherer.training.event.RanksTimed;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.event.TrainingHistory.StopReason;
import org.coherer.training.event.TrainingHistory.ValidationResult;
import org.coherer.training.loop.time.Deadline;
import org.coherer.training.loop.time.EpochClock;
import org.coherer.training.loop.time.ProgressMeter;
import org.coherer.training.loop.time.StepTraces;
import org.coherer.training.plan.OnDivergence;
import org.coherer.training.plan.Stopping;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.sync.PartCopies;
import org.coherer.training.sync.ReplicaCheck;
import org.coherer.training.sync.StepTotals;
import org.coherer.training.sync.Wishes;

/**
 * What one rank does from the first step to the last: step, report, validate, and stop in time.
 * Runs on one thread.
 *
 * <p>Every rank takes {@code batchesPerEpoch} batches in every epoch, empty ones once its own shard
 * is used up. {@code accumulateSteps} of them make a step; the last step of an epoch may have
 * fewer.
 *
 * <p>Whatever ends a run early is decided by numbers that all ranks have: sums over all of them, or
 * what rank 0's clock says, which travels with the totals of a step.
 */
public final class TrainingLoop {

  /** Is told where a run stands whenever the replica is as a complete step has left it. */
  @FunctionalInterface
  public interface Watcher {
    /** Takes no notice. */
    Watcher NONE = (state, copies, wished) -> {};

    /**
     * Another step is made, or an epoch or the run has ended. On the loop's thread: the replica
     * does not change meanwhile.
     *
     * @param copies what is kept of earlier states; changes later
     * @param wished whether the watcher of a rank wished for a checkpoint with the last step
     */
    void reached(LoopState state, Copies copies, boolean wished);

    /** Returns whether all ranks shall take a checkpoint after the step that begins now. */
    default boolean wishes() {
      return false;
    }
  }

  private final Rank rank;
  private final TrainingPlan plan;
  private final LoopStart start;
  private final EventSink listener;
  private final ProgressMeter meter;
  private final EpochClock clock;
  private final Deadline deadline;
  private final StepTraces traces;
  private final StepPolicy steps;
  private final Divergence divergence;
  private final KeptCopy best;
  private final GoodState good;
  private final Watcher watcher;
  private final ReplicaCheck alike;
  private LoopState state;
  private boolean wished;

  /**
   * Creates the loop of one rank.
   *
   * @param start the same on every rank
   * @param listener receives progress and epochs, on the loop's thread
   */
  public TrainingLoop(Rank rank, LoopStart start, EventSink listener) {
    this(rank, start, listener, Watcher.NONE, System::nanoTime);
  }

  /** Creates a loop that somebody watches. */
  public TrainingLoop(Rank rank, LoopStart start, EventSink listener, Watcher watcher) {
    this(rank, start, listener, watcher, System::nanoTime);
  }

  TrainingLoop(
      Rank rank, LoopStart start, EventSink listener, Watcher watcher, LongSupplier nanoTime) {
    this.rank = rank;
    this.plan = rank.plan();
    this.start = start;
    this.listener = listener;
    this.watcher = watcher;
    this.alike = new ReplicaCheck(rank.replica().parameters(), rank.sums());
    this.meter = new ProgressMeter(plan.data().epochs(), rank.stepsPerEpoch(), nanoTime);
    this.clock = new EpochClock(rank.batches(), rank.sums(), nanoTime);
    this.deadline = new Deadline(plan.controls().stopping().maxSeconds(), rank.number(), nanoTime);
    this.traces = StepTraces.of(plan, rank.number(), listener);
    traces.connect(rank.replica(), rank.sync());
    this.steps = StepPolicy.of(rank, clock, traces.tracer(), start);
    this.divergence = new Divergence(rank);
    this.best = new KeptCopy(start.optimizer().resultOf(rank.replica()), start.copies().best());
    this.good = new GoodState(rank, start.copies().good());
    this.state = start.state();
  }

  /**
   * Returns where the run stands: after its last complete step. Valid whether {@link #run} has
   * returned or thrown, on the thread that has called it.
   */
  public LoopState state() {
    return state.at(deadline.seconds());
  }

  /**
   * Returns whether the replica has the parameters and the optimizer's state that belong to {@link
   * #state}, once {@link #run} has thrown; brings it back to them if it is beyond.
   */
  public boolean settle() {
    return steps.settle();
  }

  /** Returns what is kept of earlier states. */
  public Copies copies() {
    return new Copies(best.copy(), good.at(state), steps.velocity());
  }

  /**
   * Trains to the end. The replica then has the parameters of the history's {@code resultEpoch},
   * which the host has as well, and the optimizer's state if that is kept.
   *
   * @return how the run has ended, the same on every rank
   * @throws TrainingDivergedException if a loss or gradients are not finite, unless the plan goes
   *     on after that; or if parameters of the result are not, whatever the plan says: the loss
   *     after the last step is never seen, and a network of NaN is of no use. Where the best epoch
   *     is restored, its parameters count
   * @throws org.coherer.training.sync.ReplicasDifferException if the parameters of the ranks do not
   *     have the same bits, at the start, after an epoch or within one
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  public LoopResult run() {
    if (!start.placed()) {
      steps.start();
    }
    rank.sync().begin();
    start
        .copies()
        .best()
        .ifPresent(kept -> bestOfOthers().ifPresent(all -> all.share(PartCopies.Mark.BEST, kept)));
    alike.check("at the start of the run");
    good.begin(state);
    meter.start(state.next().iteration(rank.stepsPerEpoch()));
    deadline.start(state.seconds());
    while (state.stop().isEmpty()) {
      if (runEpoch()) {
        complete();
      }
      watcher.reached(state(), copies(), wished);
    }
    return end(state.stop().get(), state.tally().steps());
  }

  /** Makes the steps of the epoch under way; returns whether none of them has had it go back. */
  private boolean runEpoch() {
    int epoch = state.epoch();
    clock.startEpoch();
    rank.batches().startAt(epoch, state.tally().steps() * plan.exchange().accumulateSteps());
    meter.startEpoch(state.tally().sum().rows());
    while (state.tally().goesOn(rank.stepsPerEpoch())) {
      Supplier<Wishes> mine = () -> new Wishes(deadline.isOver(), watcher.wishes());
      long before = state.tally().steps();
      traces.begin(state.next().iteration(rank.stepsPerEpoch()));
      StepOutcome outcome = steps.step(state.next(), state.rollBacks().rateFactor(), mine);
      traces.end(outcome.steps());
      wished = outcome.totals().wishes().checkpoint();
      if (!outcome.applied() && !isSkipped(outcome)) {
        return false;
      }
      state = state.after(outcome);
      EpochTally tally = state.tally();
      TrainingEvent.Progress progress = meter.afterStep(epoch, tally.steps(), tally.sum());
      if (progress != null) {
        listener.onEvent(progress);
      }
      if (tally.goesOn(rank.stepsPerEpoch())) {
        alike.checkWithin(epoch, before, tally.steps());
        watcher.reached(state(), copies(), wished);
      }
    }
    clock.endEpoch();
    if (state.tally().allSkipped()) {
      throw divergence.allStepsSkipped(epoch);
    }
    return true;
  }

  /** Returns whether training goes on behind a step that has changed nothing. */
  private boolean isSkipped(StepOutcome outcome) {
    StepPosition position = state.next();
    boolean skipped = plan.controls().stopping().onDivergence() == OnDivergence.SKIP;
    if (skipped && state.tally().skipped() > 0) {
      return true;
    }
    String reason = outcome.notFinite().orElseThrow() + " " + steps.culprits();
    if (skipped) {
      listener.onEvent(new TrainingEvent.StepSkipped(position.epoch(), position.step(), reason));
    } else {
      goBack(position.step(), reason);
    }
    return skipped;
  }

  /**
   * Goes back to the start of the epoch under way, if the run is to and has not tried too often.
   *
   * @param step the step that has diverged; 0 if it was found after the last one
   * @throws TrainingDivergedException otherwise
   */
  private void goBack(long step, String reason) {
    RollBacks before = state.rollBacks();
    if (!good.isWanted() || !before.mayGoOn()) {
      throw divergence.at(state.epoch(), step, reason, before);
    }
    state = good.restore(state);
    steps.wentBack();
    meter.start(state.next().iteration(rank.stepsPerEpoch()));
    RollBacks after = state.rollBacks();
    listener.onEvent(
        new TrainingEvent.RolledBack(
            state.epoch(), step, reason, after.count(), after.rateFactor()));
  }

  /** Validates the epoch under way, reports it, and ends it. */
  private void complete() {
    int number = state.epoch();
    // Before the ranks meet, where the others wait without being measured.
    List<TrainingEvent> measured = steps.measured(number);
    alike.check("after epoch " + number);
    Optional<TrainingEvent.EpochValidated> validated = steps.validate(number);
    Optional<String> found = divergence.after(validated, good);
    if (found.isPresent()) {
      goBack(0, found.get());
      return;
    }
    TrainingHistory.Times times = clock.meet(deadline.isOver());
    TrainingHistory.Epoch epoch = epoch(number, times, validated);
    measured.forEach(listener::onEvent);
    listener.onEvent(new RanksTimed(number, clock.ofRanks()));
    listener.onEvent(
        new TrainingEvent.EpochCompleted(
            number, epoch.loss(), epoch.rows(), epoch.skippedSteps(), epoch.learningRate(), times));
    validated.ifPresent(listener::onEvent);
    clock.straggler(number).ifPresent(listener::onEvent);
    conclude(epoch);
  }

  private TrainingHistory.Epoch epoch(
      int number, TrainingHistory.Times times, Optional<TrainingEvent.EpochValidated> validated) {
    EpochTally tally = state.tally();
    StepTotals sum = tally.sum();
    double rate =
        tally.steps() == 0
            ? Double.NaN
            : steps.learningRate(
                new StepPosition(number, tally.steps()), state.rollBacks().rateFactor());
    ValidationResult result =
        validated
            .map(found -> new ValidationResult(found.loss(), found.metrics()))
            .orElse(ValidationResult.NONE);
    return new TrainingHistory.Epoch(
        number, sum.meanLoss(), sum.rows(), tally.skipped(), rate, times, result);
  }

  /** Ends the epoch under way, and keeps its result if it is the best. */
  private void conclude(TrainingHistory.Epoch epoch) {
    Stopping stopping = plan.controls().stopping();
    BestEpoch newBest = state.best().or(epoch, plan.monitor(), stopping.minDelta());
    if (stopping.restoreBest() && newBest.epoch() == epoch.epoch()) {
      best.keep();
      bestOfOthers().ifPresent(all -> all.mark(PartCopies.Mark.BEST));
    }
    state =
        reasonToStop(epoch.epoch(), newBest)
            .map(reason -> state.after(epoch, newBest, reason))
            .orElseGet(() -> state.after(epoch, newBest));
    if (state.stop().isEmpty()) {
      good.keep();
    }
  }

  /** Returns the copies of other ranks' parts, if a part of those is the best epoch's as well. */
  private Optional<PartCopies> bestOfOthers() {
    return rank.sync().copies().filter(any -> start.optimizer().kept());
  }

  private Optional<StopReason> reasonToStop(int epoch, BestEpoch newBest) {
    int patience = plan.controls().stopping().patience();
    if (state.tally().steps() < rank.stepsPerEpoch()) {
      return Optional.of(StopReason.MAX_SECONDS);
    }
    if (epoch == plan.data().epochs()) {
      return Optional.of(StopReason.MAX_ITER);
    }
    if (patience > 0 && epoch - newBest.epoch() >= patience) {
      return Optional.of(StopReason.EARLY_STOPPING);
    }
    return clock.timeIsUp() ? Optional.of(StopReason.MAX_SECONDS) : Optional.empty();
  }

  private LoopResult end(StopReason reason, long lastSteps) {
    traces.finish();
    int last = state.completed().size();
    int bestEpoch = state.best().epoch() == 0 ? last : state.best().epoch();
    boolean restored = plan.controls().stopping().restoreBest() && state.best().epoch() > 0;
    if (restored) {
      best.restore();
    }
    TrainingHistory history =
        new TrainingHistory(
            state.completed(),
            bestEpoch,
            restored ? bestEpoch : last,
            reason,
            state.rollBacks().count());
    divergence.checkParameters(history.resultEpoch());
    listener.onEvent(
        new TrainingEvent.RunEnded(last, history.bestEpoch(), history.resultEpoch(), reason));
    OptimizerPosition position =
        start.optimizer().position().after(history, rank.stepsPerEpoch(), lastSteps);
    return new LoopResult(history, position, calibration(last));
  }

  private Calibration calibration(int epoch) {
    return plan.controls().calibrated()
        ? rank.validation().orElseThrow().calibrate(epoch, rank.replica())
        : Calibration.NONE;
  }
}
