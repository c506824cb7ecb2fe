package org.coherer.connector.plugin

import java.time.Instant
import java.util.{Arrays, Collections, TreeMap}
import java.util.concurrent.{Executors, TimeUnit}

import com.codahale.metrics.MetricRegistry
import org.coherer.connector.report.FitReport.{Fit, Kind, Measures, Position}
import org.coherer.connector.report.{FitDescription, FitReport}
import org.coherer.training.engine.NetworkShape
import org.coherer.training.event.TrainingEvent._
import org.coherer.training.event.TrainingHistory.{StopReason, Times, ValidationResult}
import org.coherer.training.event.{
  CheckpointCommitted,
  GradientsMeasured,
  RanksTimed,
  RunEvent,
  TensorStatistics,
  TensorsMeasured,
  TrainingEvent
}
import org.scalatest.funsuite.AnyFunSuite

class FitMetricsSuite extends AnyFunSuite with WithMetrics {

  private val started =
    new RunStarted(Arrays.asList(worker(0, 300), worker(1, 200)), 12345, 4, 8)

  private def worker(rank: Int, rows: Long) = new WorkerInfo(rank, "host-a", 11, rows)

  private def completed(epoch: Int, loss: Double = 0.5, skipped: Long = 0) =
    new EpochCompleted(epoch, loss, 1000, skipped, 0.1, new Times(2.0, 0.2, 1.5, 0.2, 0.1))

  private class Observed {
    val registry = new MetricRegistry
    val metrics = new FitMetrics(registry)
    def apply(name: String): Double = gauge(registry, name)
    def count(name: String): Long = counter(registry, name)

    def begin(number: Long): Fit = {
      val fit = new Fit(number, s"net_$number")
      val network = new NetworkShape(
        Collections.singletonList(new NetworkShape.Input("features", 4)),
        Collections.singletonList(new NetworkShape.Output("label", 2, NetworkShape.Content.CLASSES)),
        12345,
        Collections.emptyList[NetworkShape.LayerInfo](),
        null
      )
      metrics.onBegin(new FitDescription(fit, "NeuralNetwork", new TreeMap[String, String], network, true))
      fit
    }

    def tell(fit: Fit, events: TrainingEvent*): Unit =
      events.foreach(event => metrics.onEvent(fit, new RunEvent("ab", Instant.EPOCH, event)))

    def report(fit: Fit, kind: Kind): Unit = metrics.onReport(
      new FitReport(fit, kind, Instant.EPOCH, Position.START, Measures.UNKNOWN, ValidationResult.NONE, "")
    )
  }

  test("fit metrics: without any fit, every gauge is a number that is not known, and counters are zero") {
    val observed = new Observed
    FitFigure.ALL.forEach(name => assert(observed(name).isNaN, name))
    observed.registry.getCounters.forEach((name, one) => assert(one.getCount == 0, name))
    assert(observed("fits.running") == 0)
  }

