package org.coherer.training.elastic;

import java.util.Optional;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.event.TrainingHistory.StopReason;
import org.coherer.training.loop.BestEpoch;
import org.coherer.training.loop.LoopState;
import org.coherer.training.plan.Monitor;
import org.coherer.training.plan.Stopping;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.server.Snapshot;

/** The epochs of a run so far, the best one among them, and whether there is to be another. */
final class EpochRecord {

  private final int epochs;
  private final Stopping stopping;
  private final Monitor monitor;
  private LoopState state = LoopState.START;
  private Optional<Snapshot> ofBest = Optional.empty();
  private Snapshot last;

  EpochRecord(TrainingPlan plan) {
    this.epochs = plan.data().epochs();
    this.stopping = plan.controls().stopping();
    this.monitor = plan.monitor();
  }

  /**
   * Resumes where a run has left off.
   *
   * @param held what the servers held after its last epoch
   * @param best what they held after the best one, if that is kept
   */
  void resume(LoopState where, Snapshot held, Optional<Snapshot> best) {
    state = where;
    last = held;
    ofBest = best;
  }

  /** Returns where the run stands, at the end of its last complete epoch. */
  LoopState state() {
    return state;
  }

  /** Returns what the servers held after the best epoch, if that is kept. */
  Optional<Snapshot> ofBest() {
    return ofBest;
  }

  /** The run goes back to the start of the epoch under way. */
  void rollBack() {
    state = state.rolledBack();
  }

  /**
   * Ends an epoch.
   *
   * @param held what the servers hold after it
   * @param timeIsUp whether it was cut short, or is to be the last one
   */
  void end(TrainingHistory.Epoch epoch, Snapshot held, boolean timeIsUp) {
    last = held;
    BestEpoch best = state.best().or(epoch, monitor, stopping.minDelta());
    if (stopping.restoreBest() && best.epoch() == epoch.epoch()) {
      ofBest = Optional.of(held);
    }
    state =
        reasonToStop(epoch.epoch(), best, timeIsUp)
            .map(reason -> state.after(epoch, best, reason))
            .orElseGet(() -> state.after(epoch, best));
  }

  private Optional<StopReason> reasonToStop(int epoch, BestEpoch best, boolean timeIsUp) {
    if (timeIsUp) {
      return Optional.of(StopReason.MAX_SECONDS);
    }
    if (epoch == epochs) {
      return Optional.of(StopReason.MAX_ITER);
    }
    boolean patient = stopping.patience() == 0 || epoch - best.epoch() < stopping.patience();
    return patient ? Optional.empty() : Optional.of(StopReason.EARLY_STOPPING);
  }

  /** Returns what the servers held after the epoch that is the result. */
  Snapshot result() {
    return ofBest.orElse(last);
  }

  /** Returns what a run that has ended went through. */
  TrainingHistory history() {
    int lastEpoch = state.completed().size();
    int bestEpoch = state.best().epoch() == 0 ? lastEpoch : state.best().epoch();
    return new TrainingHistory(
        state.completed(),
        bestEpoch,
        ofBest.isPresent() ? bestEpoch : lastEpoch,
        state.stop().orElseThrow(),
        state.rollBacks().count());
  }
}
