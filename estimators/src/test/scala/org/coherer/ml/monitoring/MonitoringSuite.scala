package org.coherer.ml.monitoring

import java.lang.management.ManagementFactory
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Paths}
import java.util.concurrent.{Callable, ConcurrentLinkedQueue, CyclicBarrier, Executors, TimeUnit}
import javax.management.ObjectName

import org.coherer.connector.report.{FitListener, FitListeners}
import org.coherer.ml.{NeuralNetworkClassifier, WithBlobs}
import org.coherer.testkit.WithSpark
import org.coherer.testkit.cluster.StalledSink
import org.scalatest.concurrent.Eventually
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.{Seconds, Span}

/** An application with the plugin, whose metrics Prometheus, JMX and a sink that is stalled read. */
class MonitoringSuite extends AnyFunSuite with WithSpark with WithBlobs with Eventually {

  private val Plugin = "org.coherer.connector.plugin.CohererPlugin"
  private val Namespace = "shop"

  override implicit def patienceConfig: PatienceConfig = PatienceConfig(timeout = Span(30, Seconds))

  override protected def sparkSettings: Map[String, String] = Map(
    "spark.plugins" -> Plugin,
    "spark.ui.enabled" -> "true",
    "spark.ui.port" -> "0",
    "spark.driver.bindAddress" -> "127.0.0.1",
    "spark.driver.host" -> "127.0.0.1",
    "spark.metrics.namespace" -> Namespace,
    "spark.metrics.conf.*.sink.prometheusServlet.class" -> "org.apache.spark.metrics.sink.PrometheusServlet",
    "spark.metrics.conf.*.sink.prometheusServlet.path" -> "/metrics/prometheus",
    "spark.metrics.conf.*.sink.jmx.class" -> "org.apache.spark.metrics.sink.JmxSink",
    "spark.metrics.conf.*.sink.stalled.class" -> classOf[StalledSink].getName
  )

  private def page(): String = Scrape.fetch(spark.sparkContext.uiWebUrl.get + "/metrics/prometheus")

  private def samples(): Map[String, Double] = Scrape.kept(page()).collect {
    case (sample, value) if sample.labels == Map("app" -> Namespace) => sample.name -> value
  }

  private def estimator(epochs: Int = 3, workers: Int = 2): NeuralNetworkClassifier =
    new NeuralNetworkClassifier()
      .setLayers(Features, 8, Classes)
      .setMaxIter(epochs)
      .setNumWorkers(workers)
      .setValidationFraction(0.2)

  private def listening[T](listener: FitListener)(body: => T): T = {
    val added = FitListeners.add(spark, listener)
    try body
    finally added.close()
  }

  test("the plugin without a fit: the engine is loaded, memory is measured, of fits nothing is known") {
    eventually {
      val before = samples()
      assert(before("coherer_memory_engine") >= 0 && before("coherer_memory_resident") > (1 << 20))
      assert(before("coherer_memory_direct") >= 0 && before("coherer_sent_local") >= 0)
      assert(before("coherer_fit_loss").isNaN && before("coherer_fits_running") == 0)
      assert(before("coherer_fits_started") == 0)
    }
    eventually {
      val executors = Scrape.kept(page()).filter(_._1.name == "coherer_executors_memory_resident")
      assert(executors.keys.map(_.labels).toSeq == Seq(Map("app" -> Namespace, "executor" -> "driver")))
    }
  }

  test("a fit that is under way is scraped, with the numbers of its summary") {
    val during = new ConcurrentLinkedQueue[Map[String, Double]]()
    val data = blobs(200)
    val model = listening(_ => during.add(samples()): Unit)(estimator().fit(data))
    val seen = during.toArray(Array[Map[String, Double]]()).toSeq
    val epochs = model.summary.trainingHistory.epochs
    assert(seen.size == 3)
    seen.zipWithIndex.foreach { case (one, i) =>
      val epoch = epochs.get(i)
      assert(one("coherer_fits_running") == 1 && one("coherer_fit_epoch") == i + 1)
      assert(one("coherer_fit_epochLoss") == epoch.loss && one("coherer_fit_loss") == epoch.loss)
      assert(one("coherer_fit_validationLoss") == epoch.validationLoss)
      assert(one("coherer_fit_learningRate") == epoch.learningRate)
      assert(one("coherer_fit_epochSeconds_total") == epoch.times.total)
      assert(one("coherer_fit_epochSeconds_data") == epoch.times.data)
      assert(one("coherer_fit_epochSeconds_compute") == epoch.times.compute)
      assert(one("coherer_fit_epochSeconds_exchange") == epoch.times.exchange)
      assert(one("coherer_fit_epochSeconds_wait") == epoch.times.waiting)
      assert(one("coherer_fit_workers") == 2 && one("coherer_epochs") == i + 1)
    }
    val after = eventually {
      val now = samples()
      assert(now("coherer_fits_ended") == 1 && now("coherer_fits_running") == 0)
      now
    }
    assert(after("coherer_epochs") == 3 && after("coherer_fit_epochLoss") == epochs.get(2).loss)
    assert(after("coherer_rows") == (0 until 3).map(i => epochs.get(i).rows).sum)
    assert(after("coherer_sent_local") > 0 && after("coherer_fits_failed") == 0)
  }

