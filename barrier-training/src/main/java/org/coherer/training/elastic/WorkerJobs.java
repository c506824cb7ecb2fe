package org.coherer.training.elastic;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.coherer.training.cluster.ExecutorSlots;
import org.coherer.training.cluster.SlotPatience;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.driver.DriverEndpoint;
import org.coherer.training.trainer.JavaBytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jobs of the workers: one after the other, each with one task per shard. */
final class WorkerJobs {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerJobs.class);
  private static final long PERIOD_MILLIS = 200;

  private final ElasticTask task;
  private final JavaPairRDD<Integer, RecordBlock> shards;
  private final Coordinator coordinator;
  private final DriverEndpoint driver;
  private final SlotPatience patience;

  /** The steps since the last snapshot have to be made again: a server was lost, or is uneven. */
  static final class SetbackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SetbackException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Is called a few times per second while a job runs. */
  @FunctionalInterface
  interface Look {
    /** Takes a look; what it throws ends the job. */
    void look() throws InterruptedException;
  }

  /** Tells how far a run has come: what has got larger, has got further. */
  @FunctionalInterface
  interface Progress {
    long made();
  }

  /**
   * Creates the jobs of a run.
   *
   * @param driver knows what has failed
   */
  WorkerJobs(
      JavaSparkContext spark,
      ElasticTask task,
      JavaPairRDD<Integer, RecordBlock> shards,
      Coordinator coordinator,
      DriverEndpoint driver) {
    this.task = task;
    int slots = task.servers().servers() + 1;
    this.patience =
        new SlotPatience(
            slots,
            slots,
            "numServers",
            task.plan().transport().timeouts().slots(),
            () -> ExecutorSlots.registered(spark.sc()),
            () -> ExecutorSlots.free(spark.sc()));
    this.shards = shards;
    this.coordinator = coordinator;
    this.driver = driver;
  }

  /**
   * Has all workers do a piece of work. If Spark aborts the job, it is submitted again as long as
   * the run gets further between.
   *
   * @return what they say, in the order of their numbers
   * @throws SetbackException if a server is lost meanwhile; then no task of the job is left
   * @throws IllegalStateException if there is no slot for a worker for too long
   */
  List<Work.Done> run(Work work, Look look, Progress progress)
      throws InterruptedException, ExecutionException {
    int tries = 0;
    long before = progress.made();
    while (true) {
      try {
        return once(work, look);
      } catch (ExecutionException e) {
        tries = progress.made() > before ? 1 : tries + 1;
        before = progress.made();
        if (tries >= task.plan().workers().attempts().inARow()
            || !driver.mayBeTriedAgain(e.getCause())) {
          throw e;
        }
        LOG.warn("Workers go on in another job, after the last one failed: {}", e.getMessage());
      }
    }
  }

  private List<Work.Done> once(Work work, Look look)
      throws InterruptedException, ExecutionException {
    JavaFutureAction<List<byte[]>> job =
        shards.mapPartitions(new WorkerFunction(task, work)).collectAsync();
    try {
      while (true) {
        try {
          return inOrder(job.get(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
          checkSetbacks(null);
          awaitSlots();
          look.look();
        } catch (ExecutionException e) {
          checkSetbacks(e);
          throw e;
        }
      }
    } finally {
      end(job);
    }
  }

  private void checkSetbacks(Throwable cause) {
    if (coordinator.isSetBack()) {
      throw new SetbackException(
          "a parameter server was lost, or has applied a step that others have not", cause);
    }
  }

  /** Says that no worker has a slot, if that is so, and waits for one no longer than it may. */
  private void awaitSlots() {
    if (driver.signs().isAnyConnected()) {
      patience.rest();
      return;
    }
    long now = System.nanoTime();
    patience.await(now, now, Optional.empty()).ifPresent(LOG::warn);
    patience
        .exhausted(now, Optional.empty())
        .ifPresent(
            why -> {
              throw new IllegalStateException(why);
            });
  }

  /** Cancels a job that has not ended, and waits for its tasks: servers need their slots. */
  private static void end(JavaFutureAction<?> job) {
    if (!job.isDone()) {
      job.cancel(true);
      try {
        job.get(5, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException | CancellationException e) {
        LOG.debug("A job of workers was cancelled", e);
      }
    }
  }

  private static List<Work.Done> inOrder(List<byte[]> all) {
    return all.stream()
        .map(bytes -> JavaBytes.read(bytes, Work.Done.class))
        .sorted(Comparator.comparingInt(Work.Done::worker))
        .toList();
  }
}
