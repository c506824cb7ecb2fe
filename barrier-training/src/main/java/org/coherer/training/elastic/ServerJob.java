package org.coherer.training.elastic;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The job of the servers: one task each, until the run is over. Spark runs a task again whose
 * executor is lost, and it registers with the coordinator anew, empty.
 */
final class ServerJob implements AutoCloseable {

  private final Coordinator coordinator;
  private final int servers;
  private final Duration patience;
  private final JavaFutureAction<Void> job;

  /** Submits the job, in the thread whose properties it is to have. */
  ServerJob(JavaSparkContext spark, ElasticTask task, Coordinator coordinator) {
    this.coordinator = coordinator;
    this.servers = task.servers().servers();
    this.patience = task.plan().transport().timeouts().slots();
    List<Integer> numbers = IntStream.range(0, servers).boxed().toList();
    this.job = spark.parallelize(numbers, servers).foreachPartitionAsync(new ServerFunction(task));
  }

  /**
   * Waits until all servers are there.
   *
   * @throws IllegalStateException if Spark has ended the job, or no slots come for it
   */
  void await() throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!coordinator.await(Duration.ofMillis(200))) {
      checkRuns();
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(
            coordinator.addresses().size()
                + " of "
                + servers
                + " parameter servers have started within "
                + patience.toSeconds()
                + " s: the cluster offers no slots for the others (add executors, lower"
                + " numServers, or raise spark.coherer.slotTimeout)");
      }
    }
  }

  /**
   * Checks that the job has not ended.
   *
   * @throws IllegalStateException if it has; the message says why
   */
  void checkRuns() throws InterruptedException {
    if (!job.isDone()) {
      return;
    }
    try {
      job.get(0, TimeUnit.MILLISECONDS);
      throw new IllegalStateException("The job of the parameter servers has ended before the run");
    } catch (ExecutionException | TimeoutException | CancellationException e) {
      throw new IllegalStateException("The job of the parameter servers has failed: " + e, e);
    }
  }

  /** Has the servers end, for some time, and then cancels what is left. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    coordinator.close();
    try {
      job.get(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (ExecutionException | TimeoutException | CancellationException e) {
      job.cancel(true);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
