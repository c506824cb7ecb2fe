package org.coherer.training.barrier

import java.io.IOException
import java.net.URI
import java.nio.file.{Files, Path}
import java.util.Collections.singletonMap
import java.util.concurrent.{ConcurrentLinkedQueue, CountDownLatch, TimeUnit}

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.FileSystem
import org.coherer.testkit.WithTempDir
import org.coherer.training.barrier.Failpoints._
import org.coherer.training.checkpoint.{CheckpointLocation, FaultyFileSystem, OnFailure}
import org.coherer.training.checkpoint.format.Fingerprint
import org.coherer.training.event.{CheckpointCommitted, RunEvent}
import org.coherer.training.plan._
import org.coherer.training.trainer.{CheckpointInterval, Checkpointing, TrainingFailedException}
import org.scalatest.concurrent.Eventually.{eventually, interval, timeout}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.SpanSugar._

/** Runs whose checkpoints meet a file system that is slow, or has no space. */
class CheckpointFilesSuite extends AnyFunSuite with WithTempDir with WithCheckpointedRuns {

  private val everyStep = new CheckpointInterval(0, 1, 0)
  private val everyEpoch = new CheckpointInterval(1, 0, 0)
  private val conf = new Configuration()
  conf.setClass("fs.faulty.impl", classOf[FaultyFileSystem], classOf[FileSystem])

  /** Hadoop has one of a kind for all. */
  private def files = FileSystem.get(URI.create("faulty:///"), conf).asInstanceOf[FaultyFileSystem]

  /** Gives the body a folder; something happens before each operation on its files. */
  private def withFiles(before: (String, String) => Unit)(body: Path => Unit): Unit = withTempDir { folder =>
    files.operations.clear()
    files.before = before
    try body(folder)
    finally files.before = (_, _) => ()
  }

  private def pausing(what: String, millis: Long)(operation: String, file: String): Unit =
    if (operation == "create" && file.contains(what))
      new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS): Unit

  private def refusing(what: String)(operation: String, file: String): Unit =
    if (operation == "create" && file.contains(what)) throw new IOException("No space left on device")

  private def operations: Seq[String] = files.operations.toArray(Array[String]()).toSeq

  private def checkpoints(folder: Path, interval: CheckpointInterval, onFailure: OnFailure = OnFailure.WARN) =
    new Checkpointing(
      CheckpointLocation.of(s"faulty:$folder", conf),
      Fingerprint.of(singletonMap("data", "a")),
      "test",
      interval,
      100,
      onFailure
    )

  test("where one rank is slow to write, no rank writes a slice of a checkpoint that it skips") {
    withFiles(pausing(".slice-00001", 30)) { folder =>
      train(planOf(sharded = false), Some(checkpoints(folder, everyStep)))
      val created = operations
        .filter(_.matches("create .*\\.slice-.*"))
        .map(_.stripPrefix("create ").split("\\.slice-"))
        .groupBy(_(1))
        .map { case (rank, names) => rank -> names.map(_(0)).toSet }
      assert(created.size == Ranks && created.values.toSet.size == 1, created)
      assert(created.values.head.size < Epochs * StepsPerEpoch, "no checkpoint was skipped")
      assert(manifests(folder).map(_.stripSuffix(".manifest")).toSet == created.values.head)
    }
  }

  for (what <- Seq(".slice-00001", ".manifest"))
    test(
      s"where a file $what cannot be written, the run goes on with a warning, or fails at once if asked to"
    ) {
      withFiles(refusing(what)) { folder =>
        train(planOf(sharded = false), Some(checkpoints(folder.resolve("warn"), everyEpoch)))
        assert(manifests(folder.resolve("warn")).isEmpty)
        val failure = intercept[TrainingFailedException] {
          train(
            planOf(sharded = false),
            Some(checkpoints(folder.resolve("fail"), everyEpoch, OnFailure.FAIL))
          )
        }
        val text = failure.getMessage
        assert(
          text.contains("Cannot write a checkpoint to faulty:") && text.contains("No space left"),
          text
        )
        assert(text.contains("or set onCheckpointFailure to warn"), text)
        val attempts =
          operations.count(_.matches("create .*fail.*slice-00000"))
        assert(attempts <= Epochs, "the run was tried again")
      }
    }

  test("a run that rolls back writes no file twice, and the last checkpoint is that of its end") {
    withFiles((_, _) => ()) { folder =>
      // Once the checkpoint is there that the run goes back to.
      def written(): Unit = eventually(timeout(30.seconds), interval(1.millis)) {
        assert(manifests(folder).exists(_.startsWith("checkpoint-000001-")))
      }
      Failpoints.spoilt = Some(Spoilt(rank = 1, step = 7, fraction = 0.05, () => written()))
      val result =
        train(planOf(sharded = false, OnDivergence.ROLL_BACK), Some(checkpoints(folder, everyEpoch)))
      assert(result.history().rollBacks() == 5)
      val created = operations.filter(_.matches("create .*\\.(slice|manifest).*"))
      assert(created.size > Ranks && created.distinct.size == created.size, created)
      assert(manifests(folder).last.startsWith(f"checkpoint-$Epochs%06d-"), manifests(folder))
    }
  }

  test("where checkpoints come faster than manifests are written, the newest is never far behind") {
    withFiles(pausing(".manifest", 300)) { folder =>
      train(planOf(sharded = false), Some(checkpoints(folder, everyStep)))
      val committed = manifests(folder)
      assert(committed.size < Epochs * StepsPerEpoch, committed)
      assert(committed.last.startsWith(f"checkpoint-$Epochs%06d-"), committed)
      val left = folder.toFile.list.toSeq
      assert(
        left.forall(file => committed.exists(one => file.startsWith(one.stripSuffix(".manifest")))),
        left
      )
    }
  }

  test("the run tells of each checkpoint that is complete, with its place and the length of its files") {
    withFiles((_, _) => ()) { folder =>
      val told = new ConcurrentLinkedQueue[RunEvent]()
      train(
        planOf(sharded = false),
        Some(checkpoints(folder, everyEpoch)),
        (event: RunEvent) => told.add(event): Unit
      )
      val all = told.toArray(Array[RunEvent]()).toSeq
      val committed = all.map(_.event()).collect { case one: CheckpointCommitted => one }
      assert(
        committed.map(one => f"checkpoint-${one.epochs()}%06d-${one.steps()}%010d") ==
          manifests(folder).map(_.take(28))
      )
      val newest = manifests(folder).last.stripSuffix(".manifest")
      val slices = folder.toFile.listFiles().filter(_.getName.startsWith(newest + ".slice-"))
      assert(slices.length == Ranks && committed.last.bytes() == slices.map(_.length()).sum)
      assert(all.map(_.runId()).distinct.size == 1)
    }
  }

  test("a folder that cannot be written is refused before any task starts") {
    withTempDir { folder =>
      val file = Files.createFile(folder.resolve("file"))
      val failure = intercept[IllegalArgumentException] {
        train(planOf(sharded = false), Some(checkpointing(file.resolve("sub"), 1, 0)))
      }
      assert(failure.getMessage.contains("Cannot write checkpoints to"), failure.getMessage)
    }
  }
}
