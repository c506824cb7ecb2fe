package org.coherer.connector.cluster;

import java.util.OptionalInt;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.coherer.connector.column.InvalidParamException;

/**
 * Decides on the driver, before anything starts, whether a run can start, and with how many
 * workers.
 */
public final class Preflight {

  private Preflight() {}

  /**
   * Returns the number of workers that a run gets.
   *
   * @param requested the number asked for; 0 takes every slot
   * @throws IllegalArgumentException if Spark would refuse the barrier stage, or wait in vain for
   *     slots. The message says what to change
   */
  public static int workers(SparkContext spark, int requested) {
    if (!spark.isLocal()) { // Spark takes no notice of the setting in local mode.
      refuseDynamicAllocation(spark.getConf());
    }
    int slots = awaitSlots(spark, requested);
    if (slots == 0) {
      throw new IllegalArgumentException(
          "Cannot train: the cluster offers no slots (no executor has registered; check the cluster, or that"
              + " spark.executor.cores is at least spark.task.cpus)");
    }
    if (requested > slots) {
      throw new InvalidParamException(
          "Cannot train with "
              + requested
              + " workers: the cluster offers "
              + slots
              + " slots (lower numWorkers, or add executors)",
          "numWorkers");
    }
    return requested == 0 ? slots : requested;
  }

  static void refuseDynamicAllocation(SparkConf conf) {
    if (conf.getBoolean("spark.dynamicAllocation.enabled", false)) {
      throw new IllegalArgumentException(
          "Cannot train with spark.dynamicAllocation.enabled=true: Spark refuses barrier stages with it (set it to"
              + " false and spark.executor.instances to the number of executors)");
    }
  }

  private static int awaitSlots(SparkContext spark, int requested) {
    OptionalInt expected = Slots.expected(spark.getConf());
    SlotWait wait =
        new SlotWait(
            () -> Slots.registered(spark),
            spark.isLocal() ? OptionalInt.of(Slots.registered(spark)) : expected,
            System::nanoTime,
            duration -> Thread.sleep(duration.toMillis()));
    try {
      return wait.await(requested);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for executors", e);
    }
  }
}
