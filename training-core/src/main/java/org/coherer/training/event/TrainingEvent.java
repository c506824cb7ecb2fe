package org.coherer.training.event;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that happened in a run. Rank 0 reports it to the driver; what only the rank itself
 * knows, every rank reports.
 *
 * <p>A new event is a record with its method in {@link Visitor} and its format in {@code
 * EventFormat}; the compiler then names every place that handles events one by one.
 */
public sealed interface TrainingEvent
    permits TrainingEvent.RunStarted,
        TrainingEvent.RunResumed,
        TrainingEvent.Progress,
        TrainingEvent.StepSkipped,
        TrainingEvent.RolledBack,
        TrainingEvent.EpochCompleted,
        TrainingEvent.EpochValidated,
        TrainingEvent.Straggled,
        TrainingEvent.StalenessMeasured,
        GradientsMeasured,
        TensorsMeasured,
        TrainingEvent.RunEnded,
        RanksTimed,
        StepsTraced,
        CheckpointCommitted {

  /** Calls the method of a visitor that handles this kind of event. */
  <R> R accept(Visitor<R> visitor);

  /** Returns whether every rank reports this kind of event, and not rank 0 alone. */
  default boolean fromEveryRank() {
    return false;
  }

  /** Returns whether this event comes before all others of a run. */
  default boolean startsRun() {
    return false;
  }

  /**
   * Handles each kind of event.
   *
   * @param <R> what it returns
   */
  interface Visitor<R> {
    R runStarted(RunStarted event);

    R runResumed(RunResumed event);

    R progress(Progress event);

    R stepSkipped(StepSkipped event);

    R rolledBack(RolledBack event);

    R epochCompleted(EpochCompleted event);

    R epochValidated(EpochValidated event);

    R ranksTimed(RanksTimed event);

    R straggled(Straggled event);

    R stalenessMeasured(StalenessMeasured event);

    R stepsTraced(StepsTraced event);

    R checkpointCommitted(CheckpointCommitted event);

    R gradientsMeasured(GradientsMeasured event);

    R tensorsMeasured(TensorsMeasured event);

    R runEnded(RunEnded event);
  }

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

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.runStarted(this);
    }

    @Override
    public boolean startsRun() {
      return true;
    }

    /** Returns the number of rows in all shards together. */
    public long rows() {
      return workers.stream().mapToLong(WorkerInfo::rows).sum();
    }
  }

  /**
   * An attempt goes on where one before it has ended. Follows {@link RunStarted}.
   *
   * @param epoch that of the next step, counted from 1
   * @param step the next step within the epoch, counted from 1; behind its last one if only the end
   *     of the epoch is left
   * @param keptBy how many ranks had kept the state of the run, from whom the others got it; {@link
   *     #KEPT_BY_DRIVER} for a snapshot of what parameter servers held; 0 if it was read from a
   *     checkpoint
   * @param cause what the attempt before it has failed on, in a line; empty if nothing has failed,
   *     and in what a rank reports, since the driver alone knows it
   */
  record RunResumed(int epoch, long step, int keptBy, String cause) implements TrainingEvent {

    /** In place of a number of ranks: the driver had kept the state. */
    public static final int KEPT_BY_DRIVER = -1;

    /** Creates the event that a rank reports. */
    public RunResumed(int epoch, long step, int keptBy) {
      this(epoch, step, keptBy, "");
    }

    /** Returns the same event with what the attempt before has failed on. */
    public RunResumed after(String failure) {
      return new RunResumed(epoch, step, keptBy, failure);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.runResumed(this);
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
      implements TrainingEvent {

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.progress(this);
    }
  }

  /**
   * A step has changed nothing, since its loss or gradients are not finite: the first such step of
   * an epoch.
   *
   * @param epoch counted from 1
   * @param step step within the epoch, counted from 1
   * @param reason what is not finite, and on which ranks
   */
  record StepSkipped(int epoch, long step, String reason) implements TrainingEvent {

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.stepSkipped(this);
    }
  }

  /**
   * Training goes back to the start of an epoch, since it has diverged there, and goes through it
   * again with a smaller learning rate.
   *
   * @param epoch counted from 1
   * @param step the step that has diverged, counted from 1; 0 if it was found after the last one
   * @param reason what is not finite, and on which ranks
   * @param count how often the run has gone back so far, this time included
   * @param rateFactor by what the learning rate is multiplied from now on, all in all
   */
  record RolledBack(int epoch, long step, String reason, int count, double rateFactor)
      implements TrainingEvent {

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.rolledBack(this);
    }
  }

  /**
   * An epoch has ended.
   *
   * @param epoch counted from 1
   * @param loss mean loss per unit of row weight over the epoch, all ranks, without regularization
   *     terms
   * @param rows rows trained by all ranks
   * @param skippedSteps steps that were skipped since their loss or gradients were not finite
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

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.epochCompleted(this);
    }

    /** Returns the wall time of the epoch, without validation. */
    public double seconds() {
      return times.total();
    }
  }

  /**
   * The network has been evaluated on the validation set, after an epoch.
   *
   * @param epoch counted from 1
   * @param rows rows of the validation set, all ranks
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

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.epochValidated(this);
    }
  }

  /**
   * In an epoch, the others have waited for one rank.
   *
   * @param rank the rank
   * @param epoch counted from 1
   * @param phase in which it was slow: {@value #DATA} or {@value #COMPUTE}
   * @param seconds the time that it has spent in that phase
   * @param othersSeconds the time that the others have spent in that phase on average
   * @param waitedSeconds the time that the others have waited for it on average
   * @param epochSeconds the wall time of the epoch
   */
  record Straggled(
      int rank,
      int epoch,
      String phase,
      double seconds,
      double othersSeconds,
      double waitedSeconds,
      double epochSeconds)
      implements TrainingEvent {

    /** It has waited for its own data. */
    public static final String DATA = "data";

    /** Its passes and updates have taken long. */
    public static final String COMPUTE = "compute";

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.straggled(this);
    }
  }

  /**
   * How stale the parameters were in an epoch of a training with a parameter server.
   *
   * @param epoch counted from 1
   * @param mean the mean, over all steps of workers, of how many updates their parameters lacked
   * @param most the largest such number
   * @param mostStepsAhead the most steps by which a worker was ahead of the slowest one
   */
  record StalenessMeasured(int epoch, double mean, long most, long mostStepsAhead)
      implements TrainingEvent {

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.stalenessMeasured(this);
    }
  }

  /**
   * Training has ended.
   *
   * @param epochs how many epochs were trained
   * @param bestEpoch the best epoch by the monitored metric, counted from 1
   * @param resultEpoch the epoch whose parameters are the result, counted from 1
   * @param reason why training ended
   */
  record RunEnded(int epochs, int bestEpoch, int resultEpoch, TrainingHistory.StopReason reason)
      implements TrainingEvent {

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.runEnded(this);
    }
  }

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
