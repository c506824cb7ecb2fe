package org.coherer.connector.spark;

import org.apache.spark.SparkContext;

/**
 * Counts the slots of the executors that are registered now: what Spark itself compares a barrier
 * stage with.
 *
 * <p>Why: nothing public counts them by the same rules; {@code SparkContext.maxNumConcurrentTasks}
 * and {@code resourceProfileManager} are {@code private[spark]}, with these signatures since Spark
 * 3.1.
 */
public final class RegisteredSlots {

  private RegisteredSlots() {}

  /** Returns how many tasks can run at once. */
  public static int of(SparkContext spark) {
    return spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile());
  }
}
