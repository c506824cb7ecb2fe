package org.coherer.training.barrier

import java.nio.file.{Files, Path}
import java.util.Collections.singletonMap

import org.apache.hadoop.conf.Configuration
import org.coherer.testkit.WithTempDir
import org.coherer.training.barrier.Failpoints._
import org.coherer.training.checkpoint.{CheckpointLocation, OnFailure}
import org.coherer.training.checkpoint.format.Fingerprint
import org.coherer.training.plan._
import org.coherer.training.trainer.{CheckpointInterval, Checkpointing, TrainingFailedException}
import org.scalatest.concurrent.Eventually.{eventually, interval, timeout}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.SpanSugar._

/** Runs that leave checkpoints, end for good, and are begun again by another application. */
class CheckpointedRunSuite extends AnyFunSuite with WithTempDir with WithCheckpointedRuns {

  private val exchanges = Seq(
    "whole" -> new Exchange(1, OverlapMode.OFF, 0),
    "sharded" -> new Exchange(1, OverlapMode.OFF, 0, true),
    "sharded with copies" -> new Exchange(1, OverlapMode.OFF, 0, true, true)
  )

  for {
    (name, exchange) <- exchanges
    // An interval in steps has checkpoints within epochs, of which the one before the failure is taken.
    (epochs, every, expected) <- Seq((1, 0L, 8L), (0, 3L, 9L), (2, 5L, 10L))
  } test(
    s"each $epochs epochs and $every steps, $name: a run that is begun again has the same bits"
  ) {
    val plan = planOf(exchange, OnDivergence.FAIL)
    val undisturbed = summary(train(plan, None))
    withTempDir { folder =>
      val checkpoints = checkpointing(folder, epochs, every)
      failAt(11, folder)
      val failure = intercept[TrainingFailedException](train(plan, Some(checkpoints)))
      assert(failure.getMessage.contains("the end"), failure.getMessage)
      val kept = manifests(folder)
      assert(kept.nonEmpty && kept.size <= 3, kept)

      watch()
      val resumed = new Resumed
      assert(summary(train(plan, Some(checkpoints), resumed)) == undisturbed)
      assert(resumed.events.size == 1 && resumed.events.peek.keptBy() == 0)
      // A slice may still be written when the next one is due: then that is left out.
      assert(steps().head <= expected && steps().head > 0, steps())
      assert(steps().last == Epochs * StepsPerEpoch - 1)

      watch()
      assert(summary(train(plan, Some(checkpoints))) == undisturbed)
      assert(steps().isEmpty, "a run that has ended is not trained again")
      val left = folder.toFile.list.toSeq
      assert(left.forall(_.startsWith("checkpoint-")) && manifests(folder).size <= 3, left)
    }
  }

  test("without recovery from memory, a rank that fails goes on at the newest checkpoint: the same bits") {
    val whole = planOf(sharded = false)
    val undisturbed = summary(train(whole, None))
    val plan = new TrainingPlan(
      whole.network(),
      whole.data(),
      whole.workers().withAttempts(new Attempts(4, false)),
      whole.exchange(),
      whole.transport(),
      whole.controls()
    )
    withTempDir { folder =>
      def error(): Throwable = {
        eventually(timeout(30.seconds), interval(1.millis))(assert(manifests(folder).nonEmpty))
        new IllegalStateException("once")
      }
      Failpoints.arm(Failpoint(1, BeforeAllReduce, 11, attempts = 1, () => error()))
      val resumed = new Resumed
      assert(summary(train(plan, Some(checkpointing(folder, 1, 0)), resumed)) == undisturbed)
      assert(Failpoints.firedNanos > 0, "the failpoint was not passed")
      val all = resumed.events.toArray(Array[org.coherer.training.event.TrainingEvent.RunResumed]()).toSeq
      // The second one is skipped if the first is still being written when it is due.
      assert(all.size == 1 && all.head.step() == 1 && all.head.keptBy() == 0, all)
      assert(Set(2, 3).contains(all.head.epoch()), all)
    }
  }

  for ((name, exchange) <- exchanges; every <- Seq(1L, 3L))
    test(s"a run that rolls back is begun again, $name, every $every steps: the same bits") {
      val plan = planOf(exchange, OnDivergence.ROLL_BACK)
      Failpoints.spoilt = Some(Spoilt(rank = 2, step = 6, fraction = 0.3))
      val undisturbed = summary(train(plan, None))
      assert(undisturbed._6 == 2, "roll-backs")
      // In the epoch that it goes through three times: its checkpoints lie before and behind that step.
      for (step <- Seq(5L, 7L, 9L)) withTempDir { folder =>
        failAt(step, folder)
        val failure = intercept[TrainingFailedException](
          train(plan, Some(checkpointing(folder, 0, every)))
        )
        assert(failure.getMessage.contains("the end"), failure.getMessage)
        watch()
        val resumed = new Resumed
        assert(summary(train(plan, Some(checkpointing(folder, 0, every)), resumed)) == undisturbed)
        assert(resumed.events.size == 1 && resumed.events.peek.keptBy() == 0)
        assert(steps().head > 0, "nothing was resumed")
      }
    }

