package org.coherer.training.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.StageInfo;
import org.apache.spark.scheduler.TaskInfo;
import org.apache.spark.storage.RDDInfo;
import scala.collection.Iterator;

/**
 * Follows one barrier stage through its attempts: which tasks run, where, whether all of them do,
 * and which were lost with their executors.
 */
public final class BarrierStage extends SparkListener {

  private static final int NONE = -1;

  private final int rdd;
  private final int ranks;
  private final int firstAttempt;
  private final Map<Long, RankTask> running = new HashMap<>();
  private final Map<String, Long> heartbeats = new HashMap<>();
  private int stage = NONE;
  private int attempt = NONE;
  private int startedTasks;
  private long submittedNanos;
  private boolean waiting = true;
  private boolean done;
  private String loss;

  /**
   * Follows the stage that computes an RDD.
   *
   * @param rdd the id of the barrier RDD
   * @param ranks how many tasks the stage has
   * @param firstAttempt how many attempts the run had before: attempts of the stage count on
   */
  public BarrierStage(int rdd, int ranks, int firstAttempt) {
    this.rdd = rdd;
    this.ranks = ranks;
    this.firstAttempt = firstAttempt;
  }

  /** Returns whether no attempt runs, and another one is to come. */
  public synchronized boolean waits() {
    return waiting && !done;
  }

  /** Returns the tasks that have not ended, of all attempts. */
  public synchronized List<RankTask> running() {
    List<RankTask> tasks = new ArrayList<>();
    for (RankTask task : running.values()) {
      long heartbeat = heartbeats.getOrDefault(task.executor(), task.lastSignNanos());
      long last = heartbeat - task.lastSignNanos() > 0 ? heartbeat : task.lastSignNanos();
      tasks.add(new RankTask(task.attempt(), task.rank(), task.executor(), task.host(), last));
    }
    return tasks;
  }

  /** Returns whether an attempt has ended. */
  public synchronized boolean over(int of) {
    return of < attempt || waiting || done;
  }

  /**
   * Returns Spark's numbers of the tasks that still run though the attempt after theirs was
   * submitted a while ago. Spark ends the other tasks of an attempt when one fails, unless that one
   * could not read its input.
   *
   * @param grace how long ago, for those that are about to end
   */
  public synchronized List<Long> stale(Duration grace) {
    if (System.nanoTime() - submittedNanos < grace.toNanos()) {
      return List.of();
    }
    return running.entrySet().stream()
        .filter(task -> task.getValue().attempt() < attempt)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns which rank was lost last with its executor, and what Spark says about that. */
  public synchronized Optional<String> loss() {
    return Optional.ofNullable(loss);
  }

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted submitted) {
    StageInfo info = submitted.stageInfo();
    if (computes(info)) {
      stage = info.stageId();
      attempt = firstAttempt + info.attemptNumber();
      startedTasks = 0;
      submittedNanos = System.nanoTime();
      waiting = true;
      done = false; // Its result was lost with an executor, if it was done.
    }
  }

  private boolean computes(StageInfo info) {
    Iterator<RDDInfo> rdds = info.rddInfos().iterator();
    while (rdds.hasNext()) {
      if (rdds.next().id() == rdd) {
        return true;
      }
    }
    return false;
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart start) {
    if (start.stageId() == stage && firstAttempt + start.stageAttemptId() == attempt) {
      TaskInfo info = start.taskInfo();
      RankTask task =
          new RankTask(attempt, info.index(), info.executorId(), info.host(), System.nanoTime());
      running.put(info.taskId(), task);
      startedTasks++;
      if (startedTasks == ranks) {
        waiting = false;
        loss = null;
      }
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    RankTask task = running.remove(end.taskInfo().taskId());
    if (task != null && end.reason() instanceof ExecutorLostFailure lost) {
      noteLoss(task, lost.toErrorString());
    }
  }

  @Override
  public synchronized void onStageCompleted(SparkListenerStageCompleted completed) {
    StageInfo info = completed.stageInfo();
    if (info.stageId() == stage && firstAttempt + info.attemptNumber() == attempt) {
      waiting = true;
      done = info.failureReason().isEmpty();
    }
  }

  @Override
  public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    heartbeats.remove(removed.executorId());
    running.values().stream()
        .filter(task -> task.executor().equals(removed.executorId()))
        .findFirst()
        .ifPresent(task -> noteLoss(task, removed.reason()));
    running.values().removeIf(task -> task.executor().equals(removed.executorId()));
  }

  private void noteLoss(RankTask task, String why) {
    if (loss == null) {
      loss =
          "rank "
              + task.rank()
              + " on "
              + task.host()
              + " was lost ("
              + why.lines().findFirst().orElse("no reason given")
              + ")";
    }
  }

  @Override
  public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    heartbeats.put(update.execId(), System.nanoTime());
  }
}
