package org.coherer.training.job;

import java.util.Optional;

/** Watches a round from the driver, on a thread of its own, and cancels its job if it has to. */
public interface RoundWatch extends AutoCloseable {

  /**
   * Waits until the job may be submitted.
   *
   * @throws IllegalStateException if it may not
   */
  void awaitSlots() throws InterruptedException;

  /** Returns why the job was cancelled, if this is who has cancelled it. */
  Optional<String> failure();

  /**
   * Returns what a failure stands for: a {@link RegroupException} if the run is to go on with
   * another number of ranks.
   */
  RuntimeException meaning(RuntimeException failed);

  /** Stops to watch. */
  @Override
  void close();
}