  test("a checkpoint that is torn is passed over for the one before") {
    val plan = planOf(sharded = false)
    val undisturbed = summary(train(plan, None))
    withTempDir { folder =>
      for (step <- Seq(5L, 11L)) {
        failAt(step, folder)
        intercept[TrainingFailedException](train(plan, Some(checkpointing(folder, 1, 0))))
      }
      val newest = folder.resolve(manifests(folder).last)
      Files.write(newest, Files.readAllBytes(newest).dropRight(1))
      watch()
      assert(summary(train(plan, Some(checkpointing(folder, 1, 0)))) == undisturbed)
      assert(steps().head == StepsPerEpoch, "the first of two epochs")
    }
  }

  test("checkpoints by the clock are taken after steps, and only when the time has come") {
    val plan = planOf(sharded = false)
    val undisturbed = summary(train(plan, None))
    def taken(folder: Path, seconds: Double): Seq[String] = {
      val checkpoints = new Checkpointing(
        CheckpointLocation.of(folder.toString, new Configuration()),
        Fingerprint.of(singletonMap("data", "a")),
        "test",
        new CheckpointInterval(0, 0, seconds),
        100,
        OnFailure.WARN
      )
      assert(summary(train(plan, Some(checkpoints))) == undisturbed)
      manifests(folder)
    }
    withTempDir { folder =>
      val often = taken(folder.resolve("often"), 1e-6)
      assert(often.size > 2 && often.exists(!_.split("-")(2).matches("0+")), often)
      assert(taken(folder.resolve("never"), 3600).size == 1, "that of the end")
    }
  }

  test("a replica with other bits is found before it gets into a checkpoint") {
    withTempDir { folder =>
      Failpoints.flipped = Some((1, 5L)) // The second step of the second epoch.
      val failure = intercept[TrainingFailedException] {
        // The first checkpoint is due right after that step, so that no rank is still busy with another.
        train(planOf(sharded = false), Some(checkpointing(folder, 0, 6)))
      }
      val text = failure.getMessage
      assert(text.contains("The parameters of rank 1 (checksum ") && text.contains("ReplicasDiffer"), text)
      assert(text.contains("before a checkpoint within epoch 2"), text)
      assert(manifests(folder).isEmpty, manifests(folder))
    }
  }

  test("an executor's task that is tried again goes on from memory, and checkpoints go on with it") {
    val plan = planOf(sharded = false)
    val undisturbed = summary(train(plan, None))
    withTempDir { folder =>
      Failpoints.arm(Failpoint(1, BeforeAllReduce, 6, attempts = 1))
      val resumed = new Resumed
      assert(summary(train(plan, Some(checkpointing(folder, 1, 0)), resumed)) == undisturbed)
      // Those who still lack the sums of a step, when the rank that has them fails, are one step behind.
      assert(resumed.events.size == 1 && Set(1, 2, 3).contains(resumed.events.peek.keptBy()))
      assert(manifests(folder).exists(_.contains("-1.manifest")), "those of the second attempt")
    }
  }

  test("a sharded optimizer with copies goes on from memory as well") {
    val plan = planOf(new Exchange(1, OverlapMode.OFF, 0, true, true), OnDivergence.FAIL)
    val undisturbed = summary(train(plan, None))
    for (step <- Seq(0L, 6L, 15L)) {
      Failpoints.arm(Failpoint(1, BeforeAllReduce, step, attempts = 1))
      val resumed = new Resumed
      assert(summary(train(plan, None, resumed)) == undisturbed)
      assert(resumed.events.size == 1 && Set(1, 2, 3).contains(resumed.events.peek.keptBy()))
    }
  }

  test("a sharded optimizer, of which no rank has the whole state, goes on from the checkpoint") {
    val plan = planOf(sharded = true)
    val undisturbed = summary(train(plan, None))
    withTempDir { folder =>
      def error(): Throwable = {
        eventually(timeout(30.seconds), interval(1.millis))(assert(manifests(folder).nonEmpty))
        new IllegalStateException("lost")
      }
      Failpoints.arm(Failpoint(1, BeforeAllReduce, 10, attempts = 1, () => error()))
      val resumed = new Resumed
      assert(summary(train(plan, Some(checkpointing(folder, 1, 0)), resumed)) == undisturbed)
      assert(resumed.events.size == 1 && resumed.events.peek.keptBy() == 0)
    }
  }
}
