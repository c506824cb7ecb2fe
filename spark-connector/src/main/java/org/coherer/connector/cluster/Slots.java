package org.coherer.connector.cluster;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.coherer.training.cluster.ExecutorSlots;

/** Counts the slots of an application: how many tasks its executors can run at once. */
public final class Slots {

  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[\\s*([0-9]+)\\s*,\\s*([0-9]+)\\s*,\\s*([0-9]+)\\s*]");

  private Slots() {}

  /**
   * Returns the slots of the executors that are registered now: what Spark itself holds a barrier
   * stage against.
   */
  public static int registered(SparkContext spark) {
    return ExecutorSlots.registered(spark);
  }

  /**
   * Returns the slots that the application will have when all of its executors are there, where its
   * settings say so: on a local cluster, or with a fixed number of executors of a fixed size.
   */
  public static OptionalInt expected(SparkConf conf) {
    Matcher local = LOCAL_CLUSTER.matcher(conf.get("spark.master", ""));
    int taskCpus = conf.getInt("spark.task.cpus", 1);
    if (local.matches()) {
      return OptionalInt.of(
          Integer.parseInt(local.group(1)) * (Integer.parseInt(local.group(2)) / taskCpus));
    }
    if (conf.contains("spark.executor.instances") && conf.contains("spark.executor.cores")) {
      return OptionalInt.of(
          conf.getInt("spark.executor.instances", 0)
              * (conf.getInt("spark.executor.cores", 1) / taskCpus));
    }
    return OptionalInt.empty();
  }
}
