package org.coherer.connector.ui

import java.util.Collections
import java.util.concurrent.TimeUnit

import scala.collection.mutable.ArrayBuffer

import org.coherer.connector.report.FitReport
import org.coherer.connector.report.FitReport.{Fit, Kind, Measures, Position}
import org.coherer.connector.ui.event.FitEnded.Outcome
import org.coherer.connector.ui.event.{
  FitAdvanced,
  FitBegan,
  FitEnded,
  FitEvent,
  FitMeasured,
  FitProgressed,
  FitStarted
}
import org.coherer.training.event.{RanksTimed, TrainingEvent}
import org.coherer.training.event.TrainingEvent.Straggled
import org.coherer.training.event.TrainingHistory.{Epoch, Times, ValidationResult}
import org.scalatest.funsuite.AnyFunSuite

/** What is posted of a fit, by a clock of the test's own. */
class FitPosterSuite extends AnyFunSuite with WithFits {

  private val Tick = TimeUnit.MILLISECONDS.toNanos(1)

  private class Watched(validated: Boolean = true, params: Map[String, String] = Map.empty) {
    var nanos = 0L
    val posted = new ArrayBuffer[FitEvent]()
    private val what = description(7, validated = validated, params = params)
    private val poster = new FitPoster(event => posted += event: Unit, () => nanos)
    poster.onBegin(what)

    def event(event: TrainingEvent, millis: Long = 0): Unit = {
      nanos += millis * Tick
      poster.onEvent(what.fit, at(event))
    }

    def report(kind: Kind, text: String, epoch: Int = 1): Unit = poster.onReport(
      new FitReport(
        new Fit(7, "nn_1"),
        kind,
        at(ended(1, 1)).time,
        new Position(epoch, 3, 1, 8),
        Measures.UNKNOWN,
        ValidationResult.NONE,
        text
      )
    )

    def progressed: Seq[FitProgressed] = posted.toSeq.collect { case event: FitProgressed => event }
    def epochs: Seq[Epoch] = progressed.flatMap(_.epochs.toArray(Array[Epoch]()).toSeq)
  }

  test("a fit is its beginning, its workers, its epochs with their validation, and its end") {
    val watched = new Watched(params = Map("maxIter" -> "3", "network" -> "x" * 5000))
    run(2).foreach(watched.event(_, millis = 600))
    watched.report(Kind.ENDED, "trained 2 epochs")
    val Seq(began: FitBegan, started: FitStarted) = watched.posted.toSeq.take(2)
    assert(began.fit == 7 && began.uid == "nn_1" && began.estimator == "NeuralNetworkClassifier")
    assert(began.params.get("maxIter") == "3" && began.params.get("network").length == 1003)
    assert(began.network.layers.size == 2 && began.network.inputs.get(0) == "features (4)")
    assert(started.workers.size == 2 && started.rows == 1000)
    assert(watched.epochs.map(_.epoch) == Seq(1, 2) && watched.epochs.map(_.validationLoss) == Seq(2.2, 1.1))
    assert(watched.progressed.last.totals.times.total == 4 && watched.progressed.last.totals.rows == 2000)
    val end = watched.posted.last.asInstanceOf[FitEnded]
    assert(end.outcome == Outcome.FINISHED && end.bestEpoch == 2 && end.text == "trained 2 epochs")
  }

  test("2,000 quick epochs are a few events, with the smallest and the largest loss among them") {
    val watched = new Watched(validated = false)
    watched.event(started(2000))
    for (n <- 1 to 2000)
      watched.event(epoch(n, if (n == 777) 99 else if (n == 778) 0.001 else 1.0 + 1.0 / n), millis = 5)
    watched.report(Kind.ENDED, "done")
    assert(watched.posted.size <= 2 + 11 + 1)
    assert(watched.progressed.forall(_.epochs.size <= 102))
    assert(watched.epochs.map(_.loss).max == 99 && watched.epochs.map(_.loss).min == 0.001)
    assert(watched.epochs.head.epoch == 1 && watched.epochs.last.epoch == 2000)
  }

  test("a long run has fewer than one event a second") {
    val watched = new Watched(validated = false)
    watched.event(started(100000))
    // Ten hours of epochs of half a second.
    for (n <- 1 to 72000) watched.event(epoch(n, 1), millis = 500)
    assert(watched.posted.size < 1400)
    val hour = watched.progressed.filter(_.epochs.get(0).epoch <= 7200)
    assert(hour.size > 500 && hour.size < 900)
  }

  test("norms go with their epochs, also where the validation comes after the next post") {
    val watched = new Watched()
    watched.event(started(4), millis = 5000)
    watched.event(norm(1, 0.5))
    watched.event(epoch(1, 1))
    watched.report(Kind.NOTE, "posts what there is")
    watched.event(validated(1, 1), millis = 2000)
    watched.event(norm(2, 0.25))
    watched.event(epoch(2, 1))
    watched.event(validated(2, 1), millis = 2000)
    watched.report(Kind.ENDED, "done")
    val norms = watched.progressed.map(event => (event.epochs.size, event.gradientNorms.toString))
    assert(norms == Seq((0, "{}"), (1, "{1=0.5}"), (1, "{2=0.25}")))
  }

