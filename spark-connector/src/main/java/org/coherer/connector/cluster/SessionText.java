package org.coherer.connector.cluster;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.coherer.connector.memory.ByteText;
import org.coherer.connector.memory.ExecutorMemory;
import org.coherer.connector.memory.ExecutorMemory.Manager;
import org.coherer.connector.preflight.DriverMachine;
import org.coherer.connector.preflight.EncryptionCheck;
import org.coherer.training.cluster.ExecutorSlots;

/** An application in a few lines, for the report of its pre-flight. */
public final class SessionText {

  private SessionText() {}

  /** Returns the lines. */
  public static List<String> of(ClusterView cluster, FitSurroundings around) {
    SparkContext spark = cluster.spark();
    SparkConf conf = cluster.conf();
    DriverMachine machine = around.machine();
    ExecutorMemory memory = around.executor();
    List<String> lines = new ArrayList<>();
    lines.add(
        "application: Spark "
            + JavaSparkContext.fromSparkContext(spark).version()
            + ", Java "
            + Runtime.version().feature()
            + ", "
            + conf.get("spark.master", "no master"));
    lines.add(
        "cluster: "
            + cluster.slots(0)
            + " slots, "
            + (cluster.isLocal() ? "in the driver" : executors(ExecutorSlots.hosts(spark).size()))
            + ", spark.task.cpus "
            + conf.get("spark.task.cpus", "1"));
    lines.add(
        "memory: heap "
            + ByteText.of(memory.heap())
            + (memory.manager() == Manager.YARN || memory.manager() == Manager.KUBERNETES
                ? ", beside it " + ByteText.of(memory.beside())
                : "")
            + ", direct buffers "
            + ByteText.of(memory.direct())
            + ", the driver's machine "
            + ByteText.of(machine.memory()));
    lines.add("driver's disks: " + disks(machine.folders(), "", machine.free(), machine.shared()));
    around.machines().stream()
        .limit(1)
        .map(each -> disks(each.folders(), " on " + each.host(), each.free(), each.shared()))
        .forEach(least -> lines.add("executors' disks, the least: " + least));
    lines.add(
        "encryption: " + new EncryptionCheck(conf).askedForBy().map(s -> "by " + s).orElse("none"));
    return lines;
  }

  private static String disks(String folders, String where, long free, long shared) {
    return folders
        + where
        + " has "
        + ByteText.of(free)
        + " free; shared memory "
        + ByteText.of(shared);
  }

  private static String executors(int number) {
    return number == 1 ? "1 executor" : number + " executors";
  }
}
