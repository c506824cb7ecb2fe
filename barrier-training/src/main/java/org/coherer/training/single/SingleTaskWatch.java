package org.coherer.training.single;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.coherer.training.job.RoundWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels the job when no further attempt of its task can succeed; Spark would try it again. Slots
 * and lost executors are Spark's affair: it starts a task when it has a slot.
 */
final class SingleTaskWatch implements RoundWatch {

  private static final Logger LOG = LoggerFactory.getLogger(SingleTaskWatch.class);
  private static final long PERIOD_MILLIS = 20;

  private final SparkContext spark;
  private final Supplier<Optional<String>> hopeless;
  private final String tag;
  private final Thread thread = new Thread(this::run, "coherer-task-watch");
  private volatile String failure;

  private SingleTaskWatch(SparkContext spark, Supplier<Optional<String>> hopeless, String tag) {
    this.spark = spark;
    this.hopeless = hopeless;
    this.tag = tag;
  }

  /**
   * Starts to watch.
   *
   * @param hopeless why no attempt can succeed, if that is known
   * @param tag that of the run's jobs
   */
  static SingleTaskWatch start(
      SparkContext spark, Supplier<Optional<String>> hopeless, String tag) {
    SingleTaskWatch watch = new SingleTaskWatch(spark, hopeless, tag);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  private void run() {
    try {
      while (failure == null) {
        hopeless.get().ifPresent(this::cancel);
        TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      LOG.debug("The run has ended");
    }
  }

  private void cancel(String why) {
    failure = why;
    LOG.warn("Cancels the run: {}", why);
    spark.cancelJobsWithTag(tag);
  }

  @Override
  public void awaitSlots() {}

  @Override
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public RuntimeException meaning(RuntimeException failed) {
    return failed;
  }

  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = Thread.interrupted();
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
