package org.coherer.cluster

import java.net.URI
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit.{MILLISECONDS, SECONDS}

import scala.io.Source

import org.apache.spark.sql.SparkSession
import org.coherer.connector.report.{FitListener, FitListeners}
import org.coherer.ml.preflight.Preflight

/** Trains with the plugin, and prints what Prometheus would read as lines `name=value`. */
object PluginApp {

  private val Line =
    ".*_(\\w+?)_plugin_org_coherer_connector_plugin_CohererPlugin_(\\w+)_Number\\{.*\\} (\\S+)".r
  private val OfExecutors = "executors_(\\d+)_(\\w+)".r

  def main(arguments: Array[String]): Unit = {
    val spark = SparkSession.builder().getOrCreate()
    try train(spark)
    finally spark.stop()
  }

  private def train(spark: SparkSession): Unit = {
    val data = ClusterApp.blobs(spark)
    val listener: FitListener = epoch =>
      scrape(spark).get("fit_epochLoss").foreach(loss => println(s"during=${epoch.loss == loss}"))
    val added = FitListeners.add(spark, listener)
    val model =
      try ClusterApp.classifier().setNumWorkers(2).fit(data)
      finally added.close()
    println(s"epochs=${model.summary.trainingHistory.epochs.size}")
    val last = await(spark)(of(_, "sent_shm").count(_._2 > 0) == 2)
    of(last, "sent_shm").foreach { case (executor, bytes) => println(s"sent_$executor=${bytes > 0}") }
    of(last, "memory_resident").foreach { case (executor, bytes) =>
      println(s"resident_$executor=${bytes > (10 << 20)}")
    }
    of(last, "memory_engine").foreach { case (executor, bytes) => println(s"engine_$executor=${bytes >= 0}") }
    println(s"driver=${last("memory_resident") > (10 << 20)}")
    println(s"workers=${last("fit_workers")}")
    println(s"disks=${Preflight.check(spark).text.contains("executors' disks, the least: ")}")
  }

  private def of(metrics: Map[String, Double], name: String): Seq[(String, Double)] =
    metrics.toSeq.collect { case (OfExecutors(executor, `name`), value) => executor -> value }.sorted

  /** Waits for what executors send every ten seconds. */
  private def await(spark: SparkSession)(found: Map[String, Double] => Boolean): Map[String, Double] = {
    val deadline = System.nanoTime() + SECONDS.toNanos(60)
    val never = new CountDownLatch(1)
    var now = scrape(spark)
    while (!found(now) && System.nanoTime() < deadline) {
      never.await(200, MILLISECONDS)
      now = scrape(spark)
    }
    now
  }

  private def scrape(spark: SparkSession): Map[String, Double] = {
    val url = new URI(spark.sparkContext.uiWebUrl.get + "/metrics/prometheus").toURL
    val source = Source.fromInputStream(url.openStream(), "UTF-8")
    try source.getLines().collect { case Line("driver", name, value) => name -> value.toDouble }.toMap
    finally source.close()
  }
}
