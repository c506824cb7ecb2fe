package org.coherer.training.loop

import org.coherer.training.engine.Replica
import org.coherer.training.plan.{Exchange, OnDivergence, Stopping}
import org.nd4j.linalg.learning.config.{IUpdater, Sgd}
import org.scalatest.funsuite.AnyFunSuite

/** Runs that nothing but a validation, or a look at their result, shows to have diverged. */
class DivergenceSuite extends AnyFunSuite with WithHistories {

  private val four = (0 to 1).map(rank => records(32, seed = rank).grouped(8).toSeq)
  private val others = Seq(records(11, seed = 20), Nil)
  private val broken = records(8, seed = 5).map(row => row.copy(features = row.features.map(_ => Float.NaN)))
  private val goesOn = stopping(onDivergence = OnDivergence.SKIP)

  private def planOf(
      epochs: Int,
      exchange: Exchange,
      stop: Stopping,
      updater: IUpdater = new Sgd(0.1),
      validated: Boolean = false
  ) = plan(
    epochs,
    8,
    2,
    network(updater),
    exchange = exchange,
    controls = controls(stopping = stop),
    validated = validated
  )

  /** Has a parameter spoiled after one of the steps, on every rank. */
  private def spoiledAfter(step: Int): (Int, Replica) => Replica = (_, replica) => {
    var steps = 0
    followed(replica) { call =>
      if (call == "step") {
        steps += 1
        if (steps == step) replica.parameters().set(3, Float.NaN)
      }
    }
  }

  for (exchange <- Seq(whole(), sharded()); stop <- Seq(Stopping.NONE, goesOn))
    test(s"not finite: parameters after the very last step are the end, on all ranks: $exchange, $stop") {
      val some = planOf(3, exchange, stop)
      val length = initial(some).length
      val remedy = "(lower the network's learning rate, or scale the features, or clip the gradients)"
      assert(
        divergence(some, four, disturbed = spoiledAfter(12)) ==
          s"Training diverged in epoch 3: 1 of the $length trained parameters are not finite $remedy"
      )
      val wild = planOf(1, exchange, stop, new Sgd(1e39))
      assert(divergence(wild, four.map(_.take(1))).endsWith(s"are not finite $remedy"))
    }

  test("not finite: the last step does not matter where a better epoch is restored") {
    for (policy <- Seq(OnDivergence.FAIL, OnDivergence.SKIP)) {
      val stop = stopping(
        minDelta = 10,
        monitor = "trainingLoss",
        restoreBest = true,
        onDivergence = policy
      )
      val found = run(planOf(3, whole(), stop), four, disturbed = spoiledAfter(12))
      assert(found.history.resultEpoch() == 1)
      assert(found.bits == run(planOf(1, whole(), Stopping.NONE), four).bits)
    }
  }

  for (exchange <- Seq(whole(), sharded()))
    test(
      s"not finite: a validation loss is the end, on all ranks, if that is asked for: $exchange"
    ) {
      def some(stop: Stopping) = planOf(3, exchange, stop, validated = true)
      val spoiled = Seq(others.head, broken)
      assert(
        divergence(some(Stopping.NONE), four, spoiled) ==
          "Training diverged in epoch 1: the validation loss is NaN on rank 1 on host host-1 (its 8 rows have loss NaN)" +
          " (lower the network's learning rate, or scale the features)"
      )
      val calm = run(some(goesOn), four, spoiled)
      assert(calm.epochs.map(_.validationLoss().isNaN) == Seq(true, true, true))
      assert(calm.bits == run(some(Stopping.NONE), four, others).bits)
    }

  test("not finite: rows for validation that weigh nothing say nothing of the network") {
    val weightless = Seq(5, 6).map(seed => records(7, seed, _ => 0f))
    val some = planOf(2, whole(), Stopping.NONE, validated = true)
    val found = run(some, four, weightless)
    assert(found.epochs.map(_.validationLoss().isNaN) == Seq(true, true))
    assert(found.bits == run(some, four, others).bits)
  }
}
