package org.coherer.connector.plugin

import com.codahale.metrics.{Gauge, MetricRegistry}

/** Reads a registry as sinks do. */
trait WithMetrics {

  protected def gauge(registry: MetricRegistry, name: String): Double =
    registry.getGauges.get(name).asInstanceOf[Gauge[Double]].getValue

  protected def counter(registry: MetricRegistry, name: String): Long =
    registry.getCounters.get(name).getCount

  protected def names(registry: MetricRegistry): Set[String] =
    registry.getNames.toArray(Array[String]()).toSet
}
