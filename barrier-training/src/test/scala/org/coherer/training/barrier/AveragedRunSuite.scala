package org.coherer.training.barrier

import org.coherer.testkit.WithTempDir
import org.coherer.training.barrier.Failpoints.{BeforeAllReduce, Failpoint, Spoilt}
import org.coherer.training.plan.{Agreement, Exchange, OnDivergence}
import org.coherer.training.trainer.TrainingFailedException
import org.scalatest.concurrent.Eventually.{eventually, interval, timeout}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.SpanSugar._

/** Runs that average parameters, on barrier tasks: they leave checkpoints, fail and go on. */
class AveragedRunSuite extends AnyFunSuite with WithTempDir with WithCheckpointedRuns {

  private def averaged(momentum: Double = 0.9, onDivergence: OnDivergence = OnDivergence.FAIL) =
    planOf(new Exchange(1, new Agreement.Averaging(2, 0.7, momentum)), onDivergence)

  for {
    momentum <- Seq(0.0, 0.9)
    // With three steps between checkpoints and two between exchanges, one is due at 4, 6, 10, 12 ...
    (epochs, every, expected) <- Seq((1, 0L, 8L), (0, 3L, 10L))
  } test(s"momentum $momentum, $epochs epochs, $every steps: a run that is begun again has the same bits") {
    val plan = averaged(momentum)
    val undisturbed = summary(train(plan, None))
    withTempDir { folder =>
      failAt(11, folder)
      val failure =
        intercept[TrainingFailedException](train(plan, Some(checkpointing(folder, epochs, every))))
      assert(failure.getMessage.contains("the end"), failure.getMessage)
      watch()
      val resumed = new Resumed
      assert(summary(train(plan, Some(checkpointing(folder, epochs, every)), resumed)) == undisturbed)
      assert(resumed.events.size == 1 && resumed.events.peek.keptBy() == 0)
      assert(steps().head <= expected && steps().head > 0 && steps().head % 2 == 0, steps())
      watch()
      assert(summary(train(plan, Some(checkpointing(folder, epochs, every)))) == undisturbed)
      assert(steps().isEmpty, "a run that has ended is not trained again")
    }
  }

  test("a run that rolls back is begun again, within an epoch: the same bits") {
    val plan = averaged(onDivergence = OnDivergence.ROLL_BACK)
    Failpoints.spoilt = Some(Spoilt(rank = 2, step = 6, fraction = 0.3))
    val undisturbed = summary(train(plan, None))
    assert(undisturbed._6 == 2, "roll-backs")
    for (step <- Seq(5L, 7L, 9L)) withTempDir { folder =>
      failAt(step, folder)
      intercept[TrainingFailedException](train(plan, Some(checkpointing(folder, 0, 2))))
      watch()
      assert(summary(train(plan, Some(checkpointing(folder, 0, 2)))) == undisturbed, s"step $step")
      assert(steps().head > 0, "nothing was resumed")
    }
  }

  test("a task that is tried again goes on at the last exchange, each rank with what it had") {
    val plan = averaged()
    val undisturbed = summary(train(plan, None))
    def error(): Throwable = {
      // All others are beyond the exchange before.
      eventually(timeout(20.seconds), interval(1.millis)) {
        val begun = Failpoints.passes.toArray(Array[Failpoints.Pass]()).filter(_.step == 6)
        assert(begun.map(_.rank).toSet.size == Ranks)
      }
      new IllegalStateException("failed on purpose")
    }
    Failpoints.arm(Failpoint(1, BeforeAllReduce, 7, attempts = 1, () => error()))
    val resumed = new Resumed
    assert(summary(train(plan, None, resumed)) == undisturbed)
    assert(resumed.events.size == 1 && resumed.events.peek.keptBy() == Ranks)
    assert(resumed.events.peek.epoch() == 2 && resumed.events.peek.step() == 3)
    val again = Failpoints.passes.toArray(Array[Failpoints.Pass]()).filter(_.attempt == 1).map(_.step)
    assert(again.min == 6, "the step that the last exchange came before")
  }

  test("a broken rank fails the run, by name") {
    Failpoints.spoilt = Some(Spoilt(rank = 2, step = 6, fraction = 0))
    val failure =
      intercept[org.coherer.training.loop.TrainingDivergedException](train(averaged(), None)).getMessage
    assert(
      failure.matches(
        "Training diverged at epoch 2, step 3 of 4: the gradients are not finite in steps 3 to 4 on rank 2 on" +
          " host .* \\(its \\d+ rows have loss .*; 1 of \\d+ gradients\\) .*"
      ),
      failure
    )
  }
}
