package org.coherer.training.cluster;

import org.apache.spark.SparkContext;

/**
 * Tells which executors Spark is about to lose since their machine goes away: it starts no task
 * there any more, lets those that run go on, and moves blocks elsewhere as long as there is time.
 *
 * <p>Why internals: Spark tells nobody of it, neither listeners nor tasks. {@code
 * TaskScheduler.getExecutorDecommissionState} is {@code private[spark]}, with this signature since
 * Spark 3.2.
 */
public final class Decommission {

  private Decommission() {}

  /** Returns whether Spark was told that an executor is to be decommissioned. */
  public static boolean isPending(SparkContext spark, String executor) {
    return spark.taskScheduler().getExecutorDecommissionState(executor).isDefined();
  }
}
