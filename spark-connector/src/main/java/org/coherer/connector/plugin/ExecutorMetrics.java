package org.coherer.connector.plugin;

import com.codahale.metrics.MetricRegistry;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.coherer.connector.plugin.ExecutorMessage.Usage;

/**
 * What executors say of their processes, as gauges of the driver: sinks that read from the driver
 * alone, as Prometheus does, see them there. The gauges of an executor that has been silent for a
 * minute are removed.
 */
final class ExecutorMetrics {

  private static final long SILENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final MetricRegistry registry;
  private final LongSupplier nanoTime;
  private final Map<String, Known> known = new HashMap<>();

  /** The last figures of an executor. Sinks read it, whoever receives messages writes. */
  private static final class Known {
    private volatile SortedMap<String, Double> figures;
    private long nanos;
  }

  ExecutorMetrics(MetricRegistry registry, LongSupplier nanoTime) {
    this.registry = registry;
    this.nanoTime = nanoTime;
  }

  /** Takes the figures of an executor. */
  synchronized void add(Usage usage) {
    String executor = usage.sender().executor();
    Known one = known.get(executor);
    if (one == null) {
      one = new Known();
      one.figures = usage.figures();
      known.put(executor, one);
      register(executor, one);
    }
    one.figures = usage.figures();
    one.nanos = nanoTime.getAsLong();
    forgetSilent();
  }

  private void register(String executor, Known one) {
    for (String figure : one.figures.keySet()) {
      Metrics.gauge(
          registry, name(executor, figure), () -> one.figures.getOrDefault(figure, Double.NaN));
    }
  }

  private void forgetSilent() {
    Iterator<Map.Entry<String, Known>> all = known.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<String, Known> each = all.next();
      if (nanoTime.getAsLong() - each.getValue().nanos > SILENCE_NANOS) {
        for (String figure : each.getValue().figures.keySet()) {
          registry.remove(name(each.getKey(), figure));
        }
        all.remove();
      }
    }
  }

  private static String name(String executor, String figure) {
    return "executors." + executor + "." + figure;
  }
}
