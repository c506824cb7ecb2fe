package org.coherer.ml

import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.nio.file.{Files, Path}
import java.time.Duration

import scala.collection.mutable.ArrayBuffer

import org.coherer.connector.ui.DeepLearningTab
import org.coherer.testkit.WithSpark
import org.scalatest.concurrent.Eventually
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.{Millis, Seconds, Span}

/** What the tab of Spark's UI, and Spark's event log, have of fits of estimators. */
class DeepLearningTabSuite extends AnyFunSuite with WithSpark with WithBlobs with Eventually {

  implicit override val patienceConfig: PatienceConfig =
    PatienceConfig(timeout = Span(60, Seconds), interval = Span(50, Millis))

  private val log = Files.createTempDirectory("coherer-events")

  override protected def sparkSettings: Map[String, String] = Map(
    "spark.ui.enabled" -> "true",
    "spark.ui.port" -> "0",
    "spark.driver.host" -> "127.0.0.1",
    "spark.driver.bindAddress" -> "127.0.0.1",
    "spark.eventLog.enabled" -> "true",
    "spark.eventLog.compress" -> "false",
    "spark.eventLog.dir" -> log.toUri.toString
  )

  private val client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build()

  private def page(path: String): String = {
    val address = URI.create(spark.sparkContext.uiWebUrl.get + path)
    val request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30)).build()
    client.send(request, HttpResponse.BodyHandlers.ofString()).body
  }

  private def lastRun: Long =
    "run/\\?id=(\\d+)".r.findFirstMatchIn(page("/deep-learning/")).get.group(1).toLong

  private def run(id: Long): String = page(s"/deep-learning/run/?id=$id")

  private def shows(page: String, texts: String*): Unit = {
    val missing = texts.filterNot(text => page.contains(text))
    assert(missing.isEmpty)
  }

  private def estimator(epochs: Int): NeuralNetworkClassifier =
    new NeuralNetworkClassifier()
      .setLayers(Features, 8, Classes)
      .setMaxIter(epochs)
      .setNumWorkers(2)
      .setValidationFraction(0.2)

  /** The lines of the event log. */
  private def events: Seq[String] = {
    val found = Files.walk(log)
    val lines = new ArrayBuffer[String]()
    try
      found
        .filter((path: Path) => Files.isRegularFile(path))
        .forEach(path => Files.readAllLines(path).forEach(line => lines += line))
    finally found.close()
    lines.toList
  }

  private def ours: Seq[String] = events.filter(_.contains("\"org.coherer.connector.ui.event."))

  test("a fit of an estimator is on the tab, and trains as without") {
    val data = blobs(400).cache()
    val without = estimator(3).fit(data)
    val tab = DeepLearningTab.attach(spark.sparkContext)
    val model = estimator(3).fit(data)
    assert(model.summary.objectiveHistory.toSeq == without.summary.objectiveHistory.toSeq)
    eventually(shows(page("/deep-learning/"), ">finished</span>", "3 / 3", model.uid))
    val shown = run(lastRun)
    val history = model.summary.trainingHistory
    shows(
      shown,
      s"Run $lastRun: NeuralNetworkClassifier",
      s"best: epoch ${history.bestEpoch}",
      "Workers (2)",
      "127.0.0.1",
      "Validation: accuracy",
      "Network (2 layers, " + (Features * 8 + 8 + 8 * Classes + Classes) + " parameters)",
      "featuresCol",
      "batchSize"
    )
    tab.close()
  }

  test("a fit that diverges says so") {
    val tab = DeepLearningTab.attach(spark.sparkContext)
    val diverging = estimator(2).setOptimizer("sgd").setLearningRate(1e30)
    val error = intercept[Exception](diverging.fit(blobs(400)))
    val cause = error.getMessage.linesIterator.next()
    assert(cause.contains("diverged"))
    eventually(shows(run(lastRun), ">failed</span>", cause.take(40)))
    tab.close()
  }

  test("a fit of 2,000 epochs is a few small events, and a small page") {
    val tab = DeepLearningTab.attach(spark.sparkContext)
    val before = ours.size
    val started = System.nanoTime
    estimator(2000).setNumWorkers(1).fit(blobs(60))
    val seconds = (System.nanoTime - started) / 1e9
    eventually(shows(run(lastRun), ">finished</span>", "2,000 / 2,000"))
    eventually(assert(ours.last.contains("FitEnded")))
    val posted = ours.drop(before)
    assert(posted.size >= 4 && posted.size <= seconds + 5)
    assert(posted.map(_.length).max < 60000)
    assert(run(lastRun).length < 300000)
    tab.close()
  }

  override protected def afterAll(): Unit =
    try super.afterAll()
    finally {
      val found = Files.walk(log)
      try found.sorted(java.util.Comparator.reverseOrder[Path]()).forEach(path => Files.delete(path))
      finally found.close()
    }
}
