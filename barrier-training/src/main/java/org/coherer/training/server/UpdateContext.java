package org.coherer.training.server;

import org.coherer.training.engine.StepContext;
import org.coherer.training.loop.OptimizerPosition;
import org.coherer.training.plan.Schedule;

/** Gives each update its place in the run, and with it its learning rate. */
final class UpdateContext {

  private final OptimizerPosition before;
  private final Schedule schedule;
  private final int epochs;
  private int epoch;
  private long updatesPerEpoch = 1;
  private double rateFactor = 1;

  /**
   * Creates the context of a run's updates.
   *
   * @param before how far the optimizer had got before the run
   * @param epochs how many the run has
   */
  UpdateContext(OptimizerPosition before, Schedule schedule, int epochs) {
    this.before = before;
    this.schedule = schedule;
    this.epochs = epochs;
  }

  /** Begins some updates of an epoch. */
  void begin(int newEpoch, long updates, double factor) {
    epoch = newEpoch;
    updatesPerEpoch = updates;
    rateFactor = factor;
  }

  /** Goes back, or forth, to an epoch. */
  void restore(int otherEpoch) {
    epoch = otherEpoch;
  }

  /** Returns the epoch of the last update, counted from 1; 0 before the first. */
  int epoch() {
    return epoch;
  }

  /**
   * Returns the context of an update.
   *
   * @param version how many updates of the run come before it
   * @param factor by what its learning rate is multiplied beside the schedule
   */
  StepContext at(long version, double factor) {
    double scheduled = schedule.factor(version, updatesPerEpoch, epochs);
    return new StepContext(
        before.steps() + version, before.epochs() + epoch, scheduled * rateFactor * factor, 0);
  }
}
