package org.coherer.training.driver;

import java.util.function.Supplier;

/** Counts the attempts that have failed one after the other without getting the run any further. */
final class AttemptLog {

  private final Supplier<RunPosition> position;
  private int underWay = -1;
  private int lastFailed = -1;
  private int inARow;
  private RunPosition start = RunPosition.START;

  /**
   * Creates the log of a run in which nothing has failed.
   *
   * @param position how far it has come
   */
  AttemptLog(Supplier<RunPosition> position) {
    this.position = position;
  }

  /**
   * Notes that a rank of an attempt has connected: all that ranks of earlier attempts have reported
   * is known by then, which need not be so when one of them reports that it has failed.
   */
  synchronized void began(int attempt) {
    if (attempt > underWay) {
      underWay = attempt;
      start = position.get();
    }
  }

  /** Notes that a rank of an attempt has failed; of each attempt, the first one counts. */
  synchronized void failed(int attempt) {
    began(attempt); // If it was lost before it could connect.
    if (attempt > lastFailed) {
      lastFailed = attempt;
      inARow = position.get().compareTo(start) > 0 ? 1 : inARow + 1;
    }
  }

  /** Begins to count anew. */
  synchronized void excuse() {
    inARow = 0;
  }

  /** Returns how many attempts have failed since the run has got further. */
  synchronized int inARow() {
    return inARow;
  }
}
