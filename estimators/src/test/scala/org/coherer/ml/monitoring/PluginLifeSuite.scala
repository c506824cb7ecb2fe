package org.coherer.ml.monitoring

import java.lang.management.ManagementFactory
import javax.management.ObjectName

import org.apache.spark.sql.SparkSession
import org.coherer.connector.report.{FitListener, FitListeners}
import org.coherer.ml.WithBlobs
import org.coherer.testkit.{WithLogLines, WithSpark}
import org.scalatest.concurrent.Eventually
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.{Seconds, Span}

/** Applications in this JVM that have the plugin, one after the other, and then one that has it not. */
class PluginLifeSuite extends AnyFunSuite with WithSpark with WithBlobs with WithLogLines with Eventually {

  private val Plugin = "org.coherer.connector.plugin.CohererPlugin"
  private val engineLog = "org.coherer.connector.plugin.LocalEngine"

  override implicit def patienceConfig: PatienceConfig = PatienceConfig(timeout = Span(30, Seconds))

  private def metrics(): Set[String] = ManagementFactory.getPlatformMBeanServer
    .queryNames(new ObjectName("metrics:*"), null)
    .toArray(Array[ObjectName]())
    .map(_.getKeyProperty("name"))
    .filter(_.contains(Plugin))
    .toSet

  private def withPlugin(settings: (String, String)*)(body: SparkSession => Any): Unit = {
    val builder = SparkSession
      .builder()
      .master("local[1]")
      .config("spark.ui.enabled", "false")
      .config("spark.plugins", Plugin)
      .config("spark.metrics.conf.*.sink.jmx.class", "org.apache.spark.metrics.sink.JmxSink")
    settings.foreach { case (name, value) => builder.config(name, value) }
    val session = builder.getOrCreate()
    try body(session)
    finally session.stop()
  }

  private def causes(thrown: Throwable): Seq[String] =
    Iterator.iterate(thrown)(_.getCause).takeWhile(_ != null).map(_.getMessage).toSeq

  test("an engine that cannot be loaded is an error in the log with the remedy, and jobs run") {
    val lines = logged(engineLog) {
      withPlugin("spark.coherer.engine" -> "absent") { session =>
        assert(session.range(10).count() == 10)
        assert(metrics().exists(_.endsWith(".fits.running")))
        // Comes from the same thread, after the check.
        eventually(assert(metrics().exists(_.endsWith(".executors.driver.memory.resident"))))
      }
    }
    assert(lines.size == 1 && lines.head.startsWith("ERROR No fit can train in executor driver on "), lines)
    assert(lines.head.contains("Unknown engine 'absent' (must be one of ["), lines)
    eventually(assert(metrics().isEmpty))
  }

  test("where an engine is required, an executor ends that cannot load it") {
    val thrown = intercept[Exception] {
      withPlugin("spark.coherer.engine" -> "absent", "spark.coherer.requireEngine" -> "true")(_ => fail())
    }
    assert(causes(thrown).exists(_.startsWith("Unknown engine 'absent'")), thrown)
    withPlugin("spark.coherer.requireEngine" -> "true")(session => assert(session.range(10).count() == 10))
  }

  test("a wrong setting ends the application as it starts, with what it must be") {
    val thrown = intercept[Exception](withPlugin("spark.coherer.requireEngine" -> "maybe")(_ => fail()))
    assert(
      causes(thrown).contains("Invalid spark.coherer.requireEngine=maybe: it must be true or false"),
      thrown
    )
  }

  test("after applications that had the plugin, one without it trains, and nothing is counted") {
    val data = blobs(60)
    var seen = Set.empty[String]
    val listener: FitListener = _ => seen ++= metrics()
    val added = FitListeners.add(spark, listener)
    try assert(classifier().fit(data).summary.trainingHistory.epochs.size == 3)
    finally added.close()
    assert(seen.isEmpty && !threads().contains("coherer-plugin"))
  }

  private def threads(): Set[String] = {
    val all = Thread.getAllStackTraces.keySet.toArray(Array[Thread]())
    all.map(_.getName).toSet
  }
}
