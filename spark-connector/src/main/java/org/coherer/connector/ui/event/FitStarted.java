package org.coherer.connector.ui.event;

import java.util.List;

/**
 * The workers of a fit have met. Comes again if training starts over with others.
 *
 * @param fit its number
 * @param time when, in milliseconds since 1970
 * @param epochs how many there are to be
 * @param stepsPerEpoch optimizer steps in each
 * @param workers the first of them, by rank
 * @param workerCount how many there are
 * @param rows those of all workers
 */
public record FitStarted(
    long fit,
    long time,
    int epochs,
    long stepsPerEpoch,
    List<Worker> workers,
    int workerCount,
    long rows)
    implements FitEvent {

  /** Copies the list. */
  public FitStarted {
    workers = List.copyOf(workers);
  }

  /**
   * A worker.
   *
   * @param rank counted from 0
   * @param host where it runs
   * @param processId the operating system's number of its process
   * @param rows those of its shard
   */
  public record Worker(int rank, String host, long processId, long rows) {}
}
