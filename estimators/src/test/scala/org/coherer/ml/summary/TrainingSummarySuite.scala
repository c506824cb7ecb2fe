package org.coherer.ml.summary

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}

import org.apache.spark.sql.types.{DoubleType, IntegerType, LongType}
import org.coherer.testkit.WithSpark
import org.coherer.training.event.TrainingHistory
import org.coherer.training.event.TrainingHistory.Epoch
import org.coherer.training.event.TrainingHistory.StopReason
import org.coherer.training.event.TrainingHistory.Times
import org.scalatest.funsuite.AnyFunSuite

class TrainingSummarySuite extends AnyFunSuite with WithSpark with WithHistories {

  private val three = new TrainingSummary(
    history(
      Seq(
        epoch(1, 0.9, 0.8, Map("accuracy" -> 0.5)),
        epoch(2, 0.5, 0.6, Map("accuracy" -> 0.75, "Loss" -> 7)),
        epoch(3, 0.25)
      ),
      best = 2
    )
  )

  test("numbers: what happened, epoch by epoch and in all") {
    assert(three.objectiveHistory().toSeq == Seq(0.9, 0.5, 0.25))
    assert(three.totalIterations() == 3 && three.bestEpoch() == 2 && three.resultEpoch() == 2)
    assert(three.stopReason() == StopReason.EARLY_STOPPING)
    assert(three.rowsPerSecond() == 6000.0 / 6)
    assert(three.times() == new Times(6, 0.75, 3, 1.5, 0.75))
  }

  test("numbers: a training that ended at once has none") {
    val none = new TrainingSummary(history(Seq(), best = 0))
    assert(none.objectiveHistory().isEmpty && none.rowsPerSecond() == 0 && none.totalIterations() == 0)
    assert(none.toSvg.contains("no epoch has a loss that is a number"))
    assert(none.history(spark).count() == 0)
  }

  test("numbers: Spark Connect lets clients ask for those that summaries of Spark's have") {
    // Of Spark's alone, for Scala.
    val listed = Class.forName("org.apache.spark.ml.classification.TrainingSummary")
    assert(listed.isInstance(three))
    assert(Seq("objectiveHistory", "totalIterations").forall(name => listed.getMethod(name) != null))
  }

  test("history: one row for each epoch, with types") {
    val frame = three.history(spark)
    assert(
      frame.columns.toSeq == Seq(
        "epoch",
        "loss",
        "validationLoss",
        "learningRate",
        "rows",
        "skippedSteps",
        "rowsPerSecond",
        "seconds",
        "dataSeconds",
        "computeSeconds",
        "exchangeSeconds",
        "waitSeconds",
        "metric_Loss",
        "accuracy"
      )
    )
    assert(frame.schema("epoch").dataType == IntegerType && frame.schema("rows").dataType == LongType)
    assert(frame.schema("accuracy").dataType == DoubleType)
    val rows = frame.orderBy("epoch").collect()
    assert(rows(0).toSeq == Seq(1, 0.9, 0.8, 0.01, 1000L, 0L, 500.0, 2.0, 0.25, 1.0, 0.5, 0.25, null, 0.5))
    assert(rows(1).toSeq.takeRight(2) == Seq(7.0, 0.75))
  }

  test("history: what was not measured is null") {
    val rows = three.history(spark).where("validationLoss is null").select("epoch", "accuracy").collect()
    assert(rows.map(_.toSeq).toSeq == Seq(Seq(3, null)))
    val timeless = new Epoch(
      1,
      1,
      10,
      0,
      Double.NaN,
      new Times(0, 0, 0, 0, 0),
      TrainingHistory.ValidationResult.NONE
    )
    val row = new TrainingSummary(history(Seq(timeless), best = 1)).history(spark).head()
    assert(row.isNullAt(row.fieldIndex("learningRate")) && row.isNullAt(row.fieldIndex("rowsPerSecond")))
  }

  test("text: columns are aligned") {
    val lines = three.text().linesIterator.toSeq
    assert(lines.head == "epochs: 3")
    assert(lines.contains("stopped by: EARLY_STOPPING"))
    val table = lines.takeRight(4)
    assert(table.map(_.length).distinct.size == 1)
    assert(table.head.startsWith("epoch  loss  validationLoss  learningRate  rows"))
    assert(table.last.startsWith("    3  0.25               -          0.01  3000"))
    assert(three.toString == three.text())
  }

  test("text: of many epochs, toString shows the last") {
    val many = new TrainingSummary(typical(50))
    assert(many.text().linesIterator.size == 6 + 1 + 50)
    val shown = many.toString.linesIterator.toSeq
    assert(shown.size == 6 + 1 + 20 + 1)
    assert(shown.last == "only the last 20 of 50 epochs; text() has all of them")
    assert(shown(7).trim.startsWith("31 "))
  }

  test("a summary travels with its model") {
    val bytes = new ByteArrayOutputStream()
    new ObjectOutputStream(bytes).writeObject(three)
    val copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray)).readObject()
    assert(copy.asInstanceOf[TrainingSummary].text() == three.text())
    assert(copy.asInstanceOf[TrainingSummary].trainingHistory() == three.trainingHistory())
  }

  test("skipped steps are mentioned") {
    val one = epoch(1, 1)
    val skipping =
      new Epoch(1, 1, 10, 3, 0.1, one.times(), TrainingHistory.ValidationResult.NONE)
    val summary = new TrainingSummary(
      new TrainingHistory(java.util.Arrays.asList(skipping, epoch(2, 1)), 1, 2, StopReason.MAX_ITER)
    )
    assert(summary.text().contains("skipped steps: 3\n"))
    assert(!three.text().contains("skipped steps:"))
  }

  test("roll-backs are mentioned") {
    val epochs = java.util.Arrays.asList(epoch(1, 1), epoch(2, 1))
    val summary = new TrainingSummary(new TrainingHistory(epochs, 1, 2, StopReason.MAX_ITER, 3))
    assert(summary.text().contains("roll-backs: 3\n"))
    assert(!three.text().contains("roll-backs:"))
  }
}
