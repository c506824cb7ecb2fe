package org.coherer.connector.ui

import java.time.Instant
import java.util.{Arrays, Collections, TreeMap}

import org.apache.spark.sql.SparkSession
import org.coherer.connector.progress.FitProgress
import org.coherer.connector.report.FitReport.Fit
import org.coherer.connector.report.{FitAudience, FitDescription}
import org.coherer.training.engine.NetworkShape
import org.coherer.training.event.TrainingEvent.{EpochCompleted, EpochValidated, Progress, WorkerInfo}
import org.coherer.training.event.TensorStatistics.{Kind, Moments}
import org.coherer.training.event.{
  GradientsMeasured,
  RunEvent,
  TensorStatistics,
  TensorsMeasured,
  TrainingEvent,
  TrainingHistory,
  TrainingListener
}

/** Fits that never were. */
trait WithFits {

  /** What a page must not take for markup. */
  val Nasty = "<script>alert('1')</script>\" onload=\"x"

  private def metrics(values: Map[String, Double]): TreeMap[String, java.lang.Double] = {
    val map = new TreeMap[String, java.lang.Double]()
    values.foreach { case (name, value) => map.put(name, value) }
    map
  }

  def description(
      number: Long,
      uid: String = "nn_1",
      validated: Boolean = true,
      params: Map[String, String] = Map("maxIter" -> "3")
  ): FitDescription = {
    val map = new TreeMap[String, String]()
    params.foreach { case (name, value) => map.put(name, value) }
    val layers = Arrays.asList(
      new NetworkShape.LayerInfo("hidden", "DenseLayer", "8", 40),
      new NetworkShape.LayerInfo("out", "OutputLayer", "2", 18)
    )
    val network = new NetworkShape(
      Collections.singletonList(new NetworkShape.Input("features", 4)),
      Collections.singletonList(new NetworkShape.Output("label", 2, NetworkShape.Content.CLASSES)),
      58,
      layers,
      null
    )
    new FitDescription(new Fit(number, uid), "NeuralNetworkClassifier", map, network, validated)
  }

  def started(epochs: Int, workers: Int = 2): TrainingEvent.RunStarted = {
    val all = (0 until workers).map(rank => new WorkerInfo(rank, s"host-$rank", 100L + rank, 500))
    new TrainingEvent.RunStarted(Arrays.asList(all: _*), 58, epochs, 8)
  }

  def epoch(number: Int, loss: Double, skipped: Long = 0): EpochCompleted = {
    val times = new TrainingHistory.Times(2, 0.25, 1, 0.5, 0.25)
    new EpochCompleted(number, loss, 1000, skipped, 0.01, times)
  }

  def validated(number: Int, loss: Double, metric: (String, Double)*): EpochValidated =
    new EpochValidated(number, 200, loss, metrics(metric.toMap), 0.1)

  def progress(number: Int, step: Long, loss: Double): Progress =
    new Progress(number, step, loss, 512.4, 60)

  def norm(number: Int, value: Double): GradientsMeasured = new GradientsMeasured(number, 8, value)

  /** Weights and, if wanted, gradients of so many layers. */
  def tensors(
      number: Int,
      layers: Int,
      gradients: Boolean = true,
      name: Int => String = i => s"layer$i",
      notFinite: Long = 0
  ): TensorsMeasured = {
    val kinds = if (gradients) Seq(Kind.WEIGHTS, Kind.GRADIENTS) else Seq(Kind.WEIGHTS)
    val counts = Arrays.asList[java.lang.Long](1L, 0L, 6L, 3L)
    val all = (0 until math.min(layers, TensorsMeasured.MOST_LAYERS)).flatMap(i =>
      kinds.map(kind =>
        new TensorStatistics(
          name(i),
          kind,
          10 + notFinite,
          notFinite,
          new Moments(-0.5, 1.5, 0.25, 0.75),
          counts
        )
      )
    )
    new TensorsMeasured(number, 8, Arrays.asList(all: _*), layers)
  }

  def ended(epochs: Int, best: Int): TrainingEvent.RunEnded =
    new TrainingEvent.RunEnded(epochs, best, best, TrainingHistory.StopReason.MAX_ITER)

  def at(event: TrainingEvent): RunEvent = new RunEvent("ab12", Instant.now(), event)

  /** A whole run of some epochs, each validated. */
  def run(epochs: Int): Seq[TrainingEvent] =
    started(epochs) +: (1 to epochs).flatMap(n =>
      Seq(epoch(n, 2.0 / n), validated(n, 2.2 / n, "accuracy" -> (1 - 0.5 / n)))
    ) :+ ended(epochs, epochs)

  /** Fits, and tells of it as estimators do. */
  def fit(spark: SparkSession, what: FitDescription)(training: TrainingListener => Unit): Unit = {
    val nobody = FitAudience.of(Collections.emptyList(), Collections.emptyList())
    FitProgress.of(spark, what, "none", 2, nobody).during[String] { listener =>
      training(listener)
      "the model"
    }
    ()
  }

  def fit(spark: SparkSession, what: FitDescription, events: Seq[TrainingEvent]): Unit =
    fit(spark, what)(listener => events.foreach(event => listener.onEvent(at(event))))
}
