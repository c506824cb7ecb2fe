package org.coherer.training.cluster;

import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.ExecutorProcessLost;
import org.apache.spark.scheduler.SchedulerBackend;
import org.apache.spark.scheduler.cluster.CoarseGrainedClusterMessages.RemoveExecutor;
import org.apache.spark.scheduler.cluster.CoarseGrainedSchedulerBackend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * Has Spark replace an executor that is known to be lost. Spark itself waits for its heartbeats for
 * {@code spark.network.timeout}, two minutes; until then, the slot counts and the shuffle files
 * that it holds are waited for.
 *
 * <p>Why internals: these are the steps that Spark's own {@code HeartbeatReceiver} takes after
 * those two minutes. {@code SparkContext.killExecutor} is public, but asks for one executor less
 * from then on; and without the message, the executor's tasks and files count until its process has
 * ended, which takes a frozen one ten seconds. {@code killAndReplaceExecutor} and {@code
 * RemoveExecutor} are {@code private[spark]}, with these signatures since Spark 3.1.
 */
public final class LostExecutor {

  private static final Logger LOG = LoggerFactory.getLogger(LostExecutor.class);

  private LostExecutor() {}

  /** Returns whether the cluster replaces executors; in local mode, nothing does. */
  public static boolean replace(SparkContext spark, String executor, String why) {
    SchedulerBackend backend = spark.schedulerBackend();
    if (!(backend instanceof CoarseGrainedSchedulerBackend cluster)) {
      return false;
    }
    LOG.warn("Asks Spark to replace executor {}: {}", executor, why);
    // Apart, since the first step waits for the cluster's manager, which may be lost as well.
    Thread thread =
        new Thread(
            () -> {
              spark.killAndReplaceExecutor(executor);
              ExecutorProcessLost lost = new ExecutorProcessLost(why, Option.empty(), false);
              cluster.driverEndpoint().send(new RemoveExecutor(executor, lost));
            },
            "coherer-replace-executor");
    thread.setDaemon(true);
    thread.start();
    return true;
  }
}
