package org.coherer.training.loop;

import org.coherer.training.event.TrainingHistory;
import org.coherer.training.vector.FlatVector;

/**
 * Finds the best epoch so far, keeps its parameters if they are asked for, and says when there has
 * been no better one for too long. Sees the same numbers on every rank, so all find the same.
 */
final class BestEpoch {

  private final Stopping stopping;
  private final Monitor monitor;
  private final FlatVector parameters;
  private FlatVector kept;
  private double best;
  private int bestEpoch;
  private int lastEpoch;

  /**
   * Creates one.
   *
   * @param parameters those of the replica
   */
  BestEpoch(Stopping stopping, Monitor monitor, FlatVector parameters) {
    this.stopping = stopping;
    this.monitor = monitor;
    this.parameters = parameters;
    this.best = monitor.worst();
  }

  /** Takes in an epoch, which the replica's parameters are those of. */
  void after(TrainingHistory.Epoch epoch) {
    lastEpoch = epoch.epoch();
    double value = monitor.of(epoch);
    if (monitor.isBetter(value, best, stopping.minDelta())) {
      best = value;
      bestEpoch = lastEpoch;
      keep();
    }
  }

  private void keep() {
    if (stopping.restoreBest()) {
      kept = kept == null ? FlatVector.allocate(parameters.length()) : kept;
      kept.copyFrom(parameters);
    }
  }

  /** Returns whether there have been too many epochs since the best one. */
  boolean isTooLongAgo() {
    return stopping.patience() > 0 && lastEpoch - bestEpoch >= stopping.patience();
  }

  /** Returns the best epoch; the last one if what is monitored was never a number. */
  int epoch() {
    return bestEpoch == 0 ? lastEpoch : bestEpoch;
  }

  /** Gives the replica its final parameters; returns the epoch that they are of. */
  int restore() {
    if (!stopping.restoreBest() || bestEpoch == 0) {
      return lastEpoch;
    }
    parameters.copyFrom(kept);
    return bestEpoch;
  }
}
