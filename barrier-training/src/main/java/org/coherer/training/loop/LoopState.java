package org.coherer.training.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.event.TrainingHistory.StopReason;

/**
 * Where a run stands between two steps. With the parameters, the optimizer's state and the copy of
 * the best epoch's result, it is all that a rank needs to resume as if nothing had come between:
 * the order of the rows, the random numbers and the learning rates follow from it and the plan.
 * Alike on all ranks, but for {@code seconds}.
 *
 * @param completed the epochs that are complete, in order
 * @param tally the steps of the epoch under way, or of the last one if the run has ended
 * @param best the best epoch so far
 * @param stop why the run has ended; empty while epochs are to come
 * @param seconds for how long this rank has trained
 * @param rollBacks how often it has gone back since it had diverged
 */
public record LoopState(
    List<TrainingHistory.Epoch> completed,
    EpochTally tally,
    BestEpoch best,
    Optional<StopReason> stop,
    double seconds,
    RollBacks rollBacks) {

  /** That of a run that has not begun. */
  public static final LoopState START =
      new LoopState(
          List.of(), EpochTally.EMPTY, BestEpoch.NONE, Optional.empty(), 0, RollBacks.NONE);

  /** Copies the list, and checks that the best epoch is one of its epochs. */
  public LoopState {
    completed = List.copyOf(completed);
    Objects.requireNonNull(rollBacks, "rollBacks");
    if (best.epoch() > completed.size()) {
      throw new IllegalArgumentException(
          "Invalid best epoch " + best.epoch() + " of " + completed.size());
    }
  }

  /** Returns the epoch under way, counted from 1. */
  public int epoch() {
    return completed.size() + 1;
  }

  /** Returns the step that comes next. */
  StepPosition next() {
    return new StepPosition(epoch(), tally.steps() + 1);
  }

  /** Returns the state after another step. */
  LoopState after(StepOutcome step) {
    return new LoopState(completed, tally.after(step), best, stop, seconds, rollBacks);
  }

  /** Returns the state after the end of the epoch under way, which another one follows. */
  public LoopState after(TrainingHistory.Epoch epoch, BestEpoch newBest) {
    return new LoopState(
        with(epoch), EpochTally.EMPTY, newBest, stop, seconds, rollBacks.afterEpoch());
  }

  /** Returns the state after the end of the epoch under way, which is the last one. */
  public LoopState after(TrainingHistory.Epoch epoch, BestEpoch newBest, StopReason reason) {
    return new LoopState(
        with(epoch), tally, newBest, Optional.of(reason), seconds, rollBacks.afterEpoch());
  }

  /** Returns the state at the end of the last complete epoch, for a run that goes back there. */
  public LoopState rolledBack() {
    return new LoopState(completed, EpochTally.EMPTY, best, stop, seconds, rollBacks.next());
  }

  private List<TrainingHistory.Epoch> with(TrainingHistory.Epoch epoch) {
    List<TrainingHistory.Epoch> all = new ArrayList<>(completed);
    all.add(epoch);
    return all;
  }

  /** Returns the state at a time. */
  public LoopState at(double newSeconds) {
    return new LoopState(completed, tally, best, stop, newSeconds, rollBacks);
  }
}
