package org.coherer.connector.plugin

import java.io.IOException
import java.util.Collections
import java.util.concurrent.{LinkedBlockingQueue, TimeUnit}

import com.codahale.metrics.MetricRegistry
import org.apache.spark.SparkConf
import org.apache.spark.api.plugin.PluginContext
import org.apache.spark.resource.ResourceInformation
import org.coherer.connector.plugin.ExecutorMessage.{Machine, Ready, Sender, Unusable, Usage}
import org.scalatest.funsuite.AnyFunSuite

class ComponentsSuite extends AnyFunSuite with WithMetrics {

  /** What Spark gives the plugin of an executor that listens nowhere. */
  private class Context(settings: (String, String)*) extends PluginContext {
    val sent = new LinkedBlockingQueue[AnyRef]()
    private val registry = new MetricRegistry
    override def metricRegistry(): MetricRegistry = registry
    override def conf(): SparkConf = new SparkConf(false).setAll(settings)
    override def executorID(): String = "3"
    override def hostname(): String = throw new NullPointerException("no address")
    override def resources(): java.util.Map[String, ResourceInformation] = Collections.emptyMap()
    override def send(message: AnyRef): Unit = sent.add(message): Unit
    override def ask(message: AnyRef): AnyRef = throw new UnsupportedOperationException
    def next(): AnyRef = sent.poll(60, TimeUnit.SECONDS)
  }

  private def withExecutor[T](context: Context)(body: => T): T = {
    val component = new ExecutorComponent
    try {
      component.init(context, Collections.emptyMap())
      body
    } finally component.shutdown()
  }

  test("an executor tells the driver of its engine, and then what the process takes") {
    val context = new Context
    withExecutor(context) {
      val ready = context.next().asInstanceOf[Ready]
      assert(ready.sender.executor == "3" && ready.sender.host.nonEmpty)
      val usage = context.next().asInstanceOf[Usage]
      assert(usage.sender == ready.sender && usage.figures.get("memory.engine") >= 0)
      assert(names(context.metricRegistry()) == usage.figures.keySet.toArray(Array[String]()).toSet)
      val machine = context.next().asInstanceOf[Machine]
      assert(machine.sender == ready.sender && machine.machine.host == ready.sender.host)
      assert(machine.machine.free > 0 && machine.machine.sharedFolder == "/dev/shm")
    }
  }

  test("an executor whose driver cannot be reached goes on measuring") {
    val context = new Context {
      override def send(message: AnyRef): Unit = {
        super.send(message)
        throw new IOException("the driver is gone")
      }
    }
    withExecutor(context) {
      assert(context.next().isInstanceOf[Ready] && context.next().isInstanceOf[Usage])
      assert(gauge(context.metricRegistry(), "memory.direct") >= 0)
    }
  }

  test("where an engine is required, the driver is told of an executor that has none before it ends") {
    val context = new Context("spark.coherer.engine" -> "absent", "spark.coherer.requireEngine" -> "true")
    val thrown = intercept[IllegalStateException](withExecutor(context)(fail()))
    val told = context.next().asInstanceOf[Unusable]
    assert(thrown.getMessage == told.reason && told.reason.startsWith("Unknown engine 'absent'"))
    assert(context.sent.isEmpty)
  }

  test("the driver takes the messages of executors, and refuses others") {
    val driver = new DriverComponent
    assert(driver.receive(new Unusable(new Sender("3", "host-a"), "no")) == null)
    val thrown = intercept[IllegalArgumentException](driver.receive("hello"))
    assert(thrown.getMessage == "Unknown message of a plugin: hello")
  }
}
