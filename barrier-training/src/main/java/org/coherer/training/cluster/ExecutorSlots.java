package org.coherer.training.cluster;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkExecutorInfo;

/**
 * Counts the slots of an application: how many tasks its executors can run at once.
 *
 * <p>Why internals: nothing public counts them by the rules by which Spark holds a barrier stage
 * against them; {@code SparkContext.maxNumConcurrentTasks} and {@code resourceProfileManager} are
 * {@code private[spark]}, with these signatures since Spark 3.1.
 */
public final class ExecutorSlots {

  private ExecutorSlots() {}

  /** Returns the slots of the executors that are registered now. */
  public static int registered(SparkContext spark) {
    return spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile());
  }

  /** Returns how many of them run no task. */
  public static int free(SparkContext spark) {
    int running = 0;
    for (SparkExecutorInfo executor : spark.statusTracker().getExecutorInfos()) {
      running += executor.numRunningTasks();
    }
    return Math.max(0, registered(spark) - running);
  }

  /** Returns the host of each executor that is registered now; of none in local mode. */
  public static List<String> hosts(SparkContext spark) {
    List<String> hosts = new ArrayList<>();
    for (SparkExecutorInfo executor : spark.statusTracker().getExecutorInfos()) {
      hosts.add(executor.host());
    }
    hosts.remove(spark.getConf().get("spark.driver.host", "")); // the driver is among them
    return hosts;
  }
}
