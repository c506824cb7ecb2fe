package org.coherer.training.elastic

import java.nio.file.Path

import org.coherer.testkit.WithTempDir
import org.coherer.training.plan._
import org.coherer.training.trainer.{TrainingFailedException, TrainingResult, TrainingStart}
import org.scalatest.funsuite.AnyFunSuite

class ElasticCheckpointSuite extends AnyFunSuite with WithTempDir with WithCheckpointedRuns {

  override def master: String = "local[4]"

  private def start(folder: Path) = checkpointed(new TrainingStart(null, null, true), folder)

  private val controls = new Controls(
    Schedule.CONSTANT,
    Clipping.NONE,
    new Stopping(0, 0.0, Stopping.TRAINING_LOSS, true, 0, OnDivergence.FAIL)
  )

  private def summary(result: TrainingResult) = (
    result.parameters().toArray.toSeq,
    result.optimizerState().values().unpack().toArray.toSeq,
    result.optimizerState().steps(),
    epochsOf(result).map(epoch => (epoch.epoch(), epoch.loss(), epoch.rows())),
    result.history().bestEpoch()
  )

  test("a run whose driver is lost resumes at its last checkpoint, with the bits of an undisturbed one") {
    withTempDir { root =>
      val servers = elastic(2, Synchronous)
      val undisturbed = train(servers, plan(6, controls = controls), shardsOf(2), start(root.resolve("a")))
      val folder = root.resolve("b")
      intercept[TrainingFailedException](
        train(servers, plan(6, controls = controls), shardsOf(2), start(folder), new StoppedAfter(3, folder))
      )
      assert(Thread.interrupted())
      val recorder = new Recorder()
      val resumed = train(servers, plan(6, controls = controls), shardsOf(2), start(folder), recorder)
      assert(summary(resumed) == summary(undisturbed))
      val where = resumptions(recorder)
      assert(where.size == 1 && where.head.epoch() >= 2 && where.head.keptBy() == 0)
      assert(trainedEpochs(recorder) == (where.head.epoch() to 6))
      // Run once more, it trains nothing, and has the same result.
      val again = train(servers, plan(6, controls = controls), shardsOf(2), start(folder))
      assert(summary(again) == summary(undisturbed))
      assertNothingIsLeft()
    }
  }

  test("a folder that cannot be written to is refused before anything starts") {
    withTempDir { root =>
      val file = java.nio.file.Files.createFile(root.resolve("file"))
      val thrown = intercept[IllegalArgumentException](
        train(elastic(1, Synchronous), plan(), shardsOf(2), start(file.resolve("below")))
      )
      assert(thrown.getMessage.contains("file"), thrown.getMessage)
      assertNothingIsLeft()
    }
  }
}