  test("fit metrics: the events of a run are the gauges of its fit") {
    val observed = new Observed
    val fit = observed.begin(7)
    observed.tell(fit, started)
    assert(observed("fit.number") == 7 && observed("fit.workers") == 2 && observed("fit.rows") == 500)
    assert(observed("fit.parameters") == 12345 && observed("fit.epochs") == 4)
    assert(observed("fit.stepsPerEpoch") == 8 && observed("fit.epoch") == 0)
    assert(observed("fit.gradientNorm").isNaN)
    observed.tell(fit, new GradientsMeasured(1, 8, 0.375))
    assert(observed("fit.gradientNorm") == 0.375)
    observed.tell(fit, new TensorsMeasured(1, 8, Collections.emptyList[TensorStatistics](), 0))
    observed.tell(fit, new Progress(1, 3, 0.9, 250, 12))
    assert(observed("fit.epoch") == 1 && observed("fit.step") == 3 && observed("fit.loss") == 0.9)
    assert(observed("fit.rowsPerSecond") == 250 && observed("fit.secondsLeft") == 12)
    assert(observed("fit.epochLoss").isNaN)
    val accuracy = new TreeMap[String, java.lang.Double](
      Collections.singletonMap[String, java.lang.Double]("accuracy", 0.75)
    )
    observed.tell(
      fit,
      new RanksTimed(
        1,
        Arrays.asList(new Times(2.0, 0.25, 1.5, 0.125, 0.125), new Times(2.0, 0.125, 1.75, 0.125, 0))
      ),
      completed(1),
      new EpochValidated(1, 50, 0.6, accuracy, 0.5),
      new Straggled(1, 1, "compute", 1.9, 1.0, 0.75, 2.0),
      new StalenessMeasured(1, 1.5, 4, 3),
      new CheckpointCommitted(1, 3, 4096)
    )
    assert(observed("fit.loss") == 0.5 && observed("fit.epochLoss") == 0.5)
    assert(observed("fit.validationLoss") == 0.6 && observed("fit.validation.accuracy") == 0.75)
    assert(observed("fit.validationSeconds") == 0.5)
    assert(observed("fit.learningRate") == 0.1 && observed("fit.rowsPerSecond") == 500)
    assert(observed("fit.epochSeconds.total") == 2.0 && observed("fit.epochSeconds.data") == 0.2)
    assert(observed("fit.epochSeconds.compute") == 1.5 && observed("fit.epochSeconds.exchange") == 0.2)
    assert(observed("fit.epochSeconds.wait") == 0.1)
    assert(observed("fit.ranks.0.dataSeconds") == 0.25 && observed("fit.ranks.1.dataSeconds") == 0.125)
    assert(observed("fit.ranks.0.computeSeconds") == 1.5 && observed("fit.ranks.0.waitSeconds") == 0.125)
    assert(observed("fit.ranks.1.exchangeSeconds") == 0.125 && observed("fit.ranks.1.waitSeconds") == 0)
    assert(observed("fit.straggler.rank") == 1 && observed("fit.straggler.seconds") == 0.75)
    assert(observed("fit.staleness.mean") == 1.5 && observed("fit.staleness.most") == 4)
    assert(observed("fit.checkpoint.epochs") == 1 && observed("fit.checkpoint.steps") == 3)
    assert(observed("fit.checkpoint.bytes") == 4096)
    observed.tell(fit, completed(2), new RunEnded(2, 1, 1, StopReason.EARLY_STOPPING))
    assert(observed("fit.straggler.rank").isNaN && observed("fit.straggler.seconds") == 0)
    assert(observed("fit.bestEpoch") == 1 && observed("fit.secondsLeft") == 0)
  }

  test("fit metrics: counters are of all fits") {
    val observed = new Observed
    val first = observed.begin(1)
    observed.tell(first, started, completed(1, skipped = 2), new RolledBack(2, 1, "no", 1, 0.5))
    assert(observed("fit.rateFactor") == 0.5)
    observed.tell(first, started, new RunResumed(2, 5, 1))
    assert(observed("fit.epoch") == 2 && observed("fit.step") == 4)
    observed.tell(first, new StepSkipped(2, 6, "no"), completed(2, skipped = 1))
    observed.tell(first, new Straggled(1, 2, "data", 1.9, 1.0, 0.75, 2.0))
    observed.tell(first, new CheckpointCommitted(1, 0, 100), new CheckpointCommitted(2, 0, 100))
    observed.report(first, Kind.EPOCH)
    assert(observed("fits.running") == 1)
    observed.report(first, Kind.ENDED)
    val second = observed.begin(2)
    observed.tell(second, started, completed(1))
    observed.report(second, Kind.FAILED)
    assert(observed.count("fits.started") == 2)
    assert(observed.count("fits.ended") == 1 && observed.count("fits.failed") == 1)
    assert(observed.count("epochs") == 3 && observed.count("rows") == 3000)
    assert(observed.count("skippedSteps") == 3 && observed.count("rollBacks") == 1)
    assert(observed.count("recoveries") == 1 && observed.count("stragglers") == 1)
    assert(observed.count("checkpoints") == 2)
    assert(observed("fits.running") == 0)
  }

