package org.coherer.training.elastic

import java.nio.file.Path
import java.util.Collections.singletonMap
import java.util.Optional

import org.apache.hadoop.conf.Configuration
import org.coherer.testkit.WithTempDir
import org.coherer.training.checkpoint.format.Fingerprint
import org.coherer.training.checkpoint.{CheckpointLocation, OnFailure}
import org.coherer.training.event.{RunEvent, TrainingEvent}
import org.coherer.training.plan._
import org.coherer.training.trainer.{
  CheckpointInterval,
  Checkpointing,
  TrainingFailedException,
  TrainingResult,
  TrainingStart
}
import org.scalatest.concurrent.Eventually._
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.SpanSugar._

class ElasticCheckpointSuite extends AnyFunSuite with WithTempDir with WithElasticRuns {

  override def master: String = "local[4]"

  private def manifests(folder: Path): Seq[String] =
    Option(folder.toFile.list).toSeq.flatten.filter(_.endsWith(".manifest"))

  private def start(folder: Path) = {
    val checkpoints = new Checkpointing(
      CheckpointLocation.of(folder.toString, new Configuration()),
      Fingerprint.of(singletonMap("data", "a")),
      "test",
      new CheckpointInterval(1, 0, 0),
      2,
      OnFailure.FAIL
    )
    new TrainingStart(null, null, true, Optional.of(checkpoints))
  }

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

  /** A run whose driver is stopped after an epoch whose checkpoint is there. */
  private class StoppedAfter(epoch: Int, folder: Path) extends Recorder {
    private val driver = Thread.currentThread()
    override def onEvent(event: RunEvent): Unit = {
      super.onEvent(event)
      event.event() match {
        case done: TrainingEvent.EpochCompleted if done.epoch() == epoch =>
          eventually(timeout(30.seconds), interval(1.millis))(assert(manifests(folder).nonEmpty))
          driver.interrupt()
        case _ =>
      }
    }
  }

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
      val where = recorder.events.collect { case event: TrainingEvent.RunResumed => event }
      assert(where.size == 1 && where.head.epoch() >= 2 && where.head.keptBy() == 0)
      val trained = recorder.events.collect { case epoch: TrainingEvent.EpochCompleted => epoch.epoch() }
      assert(trained == (where.head.epoch() to 6))
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
