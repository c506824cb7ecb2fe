package org.coherer.connector.progress

import java.util.Arrays.asList

import org.coherer.training.event.TrainingEvent.WorkerInfo
import org.coherer.training.event.TrainingHistory.StopReason
import org.coherer.training.event.{RanksTimed, TrainingEvent, TrainingHistory}
import org.scalatest.funsuite.AnyFunSuite

class ProgressFormatSuite extends AnyFunSuite {

  private val started = new TrainingEvent.RunStarted(
    asList(new WorkerInfo(0, "host-a", 11, 500), new WorkerInfo(1, "host-b", 12, 499)),
    12345,
    3,
    8
  )

  private def text(format: ProgressFormat, event: TrainingEvent): String = event.accept(format).text()

  /** A format that has seen the start. */
  private def begun: ProgressFormat = {
    val format = new ProgressFormat()
    started.accept(format)
    format
  }

  test("the start names every worker with its process and its rows") {
    assert(
      text(new ProgressFormat(), started).linesIterator.toSeq == Seq(
        "rank 0 on host-a pid 11, 500 rows",
        "rank 1 on host-b pid 12, 499 rows",
        "training 12345 parameters on 999 rows with 2 workers: 3 epochs of 8 steps"
      )
    )
  }

  test("progress says epoch, step, loss, rate and the time left") {
    val format = begun
    assert(
      text(format, new TrainingEvent.Progress(2, 5, 0.43215, 5120.4, 3725.2)) ==
        "epoch 2/3 step 5/8 loss 0.4322 rows/s 5120 eta 01:02:05"
    )
  }

  test("a rank for which the others wait is named, with its phase") {
    val event = new TrainingEvent.Straggled(1, 2, TrainingEvent.Straggled.COMPUTE, 14, 5.5, 8, 16)
    assert(
      text(
        begun,
        event
      ) == "epoch 2/3: the others waited 8.0 s (50% of the epoch) for rank 1, whose compute " +
        "took 14.0 s, that of the others 5.5 s"
    )
    assert(text(begun, new TrainingEvent.Straggled(1, 2, TrainingEvent.Straggled.DATA, 2, 1, 0.9, 3)) == "")
  }

  test("stale parameters are told of, and a run that goes back to a snapshot") {
    assert(
      text(begun, new TrainingEvent.StalenessMeasured(2, 1.26, 5, 3)) ==
        "epoch 2/3: parameters were 1.3 updates stale on average, 5 at most; no worker was more than 3 steps ahead"
    )
    assert(text(begun, new TrainingEvent.StalenessMeasured(2, 0, 0, 0)) == "")
    val back = new TrainingEvent.RunResumed(2, 5, TrainingEvent.RunResumed.KEPT_BY_DRIVER)
    assert(text(begun, back) == "training resumes from a snapshot of the driver's: epoch 2/3, step 5/8")
  }

  test("a run that goes on says where, and how many workers have kept its state") {
    val format = begun
    val behind = "of the workers had kept its state"
    assert(
      text(format, new TrainingEvent.RunResumed(2, 5, 3)) ==
        s"training resumes from memory: epoch 2/3, step 5/8; 3 $behind"
    )
    assert(
      text(format, new TrainingEvent.RunResumed(3, 9, 1)) ==
        s"training resumes from memory: epoch 3/3, all steps of which are made; 1 $behind"
    )
    assert(
      text(format, new TrainingEvent.RunResumed(1, 4, 0)) ==
        "training resumes from a checkpoint: epoch 1/3, step 4/8"
    )
    val lost = "rank 1 (host-b, process 8, attempt 1): IOException: Connection reset"
    assert(
      text(format, new TrainingEvent.RunResumed(2, 5, 3).after(lost)) ==
        s"training resumes from memory: epoch 2/3, step 5/8; 3 $behind; cause: $lost"
    )
  }

  test("a skipped step, and a roll-back, say where and why") {
    val format = begun
    val why = "the loss is NaN on rank 1 on host host-b (its 8 rows have loss NaN)"
    assert(
      text(format, new TrainingEvent.StepSkipped(2, 5, why)) ==
        s"epoch 2/3: step 5/8 is skipped, and others like it: $why"
    )
    assert(
      text(format, new TrainingEvent.RolledBack(3, 5, why, 1, 0.5)) ==
        "training rolls back to the end of epoch 2 (learning rate x 0.5 from here on)," +
        s" having diverged at epoch 3, step 5: $why"
    )
    assert(
      text(format, new TrainingEvent.RolledBack(1, 0, why, 2, 0.25)) ==
        s"training rolls back to the start (learning rate x 0.25 from here on), having diverged in epoch 1: $why"
    )
  }

  private def completed(skipped: Long) = new TrainingEvent.EpochCompleted(
    1,
    0.5,
    999,
    skipped,
    0.1,
    new TrainingHistory.Times(2.0, 0.2, 1.5, 0.2, 0.1)
  )

  test("the end of an epoch says its loss and its rate, and where the time went") {
    val format = begun
    val line = "epoch 1/3 done: loss 0.5000, 999 rows in 2.0 s (500 rows/s; data 10%, compute 75%," +
      " exchange 10%, wait 5%)"
    assert(text(format, completed(0)) == line)
    assert(text(format, completed(2)) == line + ", 2 steps skipped (loss or gradients not finite)")
  }

  test("an end before the last epoch says why, and which epoch the result is that of") {
    val format = begun
    def end(epochs: Int, best: Int, result: Int, reason: StopReason) =
      text(format, new TrainingEvent.RunEnded(epochs, best, result, reason))
    assert(
      end(2, 1, 1, StopReason.EARLY_STOPPING) ==
        "training stopped after epoch 2/3, none being better since epoch 1: the result is that of epoch 1"
    )
    assert(
      end(2, 1, 2, StopReason.MAX_SECONDS) ==
        "training stopped in epoch 2/3, the time being up: the result is that of epoch 2"
    )
    assert(
      end(3, 2, 2, StopReason.MAX_ITER) ==
        "training is done: the result is that of epoch 2, the best one"
    )
    assert(end(3, 2, 3, StopReason.MAX_ITER) == "")
  }

  test("a validation says its loss and its metrics") {
    val format = begun
    val metrics = new java.util.TreeMap[String, java.lang.Double]()
    metrics.put("rmse", 1.5)
    metrics.put("mae", 1.25)
    assert(
      text(format, new TrainingEvent.EpochValidated(2, 100, 0.25, metrics, 0.5)) ==
        "epoch 2/3 validation: loss 0.2500, mae 1.2500, rmse 1.5000, 100 rows in 0.5 s"
    )
  }

  /** An epoch of ten seconds, in which each rank has waited so long for data. */
  private def timed(epoch: Int, data: Double*): RanksTimed = {
    val ranks = new java.util.ArrayList[TrainingHistory.Times]()
    data.foreach(seconds => ranks.add(new TrainingHistory.Times(10, seconds, 9, 0, 0)))
    new RanksTimed(epoch, ranks)
  }

  test("the longest wait for data has a line if it was long") {
    val format = begun
    assert(
      text(format, timed(2, 0.1, 0.6, 0.2)) == "epoch 2/3: rank 1 waited 0.6 s for data (6% of the epoch)"
    )
    assert(text(format, timed(2, 0.1, 0.4, 0.2)) == "")
  }
}