  test("fit metrics: gauges are of the fit under way that began last, and stay when none is") {
    val observed = new Observed
    val Seq(first, second) = Seq(1L, 2L).map(observed.begin)
    observed.tell(first, completed(1, loss = 0.1))
    observed.tell(second, completed(1, loss = 0.2))
    observed.tell(first, completed(2, loss = 0.15))
    assert(observed("fits.running") == 2)
    assert(observed("fit.number") == 2 && observed("fit.loss") == 0.2)
    observed.report(second, Kind.ENDED)
    assert(observed("fit.number") == 1 && observed("fit.loss") == 0.15)
    observed.report(first, Kind.ENDED)
    assert(observed("fit.number") == 1 && observed("fit.loss") == 0.15 && observed("fits.running") == 0)
    observed.tell(first, completed(3, loss = 9))
    observed.report(first, Kind.ENDED)
    assert(observed("fit.loss") == 0.15 && observed.count("fits.ended") == 2)
  }

  test("fit metrics: what a fit does not know is not taken from the one before") {
    val observed = new Observed
    observed.tell(observed.begin(1), completed(1))
    observed.begin(2)
    assert(observed("fit.loss").isNaN && observed("fit.number") == 2)
  }

  test("fit metrics: numbers that are not finite are NaN, which every sink takes") {
    val observed = new Observed
    val fit = observed.begin(1)
    val endless =
      new EpochCompleted(1, Double.PositiveInfinity, 5, 0, Double.NaN, new Times(0, 0, 0, 0, 0))
    observed.tell(fit, endless)
    for (name <- Seq("fit.loss", "fit.rowsPerSecond", "fit.learningRate")) assert(observed(name).isNaN, name)
  }

  test("fit metrics: names of metrics of several outputs are names of gauges, and their number is bounded") {
    val observed = new Observed
    val fit = observed.begin(1)
    val metric = new TreeMap[String, java.lang.Double](
      Collections.singletonMap[String, java.lang.Double]("label b: rmse", 0.5)
    )
    observed.tell(fit, new EpochValidated(1, 50, 0.6, metric, 0.5))
    assert(observed("fit.validation.label_b_rmse") == 0.5)
    observed.tell(
      fit,
      new RanksTimed(1, Collections.nCopies(FitMetrics.MOST_GAUGES, times))
    )
    assert(observed("fit.ranks.0.waitSeconds") == 0)
    assert(observed.registry.getGauges.size == FitMetrics.MOST_GAUGES + 1)
  }

  private val times = new Times(2, 0.1, 1.9, 0, 0)

  test("fit metrics: many fits at a time and a reader do not wait for each other") {
    val observed = new Observed
    val pool = Executors.newFixedThreadPool(5)
    try {
      val fits = (1L to 4L).map { number =>
        pool.submit(
          new Runnable {
            override def run(): Unit = {
              val fit = observed.begin(number)
              for (epoch <- 1 to 500)
                observed
                  .tell(fit, new RanksTimed(epoch, Collections.nCopies(epoch % 9, times)), completed(epoch))
              observed.report(fit, Kind.ENDED)
            }
          }
        )
      }
      while (!fits.forall(_.isDone))
        observed.registry.getGauges.forEach((_, one) => assert(one.getValue.isInstanceOf[Double]))
      fits.foreach(_.get(30, TimeUnit.SECONDS))
    } finally pool.shutdownNow()
    assert(observed.count("epochs") == 2000 && observed.count("fits.ended") == 4)
    assert(observed("fits.running") == 0)
  }
}
