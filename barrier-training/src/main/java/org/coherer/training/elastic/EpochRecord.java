package org.coherer.training.elastic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.event.TrainingHistory.StopReason;
import org.coherer.training.loop.BestEpoch;
import org.coherer.training.loop.RollBacks;
import org.coherer.training.plan.Monitor;
import org.coherer.training.plan.Stopping;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.server.Snapshot;

/** The epochs of a run so far, the best one among them, and whether there is to be another. */
final class EpochRecord {

  private final int epochs;
  private final Stopping stopping;
  private final Monitor monitor;
  private final List<TrainingHistory.Epoch> completed = new ArrayList<>();
  private BestEpoch best = BestEpoch.NONE;
  private Snapshot ofBest;
  private Snapshot last;
  private RollBacks rollBacks = RollBacks.NONE;

  EpochRecord(TrainingPlan plan) {
    this.epochs = plan.data().epochs();
    this.stopping = plan.controls().stopping();
    this.monitor = plan.monitor();
  }

  /** Returns the number of the epoch that comes next, or is under way. */
  int next() {
    return completed.size() + 1;
  }

  /** Returns how often the run has gone back. */
  RollBacks rollBacks() {
    return rollBacks;
  }

  /** The run goes back to the start of the epoch under way. */
  void rollBack() {
    rollBacks = rollBacks.next();
  }

  /**
   * Ends an epoch.
   *
   * @param held what the servers hold after it
   * @param timeIsUp whether it was cut short, or is to be the last one
   * @return why it is the last one; empty if another one follows
   */
  Optional<StopReason> end(TrainingHistory.Epoch epoch, Snapshot held, boolean timeIsUp) {
    completed.add(epoch);
    last = held;
    rollBacks = rollBacks.afterEpoch();
    best = best.or(epoch, monitor, stopping.minDelta());
    if (stopping.restoreBest() && best.epoch() == epoch.epoch()) {
      ofBest = held;
    }
    if (timeIsUp) {
      return Optional.of(StopReason.MAX_SECONDS);
    }
    if (epoch.epoch() == epochs) {
      return Optional.of(StopReason.MAX_ITER);
    }
    boolean patient =
        stopping.patience() == 0 || epoch.epoch() - best.epoch() < stopping.patience();
    return patient ? Optional.empty() : Optional.of(StopReason.EARLY_STOPPING);
  }

  /** Returns what the servers held after the epoch that is the result. */
  Snapshot result() {
    return ofBest == null ? last : ofBest;
  }

  /** Returns what the run went through. */
  TrainingHistory history(StopReason reason) {
    int lastEpoch = completed.size();
    int bestEpoch = best.epoch() == 0 ? lastEpoch : best.epoch();
    return new TrainingHistory(
        completed, bestEpoch, ofBest == null ? lastEpoch : bestEpoch, reason, rollBacks.count());
  }
}
