package org.coherer.training.loop;

import java.util.function.LongSupplier;

/** When the time of a run is up. Only rank 0 looks at its clock; the others hear of it. */
final class Deadline {

  private final double maxSeconds;
  private final boolean observed;
  private final LongSupplier nanoTime;
  private long started;

  /**
   * Creates one.
   *
   * @param maxSeconds how long the run may take; 0 for as long as it needs
   */
  Deadline(double maxSeconds, int rank, LongSupplier nanoTime) {
    this.maxSeconds = maxSeconds;
    this.observed = maxSeconds > 0 && rank == 0;
    this.nanoTime = nanoTime;
  }

  void start() {
    started = nanoTime.getAsLong();
  }

  /** Returns whether the time is up, as far as this rank has to know. */
  boolean isOver() {
    return observed && (nanoTime.getAsLong() - started) / 1e9 >= maxSeconds;
  }
}
