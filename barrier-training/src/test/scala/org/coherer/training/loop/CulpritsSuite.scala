package org.coherer.training.loop

import org.coherer.training.engine.{Engines, Replica}
import org.coherer.training.plan.{Exchange, OnDivergence, OverlapMode, Stopping}
import org.coherer.training.sync.StepTotals
import org.nd4j.linalg.learning.config.Sgd
import org.scalatest.funsuite.AnyFunSuite

/** Who is named where numbers are not finite. */
class CulpritsSuite extends AnyFunSuite with WithHistories {

  private val length = initial(plan(1, 8, 1)).length

  /** What all ranks say, each with its own loss and its number of gradients that are not finite. */
  private def found(ranks: (Double, Long)*): String = {
    val all = withRanks(ranks.size) { t =>
      val some = plan(1, 8, ranks.size)
      val replica = Engines.named("dl4j").open(some.replicaSettings())
      try {
        val rank = rankOf(some, t, replica, new FixedBatches(Nil), 1)
        val (loss, gradients) = ranks(t.rank())
        try new Culprits(rank).find(new StepTotals(8, 4, loss), gradients, "gradients")
        finally rank.sync().close()
      } finally replica.close()
    }
    assert(all.distinct.size == 1)
    all.head
  }

  test("a rank is named with its host, its rows, its loss and its gradients") {
    assert(found((2, 0), (Double.NaN, 0)) == "on rank 1 on host host-1 (its 8 rows have loss NaN)")
    assert(found((Double.NegativeInfinity, 0)) == "on rank 0 on host host-0 (its 8 rows have loss -Infinity)")
    assert(
      found((2, 3), (2, 0), (Double.NaN, 1)) ==
        s"on rank 0 on host host-0 (its 8 rows have loss 0.5; 3 of $length gradients)," +
        s" rank 2 on host host-2 (its 8 rows have loss NaN; 1 of $length gradients)"
    )
  }

  test("all ranks are named as that, and many are counted") {
    assert(found((Double.NaN, 0), (2, 1)) == "on all ranks")
    val many = found(Seq.fill(11)((Double.NaN, 0L)) :+ ((1.0, 0L)): _*)
    assert(many.endsWith("rank 7 on host host-7 (its 8 rows have loss NaN) and 3 others"), many)
  }

  test("where each rank alone is finite, the message says so") {
    assert(found((2, 0), (2, 0)).startsWith("though on no rank alone (their sum is too large"))
  }

  private val exchanges = Seq(
    whole(),
    whole(accumulateSteps = 2),
    sharded(),
    sharded(accumulateSteps = 2),
    new Exchange(1, OverlapMode.ON, 64),
    new Exchange(2, OverlapMode.ON, 64)
  )
  private val good = (0 to 2).map(rank => records(32, seed = rank).grouped(8).toSeq)
  private val bad = records(8, seed = 5).map(row => row.copy(features = row.features.map(_ => Float.NaN)))

  private def planOf(exchange: Exchange, stop: Stopping = Stopping.NONE, rate: Double = 0.1) =
    plan(2, 8, 3, network(new Sgd(rate)), exchange = exchange, controls = controls(stopping = stop))

  for (exchange <- exchanges) {
    test(s"the rank whose batch is broken is named, wherever it is in the step: $exchange") {
      for (at <- 0 to 1) {
        val shards = good.updated(2, good(2).updated(at, bad))
        val step = at / exchange.accumulateSteps() + 1
        val rows = 8 * exchange.accumulateSteps()
        val steps = 4 / exchange.accumulateSteps()
        assert(
          divergence(planOf(exchange), shards) ==
            s"Training diverged at epoch 1, step $step of $steps: the loss is NaN on rank 2 on host host-2 (its" +
            s" $rows rows have loss NaN; $length of $length gradients)" +
            " (lower the network's learning rate, or scale the features)"
        )
      }
    }

    test(s"the rank whose gradients alone are broken is named: $exchange") {
      for (where <- Seq(0L, length - 1L)) {
        val message = divergence(planOf(exchange), good, disturbed = spoiledFrom(rank = 1, 1, where))
        assert(
          message.matches(
            "Training diverged at epoch 1, step 2 of [24]: the gradients are not finite on rank 1 on host host-1" +
              s" \\(its (8|16) rows have loss [0-9.]+; 1 of $length gradients\\) \\(lower .*"
          ),
          message
        )
      }
    }
  }

  test("a rate that is far too high shows on all ranks") {
    val message = divergence(planOf(whole(), rate = 1e30), good)
    assert(message.matches("Training diverged at epoch 1, step [234] of 4: .* on all ranks \\(.*"), message)
  }

  test("the only rank of a run is named, too") {
    val alone = plan(1, 8, 1)
    assert(
      divergence(alone, Seq(Seq(bad))).startsWith(
        "Training diverged at epoch 1, step 1 of 1: the loss is NaN on rank 0 on host host-0 (its 8 rows have"
      )
    )
  }

  test("a gradient that is not found again is on no rank alone") {
    var passes = 0
    val once: (Int, Replica) => Replica = (rank, replica) =>
      followed(replica) { call =>
        if (rank == 1 && call == "forwardBackward") {
          passes += 1
          if (passes == 2) replica.gradients().set(3, Float.NaN)
        }
      }
    val message = divergence(planOf(whole()), good, disturbed = once)
    assert(message.contains("the gradients are not finite though on no rank alone (their sum"), message)
  }

  test("the first step of an epoch that is skipped is told, and those that are skipped change nothing else") {
    val skips = stopping(onDivergence = OnDivergence.SKIP)
    for (exchange <- exchanges if exchange.accumulateSteps() == 1) {
      val shards = good.updated(2, Seq(good(2).head, bad, bad, good(2)(3)))
      val ran = run(planOf(exchange, skips), shards)
      val told = ran.events.collect { case event: org.coherer.training.event.TrainingEvent.StepSkipped =>
        event
      }
      assert(told.map(event => (event.epoch(), event.step())) == Seq((1, 2L), (2, 2L)))
      assert(told.forall(_.reason().startsWith("the loss is NaN on rank 2 on host host-2 (its 8 rows")))
      val left = good.map(batches => Seq(batches.head, batches(3)))
      assert(ran.bits == run(planOf(exchange), left).bits)
    }
  }

  /** Spoils one gradient of a rank whenever it comes to an iteration of the run. */
  private def spoiledFrom(rank: Int, iteration: Long, where: Long): (Int, Replica) => Replica =
    (own, replica) => spoiled(replica, where)(context => own == rank && context.iteration() == iteration)
}
