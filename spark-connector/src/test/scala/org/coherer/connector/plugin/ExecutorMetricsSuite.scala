package org.coherer.connector.plugin

import java.util.{Collections, TreeMap}
import java.util.concurrent.TimeUnit
import java.util.function.LongSupplier

import com.codahale.metrics.MetricRegistry
import org.coherer.connector.plugin.ExecutorMessage.{Sender, Usage}
import org.coherer.training.transport.SentBytes
import org.scalatest.funsuite.AnyFunSuite

class ExecutorMetricsSuite extends AnyFunSuite with WithMetrics {

  private var now = 0L
  private val clock = new LongSupplier { override def getAsLong: Long = now }

  private def usage(executor: String, bytes: Double) = new Usage(
    new Sender(executor, "host-a"),
    new TreeMap[String, java.lang.Double](
      Collections.singletonMap[String, java.lang.Double]("memory.resident", bytes)
    )
  )

  test("executor metrics: the last figures of every executor are gauges of the driver") {
    val registry = new MetricRegistry
    val metrics = new ExecutorMetrics(registry, clock)
    metrics.add(usage("1", 10))
    metrics.add(usage("2", 20))
    metrics.add(usage("1", 11))
    assert(gauge(registry, "executors.1.memory.resident") == 11)
    assert(gauge(registry, "executors.2.memory.resident") == 20)
  }

  test(
    "executor metrics: an executor that is silent for more than a minute is forgotten, and may come back"
  ) {
    val registry = new MetricRegistry
    val metrics = new ExecutorMetrics(registry, clock)
    metrics.add(usage("1", 10))
    now += TimeUnit.SECONDS.toNanos(40)
    metrics.add(usage("2", 20))
    assert(names(registry).size == 2)
    now += TimeUnit.SECONDS.toNanos(40)
    metrics.add(usage("2", 20))
    assert(names(registry) == Set("executors.2.memory.resident"))
    metrics.add(usage("1", 12))
    assert(gauge(registry, "executors.1.memory.resident") == 12)
  }

  test("process usage: memory and what was sent are figures; what nothing tells is NaN") {
    val usage = new ProcessUsage(new LocalEngine("dl4j"))
    SentBytes.SHM.add(5)
    val figures = usage.now()
    assert(figures.get("memory.resident") > (1 << 20) && figures.get("memory.direct") >= 0)
    assert(figures.get("sent.shm") == SentBytes.SHM.total() && figures.get("memory.engine").isNaN)
    val registry = new MetricRegistry
    usage.register(registry)
    assert(names(registry) == figures.keySet.toArray(Array[String]()).toSet)
    assert(gauge(registry, "sent.shm") == SentBytes.SHM.total())
    assert(ProcessUsage.resident("Name:\tjava\nVmRSS:\t    1234 kB\nThreads: 5") == 1234 * 1024)
    assert(ProcessUsage.resident("Name:\tjava").isNaN)
  }

  test("metrics: a gauge whose value cannot be read is NaN and disturbs no other one") {
    val registry = new MetricRegistry
    Metrics.gauge(registry, "broken", () => throw new IllegalStateException("no"))
    Metrics.gauge(registry, "endless", () => Double.NegativeInfinity)
    Metrics.gauge(registry, "whole", () => 2)
    assert(gauge(registry, "broken").isNaN && gauge(registry, "endless").isNaN)
    assert(gauge(registry, "whole") == 2)
  }
}
