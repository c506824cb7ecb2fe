package org.coherer.training.recovery

import java.util.{Collections, Optional}

import org.coherer.training.loop.{BestEpoch, EpochTally, LoopState, RollBacks}
import org.coherer.training.plan.{Attempts, Exchange, OnDivergence, OverlapMode, TrainingPlan}
import org.coherer.training.sync.StepTotals
import org.scalatest.funsuite.AnyFunSuite

/** Runs whose ranks exchange gradients go on after failures, with the same bits. */
class RecoverySuite extends AnyFunSuite with WithAttempts {

  /** A pass and an update of two calls for each step, two batches of validation for each epoch. */
  private val Calls = Epochs * (BatchesPerEpoch * 3 + 2)

  private val exchanges = Seq(
    "whole" -> whole(),
    "two batches per step" -> whole(2),
    "during the backward pass" -> new Exchange(1, OverlapMode.ON, 64)
  )

  for (ranks <- Seq(2, 3); (name, exchange) <- exchanges)
    test(s"$ranks ranks, $name: whenever a rank fails, the run goes on and ends with the same bits") {
      val plan = planOf(ranks, exchange)
      val expected = undisturbed(plan)
      for (call <- 1 to Calls by 2) withCluster(plan) { cluster =>
        if (cluster.attempt(Some(Fault(call % ranks, call))).isEmpty) {
          assert(cluster.attempt(None).contains(expected), s"call $call")
          assert(
            cluster.keptBy.peek == 0 && cluster.keptBy.toArray.last != 0,
            s"call $call: nothing was kept"
          )
        }
      }
    }

  for ((name, exchange) <- exchanges; ranks <- Seq(2, 3))
    test(s"$ranks ranks, $name: a run that rolls back and fails anywhere ends with the same bits") {
      val plan = planOf(ranks, exchange, OnDivergence.ROLL_BACK)
      val expected = undisturbed(plan)
      assert(expected.rollBacks == 3)
      // Some are past the end of what a rank calls.
      for (call <- 1 to 2 * Calls by 2; lost <- Seq(false, true)) withCluster(plan) { cluster =>
        val failing = call / 2 % ranks
        if (cluster.attempt(Some(Fault(failing, call))).isEmpty) {
          if (lost) cluster.processes = cluster.processes.updated(failing, new Survivors)
          assert(cluster.attempt(None).contains(expected), s"call $call, lost $lost")
        }
      }
    }

  test("a rank that has rolled back is further than one that has not yet") {
    def position(rollBacks: Int, steps: Long) =
      Position.of(
        new LoopState(
          Collections.emptyList(),
          new EpochTally(steps, 0, StepTotals.ZERO),
          BestEpoch.NONE,
          Optional.empty(),
          0,
          new RollBacks(rollBacks, rollBacks)
        )
      )
    assert(position(1, 0).compareTo(position(0, 3)) > 0 && position(1, 0).compareTo(position(1, 1)) < 0)
    val offer = new Offer(position(2, 7), 100, 11, 13, 17)
    assert(Offer.of(offer.numbers()) == offer)
  }

  test("a rank whose process is lost gets everything from another one") {
    val plan = planOf(3)
    val expected = undisturbed(plan)
    for (call <- 2 to Calls by 3; lost = call % 3) withCluster(plan) { cluster =>
      if (cluster.attempt(Some(Fault(lost, call))).isEmpty) {
        val before = cluster.processes
        cluster.processes = before.updated(lost, new Survivors)
        assert(cluster.attempt(None).contains(expected), s"call $call")
        assert(Set(1, 2).contains(cluster.keptBy.toArray.last.asInstanceOf[Int]), s"call $call")
        assert(before(lost).count <= 2)
      }
    }
  }

  test("ranks that change places use the replicas that they find") {
    val plan = planOf(3)
    val expected = undisturbed(plan)
    withCluster(plan) { cluster =>
      assert(cluster.attempt(Some(Fault(1, 20))).isEmpty)
      val opened = cluster.open.get
      cluster.processes = cluster.processes.tail :+ cluster.processes.head
      assert(cluster.attempt(None).contains(expected))
      assert(cluster.keptBy.toArray.last == 3 || cluster.keptBy.toArray.last == 2)
      assert(cluster.open.get <= opened)
    }
  }

  test("a run survives one failure after the other") {
    val plan = planOf(2)
    val expected = undisturbed(plan)
    withCluster(plan) { cluster =>
      for ((rank, call) <- Seq((1, 4), (0, 1), (1, 5), (0, 7), (1, 3)))
        assert(cluster.attempt(Some(Fault(rank, call))).isEmpty)
      cluster.processes = Seq(cluster.processes.head, new Survivors)
      assert(cluster.attempt(Some(Fault(1, 8))).isEmpty)
      assert(cluster.attempt(None).contains(expected))
    }
  }

  test("without recovery from memory, a failed attempt leaves nothing, and the run begins anew") {
    val with3 = planOf(3)
    val expected = undisturbed(with3)
    val plan = new TrainingPlan(
      with3.network(),
      with3.data(),
      with3.workers().withAttempts(new Attempts(4, false)),
      with3.exchange(),
      with3.transport(),
      with3.controls()
    )
    for (call <- Seq(1, 20, Calls - 1)) withCluster(plan) { cluster =>
      assert(cluster.attempt(Some(Fault(1, call))).isEmpty)
      assert(cluster.open.get == 0, "replicas are left open")
      assert(cluster.processes.map(_.count).sum == 0, "shards or replicas are kept")
      assert(cluster.attempt(None).contains(expected), s"call $call")
      assert(cluster.keptBy.toArray.toSeq.forall(_ == 0))
    }
  }

  test("where all processes are lost, the run begins anew") {
    val plan = planOf(2)
    val expected = undisturbed(plan)
    withCluster(plan) { cluster =>
      assert(cluster.attempt(Some(Fault(0, 20))).isEmpty)
      val lost = cluster.processes
      cluster.processes = Seq.fill(2)(new Survivors)
      assert(cluster.attempt(None).contains(expected))
      assert(cluster.keptBy.toArray.toSeq == Seq(0, 0))
      assert(lost.map(_.count).sum == 3)
    }
  }
}
