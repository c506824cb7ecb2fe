package org.coherer.training.barrier

import java.nio.file.Path
import java.util.concurrent.{CountDownLatch, TimeUnit}
import java.util.concurrent.atomic.AtomicReference

import org.coherer.testkit.WithTempDir
import org.coherer.training.barrier.Failpoints._
import org.coherer.training.plan.{Agreement, Attempts, Exchange, OnDivergence, TrainingPlan}
import org.coherer.training.recovery.Survivors
import org.coherer.training.trainer.TrainingFailedException
import org.scalatest.concurrent.Eventually.{eventually, timeout}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.SpanSugar._

/** Runs that end without a result, in mid epoch, and have left a checkpoint of their last complete step. */
class KeptCheckpointSuite extends AnyFunSuite with WithTempDir with WithCheckpointedRuns {

  private val Stopped = 10L

  /** Has rank 1 wait before it exchanges the gradients of a step, until it is interrupted. */
  private def holdAt(step: Long): CountDownLatch = {
    val reached = new CountDownLatch(1)
    def waits(): Throwable = {
      reached.countDown()
      new CountDownLatch(1).await(60, TimeUnit.SECONDS)
      new IllegalStateException("nobody has interrupted it")
    }
    Failpoints.arm(Failpoint(1, BeforeAllReduce, step, Int.MaxValue, () => waits()))
    reached
  }

  /** Trains in a thread of its own and stops that once the run is in a step; returns the failure, and how
    * many seconds it took to come.
    */
  private def stopped(plan: TrainingPlan, folder: Path)(stop: Thread => Unit): (Throwable, Double) = {
    val reached = holdAt(Stopped)
    val thrown = new AtomicReference[Throwable]
    val fit = new Thread(() =>
      try {
        spark.setJobGroup("the fit", "of a notebook")
        train(plan, Some(checkpointing(folder, 0, 0)))
      } catch { case e: Throwable => thrown.set(e) }
    )
    fit.start()
    assert(reached.await(60, TimeUnit.SECONDS))
    val start = System.nanoTime
    stop(fit)
    fit.join(20000)
    (thrown.get, (System.nanoTime - start) / 1e9)
  }

  private def assertGoesOn(plan: TrainingPlan, folder: Path, undisturbed: Any): Unit = {
    watch()
    assert(summary(train(plan, Some(checkpointing(folder, 0, 0)))) == undisturbed)
    assert(steps().head == Stopped, steps())
    assertNothingIsKept()
  }

  private def assertNothingIsKept(): Unit =
    eventually(timeout(5.seconds))(assert(Survivors.HERE.count() == 0))

  private val stops = Seq[(String, Thread => Unit)](
    "interrupted" -> (_.interrupt()),
    "cancelled by its job group" -> (_ => spark.sc.cancelJobGroup("the fit"))
  )

  for (divergence <- Seq(OnDivergence.FAIL, OnDivergence.ROLL_BACK); (how, stop) <- stops)
    test(s"a fit that is $how has left its last step within 2 s, and goes on there, with $divergence") {
      val plan = planOf(sharded = false, divergence)
      val undisturbed = summary(train(plan, None))
      withTempDir { folder =>
        val (failure, seconds) = stopped(plan, folder)(stop)
        assert(failure.isInstanceOf[TrainingFailedException], failure)
        assert(failure.getMessage.contains("(the same fit, run again, goes on at epoch 3, step 3)"))
        assert(seconds < 3, "2 s and a machine that has other things to do")
        assert(manifests(folder).size == 1, manifests(folder))
        assertGoesOn(plan, folder, undisturbed)
      }
    }

  test("a fit whose attempts all fail has left its last step") {
    val plan = planOf(sharded = false)
    val undisturbed = summary(train(plan, None))
    withTempDir { folder =>
      Failpoints.arm(Failpoint(1, BeforeAllReduce, Stopped, Int.MaxValue))
      val failure = intercept[TrainingFailedException](train(plan, Some(checkpointing(folder, 0, 0))))
      assert(failure.getMessage.contains("failed on purpose"), failure.getMessage)
      assertGoesOn(plan, folder, undisturbed)
    }
  }

  test(
    "a fit that is interrupted between two jobs has left its last step, and says that it was interrupted"
  ) {
    val plan = planOf(sharded = false)
    val undisturbed = summary(train(plan, None))
    val patient = new TrainingPlan(
      plan.network(),
      plan.data(),
      plan.workers().withAttempts(new Attempts(100, true)),
      plan.exchange(),
      plan.transport(),
      plan.controls()
    )
    withTempDir { folder =>
      Failpoints.arm(Failpoint(1, BeforeAllReduce, Stopped, Int.MaxValue))
      val thrown = new AtomicReference[Throwable]
      val fit = new Thread(() =>
        try train(patient, Some(checkpointing(folder, 0, 0)))
        catch { case e: Throwable => thrown.set(e) }
      )
      fit.start()
      def pauses = fit.getStackTrace.exists(_.getMethodName == "pause")
      eventually(timeout(60.seconds))(assert(pauses))
      fit.interrupt()
      fit.join(20000)
      assert(thrown.get.getMessage.startsWith("Training was interrupted; before that, "), thrown.get)
      assert(thrown.get.getMessage.endsWith("(the same fit, run again, goes on at epoch 3, step 3)"))
      assertGoesOn(plan, folder, undisturbed)
    }
  }

  test("a fit that has just left a checkpoint leaves no other one at the same place") {
    withTempDir { folder =>
      val plan = planOf(sharded = false)
      def error(): Throwable = {
        eventually(timeout(30.seconds))(assert(manifests(folder).nonEmpty))
        new IllegalStateException("after the checkpoint")
      }
      Failpoints.arm(Failpoint(1, BeforeAllReduce, 2 * StepsPerEpoch, Int.MaxValue, () => error()))
      val failure =
        intercept[TrainingFailedException](train(plan, Some(checkpointing(folder, 2, 0))))
      assert(failure.getMessage.endsWith("(the same fit, run again, goes on at epoch 3, step 1)"))
      assert(manifests(folder).size == 1, manifests(folder))
      assertNothingIsKept()
    }
  }

  test("a failure that no attempt can mend leaves nothing that would carry it on") {
    withTempDir { folder =>
      Failpoints.arm(
        Failpoint(1, BeforeAllReduce, Stopped, Int.MaxValue, () => new IllegalArgumentException("bad rows"))
      )
      val failure = intercept[TrainingFailedException](
        train(planOf(sharded = false), Some(checkpointing(folder, 0, 0)))
      )
      assert(failure.getMessage.contains("bad rows") && !failure.getMessage.contains("goes on"))
      assert(manifests(folder).isEmpty, manifests(folder))
      assertNothingIsKept()
    }
  }

  test("where no rank has the whole state, a fit that is interrupted leaves what was due alone") {
    val averaging = new Exchange(1, new Agreement.Averaging(2, 1, 0))
    for (plan <- Seq(planOf(sharded = true), planOf(averaging, OnDivergence.FAIL))) withTempDir { folder =>
      val (failure, _) = stopped(plan, folder)(_.interrupt())
      assert(failure.getMessage == "Training was interrupted", failure)
      assert(manifests(folder).isEmpty, manifests(folder))
      assertNothingIsKept()
    }
  }
}