  test("ranks and metrics of the validation set have their gauges once an epoch has told them") {
    val kept = Scrape.kept(page())
    val ranks = kept.keys.filter(_.name == "coherer_fit_ranks_dataSeconds").map(_.labels("rank")).toSet
    assert(ranks == Set("0", "1"))
    val accuracy = Sample("coherer_fit_validation", Map("app" -> Namespace, "metric" -> "accuracy"))
    assert(kept(accuracy) > 0 && kept(accuracy) <= 1)
  }

  test("every metric of the Grafana dashboard exists") {
    val file =
      Paths.get(System.getProperty("coherer.repository"), "docs/assets/monitoring/grafana-dashboard.json")
    val named = "coherer_\\w+".r.findAllIn(new String(Files.readAllBytes(file), UTF_8)).toSet
    val known = Scrape.kept(page()).keys.map(_.name).toSet
    assert(named.size > 20 && (named -- known).isEmpty, known)
  }

  test("every metric is described on the page of the documentation, and every described one exists") {
    val file = Paths.get(System.getProperty("coherer.repository"), "docs/monitoring.md")
    val text = new String(Files.readAllBytes(file), UTF_8)
    val described = "(?m)^\\| `([a-zA-Z.<>]+)`".r.findAllMatchIn(text).map(_.group(1)).toSet
    val general = registered().map(
      _.replaceAll("^fit\\.ranks\\.[0-9]+", "fit.ranks.<rank>")
        .replaceAll("^fit\\.validation\\..*", "fit.validation.<metric>")
        .replaceAll("^executors\\.driver\\..*", "executors.<id>.<name>")
    )
    assert((general -- described).isEmpty && (described -- general).isEmpty)
  }

  /** The names of the plugin's metrics in JMX, without what Spark puts before them. */
  private def registered(): Set[String] = {
    val prefix = s"$Namespace.driver.plugin.$Plugin."
    ManagementFactory.getPlatformMBeanServer
      .queryNames(new ObjectName("metrics:*"), null)
      .toArray(Array[ObjectName]())
      .map(_.getKeyProperty("name"))
      .filter(_.startsWith(prefix))
      .map(_.drop(prefix.length))
      .toSet
  }

  test("JMX shows the same values") {
    val expected = samples()
    def value(name: String, attribute: String): Any = ManagementFactory.getPlatformMBeanServer.getAttribute(
      new ObjectName(s"metrics:name=$Namespace.driver.plugin.$Plugin.$name,type=${attribute match {
          case "Value" => "gauges"
          case _ => "counters"
        }}"),
      attribute
    )
    assert(expected("coherer_fit_epochLoss") > 0)
    assert(value("fit.epochLoss", "Value") == expected("coherer_fit_epochLoss"))
    assert(value("epochs", "Count") == expected("coherer_epochs").toLong)
  }

  test("two fits at a time: both are counted, and the gauges are of the one that began last") {
    val data = blobs(60)
    val both = new CyclicBarrier(2)
    val during = new ConcurrentLinkedQueue[Map[String, Double]]()
    val listener: FitListener = epoch =>
      if (epoch.epoch == 1) {
        both.await(30, TimeUnit.SECONDS)
        during.add(samples())
        both.await(30, TimeUnit.SECONDS): Unit
      }
    val before = samples()
    val pool = Executors.newFixedThreadPool(2)
    try
      listening(listener) {
        val fits = (1 to 2).map(_ =>
          pool.submit(new Callable[Any] {
            override def call(): Any = estimator(epochs = 2, workers = 1).fit(data)
          })
        )
        fits.foreach(_.get(60, TimeUnit.SECONDS))
      }
    finally pool.shutdownNow()
    val seen = during.toArray(Array[Map[String, Double]]()).toSeq
    assert(seen.size == 2 && seen.forall(_("coherer_fits_running") == 2))
    assert(seen.forall(_("coherer_fit_number") == before("coherer_fit_number") + 2))
    eventually(assert(samples()("coherer_fits_ended") == before("coherer_fits_ended") + 2))
  }

  test("a fit that diverges is counted as failed, and Prometheus can read what is left of it") {
    val before = samples()
    val wild = estimator(epochs = 20).setLearningRate(1e30)
    intercept[Exception](wild.fit(blobs(60)))
    eventually {
      val after = samples()
      assert(after("coherer_fits_failed") == before("coherer_fits_failed") + 1)
      assert(after("coherer_fits_running") == 0)
    }
  }

  test("a sink that is stalled amid its reading disturbs nobody: all fits of this suite have ended") {
    assert(StalledSink.READ.await(30, TimeUnit.SECONDS) && StalledSink.ENDED.getCount == 1)
    estimator().fit(blobs(60))
    assert(StalledSink.ENDED.getCount == 1)
    StalledSink.RELEASED.countDown()
    assert(StalledSink.ENDED.await(30, TimeUnit.SECONDS))
  }

  test("Spark's UI has the tab of the plugin, with the fits") {
    def tab: String = Scrape.fetch(spark.sparkContext.uiWebUrl.get + "/deep-learning/")
    val one = estimator()
    one.fit(blobs(60))
    eventually(assert(tab.contains(one.uid)))
  }
}
