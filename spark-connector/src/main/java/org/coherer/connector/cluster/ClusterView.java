package org.coherer.connector.cluster;

import java.time.Duration;
import java.util.OptionalInt;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/**
 * A cluster, as whoever counts workers sees it.
 *
 * @param spark the application
 * @param waits whether executors that have not registered are waited for; else the slots that the
 *     settings promise count as if they were there
 */
public record ClusterView(SparkContext spark, boolean waits) {

  /** Returns the settings of the application. */
  public SparkConf conf() {
    return spark.getConf();
  }

  /** Returns whether the driver is the executor. */
  public boolean isLocal() {
    return spark.isLocal();
  }

  /**
   * Returns the slots.
   *
   * @param wanted how many suffice; 0 wants all
   */
  public int slots(int wanted) {
    int registered = Slots.registered(spark);
    if (isLocal()) {
      return registered;
    }
    OptionalInt expected = Slots.expected(conf());
    if (waits) {
      return await(SlotWait.LONGEST, expected, wanted);
    }
    // The first executor of an application that has just started is a moment away.
    return expected.isEmpty() && registered == 0
        ? await(SlotWait.QUIET, expected, 1)
        : Math.max(registered, expected.orElse(0));
  }

  private int await(Duration longest, OptionalInt expected, int wanted) {
    SlotWait wait =
        new SlotWait(
            () -> Slots.registered(spark),
            expected,
            longest,
            System::nanoTime,
            duration -> Thread.sleep(duration.toMillis()));
    try {
      return wait.await(wanted);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for executors", e);
    }
  }
}
