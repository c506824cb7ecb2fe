package org.coherer.training.event;

import java.util.List;

/**
 * Something that happened in a run. Rank 0 tells the driver; a {@link TrainingListener} there hears
 * of it.
 */
public sealed interface TrainingEvent {

  /**
   * All workers have met and hold their shards; the first step is about to start.
   *
   * @param workers one per rank, in rank order
   * @param parameterCount trainable parameters of one replica
   * @param epochs passes over the data that will be made
   * @param stepsPerEpoch optimizer steps in each
   */
  record RunStarted(List<WorkerInfo> workers, long parameterCount, int epochs, long stepsPerEpoch)
      implements TrainingEvent {

    /** Copies the list. */
    public RunStarted {
      workers = List.copyOf(workers);
    }

    /** Returns the number of rows in all shards together. */
    public long rows() {
      return workers.stream().mapToLong(WorkerInfo::rows).sum();
    }
  }

  /**
   * A report from within an epoch, about once a second.
   *
   * @param epoch counted from 1
   * @param step step within the epoch, counted from 1
   * @param loss mean loss per unit of row weight over the epoch so far, all ranks, without
   *     regularization terms
   * @param rowsPerSecond rows trained per second by all ranks since the last report
   * @param secondsLeft estimate of the time until the last epoch ends
   */
  record Progress(int epoch, long step, double loss, double rowsPerSecond, double secondsLeft)
      implements TrainingEvent {}

  /**
   * An epoch has ended.
   *
   * @param epoch counted from 1
   * @param loss mean loss per unit of row weight over the epoch, all ranks, without regularization
   *     terms
   * @param rows rows trained by all ranks
   * @param seconds wall time of the epoch on rank 0
   */
  record EpochCompleted(int epoch, double loss, long rows, double seconds)
      implements TrainingEvent {}

  /**
   * One member of a run.
   *
   * @param rank its rank, from 0
   * @param host the host it runs on
   * @param processId the operating system's number of its process
   * @param rows the rows of its shard
   */
  record WorkerInfo(int rank, String host, long processId, long rows) {}
}
