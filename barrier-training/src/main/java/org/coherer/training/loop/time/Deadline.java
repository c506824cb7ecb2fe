package org.coherer.training.loop.time;

import java.util.function.LongSupplier;

/**
 * When the time of a run is up. Only rank 0 looks at its clock, and the others learn it from it.
 */
public final class Deadline {

  private final double maxSeconds;
  private final boolean observed;
  private final LongSupplier nanoTime;
  private long started;
  private double secondsBefore;

  /**
   * Creates the deadline of one rank.
   *
   * @param maxSeconds how long the run may take; 0 for as long as it needs
   */
  public Deadline(double maxSeconds, int rank, LongSupplier nanoTime) {
    this.maxSeconds = maxSeconds;
    this.observed = maxSeconds > 0 && rank == 0;
    this.nanoTime = nanoTime;
    this.started = nanoTime.getAsLong();
  }

  /**
   * Starts the clock.
   *
   * @param alreadySpent the seconds that the run has taken before it was resumed
   */
  public void start(double alreadySpent) {
    secondsBefore = alreadySpent;
    started = nanoTime.getAsLong();
  }

  /** Returns how long the run has taken so far. */
  public double seconds() {
    return secondsBefore + (nanoTime.getAsLong() - started) / 1e9;
  }

  /** Returns whether the time is up, as far as this rank has to know. */
  public boolean isOver() {
    return observed && seconds() >= maxSeconds;
  }
}
