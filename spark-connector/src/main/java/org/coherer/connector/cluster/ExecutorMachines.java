package org.coherer.connector.cluster;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.spark.SparkContext;

/**
 * The machines of an application's executors, as the executors' part of the plugin has told of
 * them; none without the plugin. An executor that has been silent for a minute is forgotten.
 * Thread-safe.
 */
public final class ExecutorMachines {

  private static final long SILENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final Map<SparkContext, ExecutorMachines> OF_APPLICATIONS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final LongSupplier nanoTime;
  private final Map<String, Told> byExecutor = new HashMap<>();

  /** What an executor has told last, and when. */
  private record Told(ExecutorMachine machine, long nanos) {}

  ExecutorMachines(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Returns those of an application. */
  public static ExecutorMachines of(SparkContext spark) {
    return OF_APPLICATIONS.computeIfAbsent(spark, each -> new ExecutorMachines(System::nanoTime));
  }

  /**
   * Takes what an executor tells, in place of what it told before.
   *
   * @param executor its id in Spark
   */
  public synchronized void add(String executor, ExecutorMachine machine) {
    byExecutor.put(executor, new Told(machine, nanoTime.getAsLong()));
  }

  /** Returns the machine of each executor, least free local directories first. */
  synchronized List<ExecutorMachine> all() {
    byExecutor.values().removeIf(told -> nanoTime.getAsLong() - told.nanos() > SILENCE_NANOS);
    return byExecutor.values().stream()
        .map(Told::machine)
        .sorted(
            Comparator.comparingLong(ExecutorMachine::free).thenComparing(ExecutorMachine::host))
        .toList();
  }
}
