package org.coherer.training.event;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that happened in a run. Rank 0 tells the driver, and every rank what it alone knows; a
 * {@link TrainingListener} there hears of it.
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
   * @param skippedSteps steps that were left out since their loss or gradients were not finite
   * @param learningRate the learning rate at its last step; NaN if the network has several, or none
   * @param times where the time went
   */
  record EpochCompleted(
      int epoch,
      double loss,
      long rows,
      long skippedSteps,
      double learningRate,
      TrainingHistory.Times times)
      implements TrainingEvent {

    /** Returns the wall time of the epoch, without validation. */
    public double seconds() {
      return times.total();
    }
  }

  /**
   * The network has been measured on the rows for validation, after an epoch.
   *
   * @param epoch counted from 1
   * @param rows rows of all ranks
   * @param loss mean loss per unit of row weight, without regularization terms
   * @param metrics further means by name: {@code accuracy} of a classifier, {@code rmse} and {@code
   *     mae} of a regressor
   * @param seconds wall time on rank 0
   */
  record EpochValidated(
      int epoch, long rows, double loss, SortedMap<String, Double> metrics, double seconds)
      implements TrainingEvent {

    /** Copies the map. */
    public EpochValidated {
      metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    }
  }

  /**
   * How long one rank has waited for data in an epoch.
   *
   * @param rank the rank
   * @param epoch counted from 1
   * @param seconds the time that it has waited
   * @param epochSeconds the time that the epoch has taken
   */
  record DataWaited(int rank, int epoch, double seconds, double epochSeconds)
      implements TrainingEvent {}

  /**
   * All epochs are done, or there is no use in more.
   *
   * @param epochs how many there were
   * @param bestEpoch the best one by what was monitored, counted from 1
   * @param resultEpoch the one whose parameters are the result, counted from 1
   * @param reason why there are no more
   */
  record RunEnded(int epochs, int bestEpoch, int resultEpoch, TrainingHistory.StopReason reason)
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
