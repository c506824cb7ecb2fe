package org.coherer.training.elastic

import java.nio.file.{Files, Path}

import org.coherer.training.plan._
import org.coherer.training.trainer.{TrainingFailedException, TrainingResult}
import org.scalatest.funsuite.AnyFunSuite

/** Checkpoints of runs with embedding tables: they refer to snapshots of these. */
class ElasticTablesCheckpointSuite extends AnyFunSuite with WithEmbeddedRuns with WithCheckpointedRuns {

  override def master: String = "local[5]"

  private val Epochs = 6
  private val mine = Seq(visits(60, 1), visits(50, 2))
  private val trainer = elastic(2, Synchronous)

  /** The result is that of the best epoch, so that checkpoints have two states and their tables. */
  private def trained(root: Path, recorder: Recorder = new Recorder()): TrainingResult = {
    val best = new Stopping(0, 0.0, Stopping.TRAINING_LOSS, true, 0, OnDivergence.FAIL)
    val controls = new Controls(Schedule.CONSTANT, Clipping.NONE, best)
    val start = checkpointed(into(root.resolve("tables"), keep = true), root.resolve("checkpoints"))
    train(trainer, embedded(epochs = Epochs, controls = controls), visited(mine), start, recorder)
  }

  private def stopped(root: Path): Unit = {
    val checkpoints = root.resolve("checkpoints")
    val stopping = new StoppedAfter(4, checkpoints, checkpoints = 2)
    val failure = intercept[TrainingFailedException](trained(root, stopping))
    withClue(s"${failure.getCause} by ${failure.getCause.getCause}: ")(assert(Thread.interrupted()))
  }

  private def summary(result: TrainingResult) = (
    result.parameters().toArray.toSeq,
    result.optimizerState().values().unpack().toArray.toSeq,
    rowsOf(result),
    epochsOf(result).map(epoch => (epoch.epoch(), epoch.loss(), epoch.rows())),
    result.history().bestEpoch()
  )

  /** All snapshots of tables that there are. */
  private def snapshots(root: Path): Seq[Path] =
    left(root.resolve("tables")).flatMap { fit =>
      left(root.resolve("tables").resolve(fit)).map(root.resolve("tables").resolve(fit).resolve(_))
    }

  test("a run whose driver is lost resumes with the tables of its last checkpoint, bit for bit") {
    withTempDir { root =>
      val undisturbed = summary(trained(root.resolve("a")))
      val second = root.resolve("b")
      stopped(second)
      val recorder = new Recorder()
      val resumed = trained(second, recorder)
      assert(summary(resumed) == undisturbed)
      val Seq(where) = resumptions(recorder)
      assert(where.epoch() >= 3 && where.keptBy() == 0)
      assert(trainedEpochs(recorder) == (where.epoch() to Epochs))
      // Run once more, it trains nothing, and has the same result.
      val idle = new Recorder()
      assert(summary(trained(second, idle)) == undisturbed)
      assert(trainedEpochs(idle).isEmpty)
      assertNothingIsLeft()
    }
  }

  test("only the tables stay that checkpoints refer to, whichever run has written them") {
    withTempDir { root =>
      stopped(root)
      val ofFirst = snapshots(root)
      // Two checkpoints, each with its own tables, and one that was perhaps being committed.
      assert(ofFirst.size >= 2 && ofFirst.size <= 3, ofFirst)
      trained(root)
      val ofBoth = snapshots(root)
      assert(ofBoth.size == 2 && ofBoth.intersect(ofFirst).isEmpty, ofBoth)
      assert(manifests(root.resolve("checkpoints")).size == 2)
    }
  }

  for (
    (what, damage) <- Seq[(String, Path => Unit)](
      ("deleted", snapshot => left(snapshot).foreach(name => Files.delete(snapshot.resolve(name)))),
      ("cut off", snapshot => cut(snapshot.resolve(left(snapshot).filter(_.startsWith("table")).head))),
      ("altered", snapshot => flip(largest(snapshot)))
    )
  )
    test(s"a checkpoint whose tables are $what is skipped") {
      withTempDir { root =>
        val undisturbed = summary(trained(root.resolve("a")))
        val second = root.resolve("b")
        stopped(second)
        damage(snapshots(second).last)
        val recorder = new Recorder()
        assert(summary(trained(second, recorder)) == undisturbed)
        assert(trainedEpochs(recorder).size >= 3)
      }
    }

  private def largest(snapshot: Path): Path = left(snapshot).map(snapshot.resolve(_)).maxBy(Files.size(_))

  private def cut(file: Path): Unit = {
    val bytes = Files.readAllBytes(file)
    Files.write(file, bytes.take(bytes.length / 2))
  }

  private def flip(file: Path): Unit = {
    val bytes = Files.readAllBytes(file)
    bytes(bytes.length / 2) = (bytes(bytes.length / 2) ^ 1).toByte
    Files.write(file, bytes)
  }
}
