package org.coherer.training.job;

import java.time.Duration;
import org.coherer.training.transport.Rendezvous;

/** The task of Spark's that a rank runs in. Used by the task's thread. */
public interface WorkerContext {

  /** Returns the rank. */
  int rank();

  /** Returns the number of the attempt in its round, counted from 0. */
  int attempt();

  /** Returns whether the task is to end; for any thread. */
  boolean isInterrupted();

  /** Returns how many ranks have been started with this one, itself included. */
  int startedRanks();

  /**
   * Returns how ranks meet that do not all reach the driver.
   *
   * @param deadline how long they may take
   */
  Rendezvous rendezvous(Duration deadline);
}
