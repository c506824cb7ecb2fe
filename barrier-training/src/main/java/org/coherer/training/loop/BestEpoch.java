package org.coherer.training.loop;

import org.coherer.training.engine.HostMirror;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.plan.Monitor;
import org.coherer.training.plan.Stopping;
import org.coherer.training.vector.FlatVector;

/**
 * Finds the best epoch so far, keeps its result if that is asked for, and says when there has been
 * no better one for too long. Sees the same numbers on every rank, so all find the same.
 */
final class BestEpoch {

  private final Stopping stopping;
  private final Monitor monitor;
  private final HostMirror result;
  private FlatVector kept;
  private double best;
  private int bestEpoch;
  private int lastEpoch;

  /**
   * Creates one.
   *
   * @param result what of the replica is to be that of the best epoch: its parameters, and whatever
   *     belongs to them
   */
  BestEpoch(Stopping stopping, Monitor monitor, HostMirror result) {
    this.stopping = stopping;
    this.monitor = monitor;
    this.result = result;
    this.best = monitor.worst();
  }

  /** Takes in an epoch, which the replica's result is that of. */
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
      kept = kept == null ? FlatVector.allocate(result.length()) : kept;
      result.pull();
      kept.copyFrom(result.host());
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

  /** Gives the replica its final result; returns the epoch that it is of. */
  int restore() {
    if (!stopping.restoreBest() || bestEpoch == 0) {
      return lastEpoch;
    }
    result.host().copyFrom(kept);
    result.push();
    return bestEpoch;
  }
}
