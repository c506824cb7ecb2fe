package org.coherer.training.loop;

import org.coherer.training.event.TrainingHistory;
import org.coherer.training.plan.Monitor;

/**
 * The best epoch of a run so far, the same on all ranks.
 *
 * @param epoch counted from 1; 0 if there is none yet, or what is monitored was never a number
 * @param value what is monitored, of that epoch
 */
public record BestEpoch(int epoch, double value) {

  /** That of a run in which no epoch is complete. */
  public static final BestEpoch NONE = new BestEpoch(0, Double.NaN);

  /**
   * Returns the better one of this and another epoch.
   *
   * @param minDelta by more than how much the other one must be better
   */
  public BestEpoch or(TrainingHistory.Epoch other, Monitor monitor, double minDelta) {
    double found = monitor.of(other);
    double before = epoch == 0 ? monitor.worst() : value;
    return monitor.isBetter(found, before, minDelta) ? new BestEpoch(other.epoch(), found) : this;
  }
}
