package org.coherer.connector.memory;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.network.util.JavaUtils;

/**
 * What the settings of an application grant an executor, in bytes.
 *
 * @param manager who grants it
 * @param heap the heap
 * @param beside what it may take beside its heap
 * @param direct the limit of buffers off the heap
 * @param tasks how many tasks it runs at once; 0 where the settings do not say
 */
public record ExecutorMemory(Manager manager, long heap, long beside, long direct, int tasks) {

  /** Who gives executors their memory. */
  public enum Manager {
    /** The driver is the executor: the machine's memory is the limit. */
    LOCAL("the machine"),
    /** Executors are processes of one machine, whose memory is the limit. */
    ONE_MACHINE("the machine"),
    /** Ends a container that takes more, unless it is told not to look. */
    YARN("YARN"),
    /** Ends a pod that takes more. */
    KUBERNETES("Kubernetes"),
    /** Sets no limit: Spark's standalone cluster. */
    UNLIMITED("the cluster");

    private final String text;

    Manager(String text) {
      this.text = text;
    }

    /** Returns its name within a sentence. */
    public String text() {
      return text;
    }

    private static Manager of(String master) {
      if (master.startsWith("local-cluster")) {
        return ONE_MACHINE;
      }
      if (master.startsWith("local")) {
        return LOCAL;
      }
      if (master.startsWith("yarn")) {
        return YARN;
      }
      return master.startsWith("k8s") ? KUBERNETES : UNLIMITED;
    }
  }

  /** The setting that grants more beside the heap. */
  public static final String OVERHEAD = "spark.executor.memoryOverhead";

  private static final String OVERHEAD_FACTOR = "spark.executor.memoryOverheadFactor";
  private static final String KUBERNETES_FACTOR = "spark.kubernetes.memoryOverheadFactor";
  private static final String LEAST_OVERHEAD = "spark.executor.minMemoryOverhead";
  private static final Pattern DIRECT =
      Pattern.compile("-XX:MaxDirectMemorySize=(\\d+)([kKmMgG]?)");

  /**
   * Reads the settings.
   *
   * @param ownHeap the largest heap of this JVM, which is the executor in local mode
   */
  public static ExecutorMemory of(SparkConf conf, long ownHeap) {
    Manager manager = Manager.of(conf.get("spark.master", ""));
    long heap =
        manager == Manager.LOCAL ? ownHeap : conf.getSizeAsBytes("spark.executor.memory", "1g");
    String who = manager == Manager.LOCAL ? "driver" : "executor";
    String options =
        conf.get("spark." + who + ".defaultJavaOptions", "")
            + " "
            + conf.get("spark." + who + ".extraJavaOptions", "");
    return new ExecutorMemory(
        manager, heap, beside(conf, manager, heap), direct(options, heap), tasks(conf, manager));
  }

  private static long beside(SparkConf conf, Manager manager, long heap) {
    long offHeap =
        conf.getBoolean("spark.memory.offHeap.enabled", false)
            ? conf.getSizeAsBytes("spark.memory.offHeap.size", "0")
            : 0;
    if (conf.contains(OVERHEAD)) {
      return offHeap + JavaUtils.byteStringAsMb(conf.get(OVERHEAD)) * (1 << 20);
    }
    double factor = conf.getDouble(OVERHEAD_FACTOR, 0.1);
    if (manager == Manager.KUBERNETES && !conf.contains(OVERHEAD_FACTOR)) {
      factor = conf.getDouble(KUBERNETES_FACTOR, factor);
    }
    long least = JavaUtils.byteStringAsMb(conf.get(LEAST_OVERHEAD, "384m")) * (1 << 20);
    return offHeap + Math.max((long) (factor * heap), least);
  }

  private static long direct(String options, long heap) {
    Matcher found = DIRECT.matcher(options);
    long limit = heap;
    while (found.find()) { // the last one counts
      int shift =
          switch (found.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            default -> 0;
          };
      limit = Long.parseLong(found.group(1)) << shift;
    }
    return limit;
  }

  private static int tasks(SparkConf conf, Manager manager) {
    boolean known = manager == Manager.YARN || manager == Manager.KUBERNETES;
    int cores = conf.getInt("spark.executor.cores", known ? 1 : 0);
    return cores / Math.max(1, conf.getInt("spark.task.cpus", 1));
  }

  /** Returns the same with so many tasks at once, where the settings do not say how many. */
  public ExecutorMemory orTasks(int number) {
    return tasks > 0 ? this : new ExecutorMemory(manager, heap, beside, direct, number);
  }

  /** Returns all that it may take. */
  public long total() {
    return heap + beside;
  }
}
