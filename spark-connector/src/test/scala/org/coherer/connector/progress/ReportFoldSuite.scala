package org.coherer.connector.progress

import java.time.Instant
import java.util.Arrays.asList
import java.util.TreeMap

import scala.collection.mutable.ArrayBuffer

import org.coherer.connector.report.FitReport
import org.coherer.connector.report.FitReport.{Fit, Kind, Position}
import org.coherer.training.event.TrainingEvent.WorkerInfo
import org.coherer.training.event.TrainingHistory.StopReason
import org.coherer.training.event.{
  GradientsMeasured,
  RanksTimed,
  RunEvent,
  TensorStatistics,
  TensorsMeasured,
  TrainingEvent,
  TrainingHistory
}
import org.scalatest.funsuite.AnyFunSuite

class ReportFoldSuite extends AnyFunSuite {

  private val started = new TrainingEvent.RunStarted(
    asList(new WorkerInfo(0, "host-a", 11, 500), new WorkerInfo(1, "host-b", 12, 499)),
    12345,
    3,
    8
  )

  private class Told(validates: Boolean) {
    val reports = ArrayBuffer[FitReport]()
    val fold = new ReportFold(new Fit(4, "net"), validates, report => reports += report)
    private var seconds = 0L

    def apply(events: TrainingEvent*): Told = {
      events.foreach { event =>
        fold.add(new RunEvent("ab", Instant.ofEpochSecond(seconds), event))
        seconds += 1
      }
      this
    }

    def texts: Seq[String] = reports.map(_.text).toSeq
    def kinds: Seq[Kind] = reports.map(_.kind).toSeq
  }

  private def step(epoch: Int, step: Long) = new TrainingEvent.Progress(epoch, step, 0.43215, 5120.4, 72.2)

  private def completed(epoch: Int, skipped: Long = 0) = new TrainingEvent.EpochCompleted(
    epoch,
    0.5,
    999,
    skipped,
    0.1,
    new TrainingHistory.Times(2.0, 0.2, 1.5, 0.2, 0.1)
  )

  private def validated(epoch: Int) = {
    val metrics = new TreeMap[String, java.lang.Double]()
    metrics.put("accuracy", 0.75)
    new TrainingEvent.EpochValidated(epoch, 100, 0.25, metrics, 0.5)
  }

  private def done(epochs: Int) = new TrainingEvent.RunEnded(epochs, epochs, epochs, StopReason.MAX_ITER)

  test("a fit without validation: the start, steps, epochs and the end") {
    val told = new Told(validates = false)
    told(
      started,
      step(1, 8),
      completed(1),
      step(2, 8),
      completed(2, skipped = 2),
      step(3, 8),
      completed(3),
      done(3)
    )
    told.fold.end()
    assert(
      told.texts == Seq(
        "training 12345 parameters on 999 rows with 2 workers: 3 epochs of 8 steps",
        "epoch 1/3 step 8/8 loss 0.4322 rows/s 5120 eta 00:01:12",
        "epoch 1/3: loss 0.5000, 500 rows/s, 2.0 s, eta 00:01:12",
        "epoch 2/3 step 8/8 loss 0.4322 rows/s 5120 eta 00:01:12",
        "epoch 2/3: loss 0.5000, 500 rows/s, 2.0 s, eta 00:01:12, 2 steps skipped (loss or gradients not finite)",
        "epoch 3/3 step 8/8 loss 0.4322 rows/s 5120 eta 00:01:12",
        "epoch 3/3: loss 0.5000, 500 rows/s, 2.0 s",
        "trained 3 epochs in 7.0 s: loss 0.5000"
      )
    )
    import Kind._
    assert(told.kinds == Seq(STARTED, STEP, EPOCH, STEP, EPOCH, STEP, EPOCH, ENDED))
    assert(told.reports.map(_.fit).distinct.toSeq == Seq(new Fit(4, "net")))
    assert(told.reports(1).position == new Position(1, 3, 8, 8))
    val last = told.reports.last
    assert(last.epoch == 3 && last.loss == 0.5 && last.validationLoss.isNaN && last.metrics.isEmpty)
  }

  test("an epoch and its validation are one report, whatever comes in between") {
    val told = new Told(validates = true)
    told(started, step(1, 8), completed(1), new TrainingEvent.StalenessMeasured(1, 1.5, 3, 2), validated(1))
    assert(told.kinds == Seq(Kind.STARTED, Kind.STEP, Kind.EPOCH))
    assert(
      told.texts.last ==
        "epoch 1/3: loss 0.5000, validation loss 0.2500, accuracy 0.7500, 500 rows/s, 2.0 s, eta 00:01:12"
    )
    val epoch = told.reports.last
    assert(epoch.validationLoss == 0.25 && epoch.metrics.get("accuracy") == 0.75)
    assert(epoch.measures.rows == 999 && epoch.measures.seconds == 2 && epoch.measures.learningRate == 0.1)
    told(step(2, 3))
    assert(told.reports.last.validationLoss == 0.25, "steps keep what the last validation showed")
  }

  test("an epoch whose validation never comes is reported all the same") {
    val told = new Told(validates = true)
    told(started, completed(1), completed(2), done(2))
    assert(told.texts.tail.map(_.takeWhile(_ != ':')) == Seq("epoch 1/3", "epoch 2/3"))
  }

  test("what is out of the ordinary is a note, in the words of the log") {
    val told = new Told(validates = false)
    val straggled = new TrainingEvent.Straggled(1, 2, TrainingEvent.Straggled.COMPUTE, 14, 5.5, 8, 16)
    val events = Seq(
      new TrainingEvent.RunResumed(2, 5, 3),
      new TrainingEvent.StepSkipped(2, 5, "the loss is NaN"),
      new TrainingEvent.RolledBack(3, 5, "the loss is NaN", 1, 0.5),
      straggled,
      new TrainingEvent.RunEnded(2, 1, 1, StopReason.EARLY_STOPPING)
    )
    told(started +: events: _*)
    val format = new ProgressFormat()
    started.accept(format)
    assert(told.kinds.tail == events.map(_ => Kind.NOTE))
    assert(told.texts.tail == events.map(_.accept(format).text))
    assert(told.reports(1).position == new Position(2, 3, 5, 8))
  }

  test(
    "waits that nobody minds, times of ranks, staleness and what is measured of gradients are no reports"
  ) {
    val told = new Told(validates = false)
    told(
      started,
      new RanksTimed(1, java.util.Collections.singletonList(new TrainingHistory.Times(10, 9, 1, 0, 0))),
      new TrainingEvent.StalenessMeasured(1, 1.5, 3, 2),
      new GradientsMeasured(1, 8, 0.5),
      new TensorsMeasured(1, 8, java.util.Collections.emptyList[TensorStatistics](), 0),
      new TrainingEvent.Straggled(1, 2, TrainingEvent.Straggled.DATA, 2, 1, 0.9, 3)
    )
    assert(told.kinds == Seq(Kind.STARTED))
  }

  test("a failure says why; a fit that has no epoch ends without numbers") {
    val told = new Told(validates = false)
    told(started)
    told.fold.fail(Instant.EPOCH, "Lost rank 1")
    told.fold.end()
    assert(told.kinds.tail == Seq(Kind.FAILED, Kind.ENDED))
    assert(told.texts.tail == Seq("Lost rank 1", "training has ended"))
  }
}
