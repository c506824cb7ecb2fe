package org.coherer.connector.plugin;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.function.DoubleSupplier;

/**
 * Registers gauges that every sink can take: their value is always a number, never null, and NaN
 * where it is not known or not finite. A metric whose value fails is NaN too, since most sinks drop
 * all metrics of a round when one of them throws.
 */
final class Metrics {

  private Metrics() {}

  /** Registers a gauge; the name is that of no other metric of the registry. */
  static void gauge(MetricRegistry registry, String name, DoubleSupplier value) {
    Gauge<Double> gauge = () -> read(value);
    registry.register(name, gauge);
  }

  /** Returns a value, or NaN if it is not finite or cannot be read. */
  static double read(DoubleSupplier value) {
    try {
      return finite(value.getAsDouble());
    } catch (RuntimeException | LinkageError e) {
      return Double.NaN;
    }
  }

  /** Returns a number, or NaN in place of an infinite one. */
  static double finite(double value) {
    return Double.isFinite(value) ? value : Double.NaN;
  }
}