  test("of layers the newest values are posted, with other things in between, more rarely in a long run") {
    val watched = new Watched(validated = false)
    watched.event(started(100000))
    // An hour of epochs of half a second.
    for (n <- 1 to 7200) {
      watched.event(tensors(n, layers = 2))
      watched.event(epoch(n, 1), millis = 500)
    }
    watched.report(Kind.ENDED, "done")
    val measured = watched.posted.collect { case event: FitMeasured => event }
    assert(measured.size > 50 && measured.size < 200 && watched.progressed.size > 500)
    assert(measured.head.tensors.size == 4 && measured.head.layerCount == 2 && measured.last.epoch == 7200)
    assert(watched.posted.size < 1000 && watched.epochs.last.epoch == 7200)
    assert(watched.posted.last.isInstanceOf[FitEnded])
  }

  test("of 600 layers an event has 50") {
    for (gradients <- Seq(false, true)) {
      val watched = new Watched(validated = false)
      watched.event(started(1), millis = 1000)
      watched.event(tensors(1, layers = 600, gradients = gradients), millis = 1000)
      val Seq(measured) = watched.posted.collect { case event: FitMeasured => event }.toSeq
      assert(measured.tensors.size == (if (gradients) 100 else 50) && measured.layerCount == 600)
    }
  }

  test("within an epoch there is at most one event a second, which the event log does not have") {
    val watched = new Watched()
    watched.event(started(1))
    for (step <- 1 to 100) watched.event(progress(1, step, 0.5), millis = 250)
    val advanced = watched.posted.collect { case event: FitAdvanced => event }
    assert(advanced.size == 25 && advanced.forall(!_.logEvent))
    assert(watched.posted.size == 27)
    assert(advanced.last.step == 97 && advanced.last.rowsPerSecond == 512.4)
  }

  test("an epoch whose validation does not come has none") {
    val watched = new Watched()
    Seq(started(2), epoch(1, 3), epoch(2, 2), validated(2, 2.5)).foreach(watched.event(_))
    watched.report(Kind.FAILED, "Lost rank 1 (host-1): connection reset")
    assert(watched.epochs.map(_.validationLoss.isNaN) == Seq(true, false))
    val end = watched.posted.last.asInstanceOf[FitEnded]
    assert(end.outcome == Outcome.FAILED && end.text == "Lost rank 1 (host-1): connection reset")
  }

  test("who is slow is counted by rank, and is no note; other notes are bounded") {
    val watched = new Watched(validated = false)
    watched.event(started(3), millis = 10)
    watched.event(epoch(1, 1))
    for (n <- 1 to 3) {
      watched.event(new RanksTimed(n, Collections.nCopies(2, new Times(2, 0.5, 1, 0.25, 0.25))))
      watched.event(new Straggled(1, n, if (n == 3) Straggled.DATA else Straggled.COMPUTE, 2, 1, 0.8, 2))
      watched.report(Kind.NOTE, "the others waited for rank 1")
    }
    watched.event(new TrainingEvent.StepSkipped(2, 3, "loss is NaN"))
    for (n <- 1 to 30) watched.report(Kind.NOTE, s"note $n ${"y" * 2000}", epoch = 2)
    watched.event(epoch(2, 1), millis = 2000)
    val last = watched.progressed.last
    val rank = last.totals.ranks.get(last.totals.ranks.size - 1)
    assert(rank.rank == 1 && rank.slowInCompute == 2 && rank.slowInData == 1)
    assert(math.abs(rank.heldUpSeconds - 2.4) < 1e-9 && rank.times == new Times(6, 1.5, 3, 0.75, 0.75))
    val notes = watched.progressed.map(_.notes.shown.size).sum
    assert(notes + watched.progressed.map(_.notes.dropped).sum == 30 && last.notes.shown.size <= 10)
    assert(last.notes.shown.get(0).epoch == 2 && last.notes.shown.get(0).text.length == 1003)
  }

  test("of 1,000 ranks an event has 64, those that were waited for most") {
    val watched = new Watched(validated = false)
    watched.event(started(1, workers = 1000))
    val times = new java.util.ArrayList[Times]()
    for (rank <- 0 until 1000) times.add(new Times(2000, rank, 2000 - rank, 0, 0))
    watched.event(new RanksTimed(1, times))
    for (rank <- 0 until 1000)
      watched.event(new Straggled(rank, 1, Straggled.COMPUTE, 2, 1, if (rank == 3) 9 else 1, 2))
    watched.event(epoch(1, 1), millis = 2000)
    val ranks = watched.progressed.last.totals.ranks
    assert(ranks.size == 64 && ranks.get(0).rank == 3 && ranks.get(63).rank == 999)
    val began = watched.posted.collectFirst { case event: FitStarted => event }.get
    assert(began.workers.size == 500 && began.workerCount == 1000)
  }
}
