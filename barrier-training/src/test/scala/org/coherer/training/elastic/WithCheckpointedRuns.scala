package org.coherer.training.elastic

import java.nio.file.Path
import java.util.Collections.singletonMap

import org.apache.hadoop.conf.Configuration
import org.coherer.training.checkpoint.format.Fingerprint
import org.coherer.training.checkpoint.{CheckpointLocation, OnFailure}
import org.coherer.training.event.{RunEvent, TrainingEvent}
import org.coherer.training.trainer.{CheckpointInterval, Checkpointing, TrainingStart}
import org.scalatest.concurrent.Eventually._
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.SpanSugar._

/** Runs that leave a checkpoint after every epoch, and whose drivers are lost. */
trait WithCheckpointedRuns extends WithElasticRuns { this: AnyFunSuite =>

  def manifests(folder: Path): Seq[String] =
    Option(folder.toFile.list).toSeq.flatten.filter(_.endsWith(".manifest")).sorted

  /** The same start, with checkpoints in a folder. */
  def checkpointed(start: TrainingStart, folder: Path): TrainingStart =
    start.`with`(
      java.util.Optional.of(
        new Checkpointing(
          CheckpointLocation.of(folder.toString, new Configuration()),
          Fingerprint.of(singletonMap("data", "a")),
          "test",
          new CheckpointInterval(1, 0, 0),
          2,
          OnFailure.FAIL
        )
      )
    )

  /** Stops the driver of a run after an epoch, when there are so many checkpoints. */
  class StoppedAfter(epoch: Int, folder: Path, checkpoints: Int = 1) extends Recorder {
    private val driver = Thread.currentThread()
    override def onEvent(event: RunEvent): Unit = {
      super.onEvent(event)
      event.event() match {
        case done: TrainingEvent.EpochCompleted if done.epoch() == epoch =>
          eventually(timeout(30.seconds), interval(1.millis))(
            assert(manifests(folder).size >= checkpoints)
          )
          driver.interrupt()
        case _ =>
      }
    }
  }

  def resumptions(recorder: Recorder): Seq[TrainingEvent.RunResumed] =
    recorder.events.collect { case event: TrainingEvent.RunResumed => event }

  def trainedEpochs(recorder: Recorder): Seq[Int] =
    recorder.events.collect { case epoch: TrainingEvent.EpochCompleted => epoch.epoch() }
}
