package org.coherer.training.loop

import java.util.concurrent.atomic.AtomicLong
import java.util.function.LongSupplier

import org.coherer.training.engine.Replica
import org.coherer.training.event.TrainingEvent
import org.coherer.training.event.TrainingHistory.StopReason
import org.coherer.training.plan.{Exchange, OnDivergence, Stopping}
import org.nd4j.linalg.learning.config.{Adam, Sgd}
import org.scalatest.funsuite.AnyFunSuite

/** Runs that end before their last epoch, on ranks that must agree on it. */
class StoppingSuite extends AnyFunSuite with WithHistories {

  /** Labels are random, so that what is learned helps no other rows for long. */
  private def shards(ranks: Int): Seq[Seq[Seq[Record]]] = (0 until ranks).map { rank =>
    if (rank == 2) Nil
    else records(if (rank == 1) 9 else 21, rank, i => 0.5f + i % 3).grouped(8).toSeq
  }

  private def others(ranks: Int): Seq[Seq[Record]] =
    (0 until ranks).map(rank => if (rank == 1) Nil else records(11, seed = 20 + rank))

  private def planOf(
      ranks: Int,
      epochs: Int,
      stop: Stopping,
      exchange: Exchange = whole(),
      validated: Boolean = true
  ) = plan(
    epochs,
    8,
    ranks,
    network(new Adam(0.1)),
    exchange = exchange,
    controls = controls(stopping = stop),
    validated = validated
  )

  /** The epoch after which it shall end, and the best one. */
  private def expected(values: Seq[Double], patience: Int, minDelta: Double, more: Boolean): (Int, Int) = {
    val signed = if (more) values.map(-_) else values
    val bests = signed.indices.tail.scanLeft(0) { (best, i) =>
      if (signed(i) < signed(best) - minDelta) i else best
    }
    val last = bests.indices.find(i => i - bests(i) >= patience).getOrElse(values.size - 1)
    (last + 1, bests(last) + 1)
  }

  private def measured(ran: Ran, monitor: String): Seq[Double] = ran.epochs.map { epoch =>
    monitor match {
      case "loss" => epoch.validationLoss()
      case "trainingLoss" => epoch.loss()
      case _ => epoch.metrics().get(monitor).doubleValue()
    }
  }

  for {
    ranks <- Seq(1, 3)
    (name, exchange) <- Seq(
      "all of it" -> whole(),
      "two batches" -> whole(accumulateSteps = 2),
      "shards" -> sharded()
    )
  } test(s"early stopping: $ranks ranks with $name stop where one that sees all epochs says, with the best") {
    val long = run(planOf(ranks, 12, Stopping.NONE, exchange), shards(ranks), others(ranks))
    assert(long.epochs.size == 12 && long.history.stopReason() == StopReason.MAX_ITER)
    for ((monitor, minDelta) <- Seq(("loss", 0.0), ("accuracy", 0.0), ("trainingLoss", 0.08))) {
      val (last, best) = expected(measured(long, monitor), 3, minDelta, monitor == "accuracy")
      assert(last < 12 && best < last, s"$monitor shows nothing")
      def stopped(restore: Boolean) = run(
        planOf(ranks, 12, stopping(3, minDelta, monitor, restore), exchange),
        shards(ranks),
        others(ranks)
      )
      val found = stopped(restore = true)
      assert(found.history.stopReason() == StopReason.EARLY_STOPPING)
      assert(
        (found.epochs.size, found.history.bestEpoch(), found.history.resultEpoch()) == ((last, best, best))
      )
      val until = run(planOf(ranks, best, Stopping.NONE, exchange), shards(ranks), others(ranks))
      assert(found.bits == until.bits)
      assert(
        found.events.last == new TrainingEvent.RunEnded(last, best, best, StopReason.EARLY_STOPPING)
      )
    }
  }

  test(
    "early stopping: without validation, by the training loss; the last parameters stay if that is asked for"
  ) {
    val stop = stopping(2, minDelta = 10, monitor = "trainingLoss")
    val found = run(planOf(2, 9, stop, validated = false), shards(2))
    assert(found.epochs.size == 3 && found.history.bestEpoch() == 1 && found.history.resultEpoch() == 3)
    assert(found.epochs.forall(epoch => epoch.validationLoss().isNaN && epoch.metrics().isEmpty))
    assert(found.bits == run(planOf(2, 3, Stopping.NONE, validated = false), shards(2)).bits)
  }

  test("the best parameters are restored after the last epoch, too, without any patience") {
    val stop = stopping(minDelta = 10, monitor = "trainingLoss", restoreBest = true)
    val found = run(planOf(3, 4, stop, sharded(), validated = false), shards(3))
    assert(found.epochs.size == 4 && found.history.stopReason() == StopReason.MAX_ITER)
    assert(found.history.resultEpoch() == 1)
    assert(found.bits == run(planOf(3, 1, Stopping.NONE, sharded(), validated = false), shards(3)).bits)
  }

  private val four = (0 to 1).map(rank => records(32, seed = rank).grouped(8).toSeq)

  /** Trains with a clock that a step moves on by a second; that of the other rank is wrong. */
  private def timed(maxSeconds: Double, epochs: Int, exchange: Exchange = whole()): Ran = {
    val seconds = new AtomicLong(1000)
    val clocks = Seq[LongSupplier](() => seconds.get * 1000000000L, () => System.nanoTime * 1000000)
    val stop = controls(stopping = stopping(maxSeconds = maxSeconds))
    run(
      plan(epochs, 8, 2, network(new Sgd(0.1)), exchange = exchange, controls = stop),
      four,
      clock = clocks,
      disturbed = (rank, replica) =>
        followed(replica)(call => if (rank == 0 && call == "step") seconds.incrementAndGet(): Unit)
    )
  }

  for (exchange <- Seq(whole(), sharded()))
    test(s"time: when it is up at rank 0, the step ends, and the part of an epoch counts: $exchange") {
      val found = timed(5.0, 9, exchange)
      assert(found.history.stopReason() == StopReason.MAX_SECONDS)
      assert(found.epochs.map(_.rows()) == Seq(64L, 32L))
      assert(found.history.resultEpoch() == 2)
      val same = plan(1, 8, 2, network(new Sgd(0.1)), exchange = exchange)
      assert(found.bits == run(same, four.map(batches => batches ++ batches.take(2))).bits)
      assert(found.events.last == new TrainingEvent.RunEnded(2, 2, 2, StopReason.MAX_SECONDS))
    }

  test("time: when it is up between two epochs, none is begun") {
    val found = timed(4.0, 9)
    assert(found.history.stopReason() == StopReason.MAX_SECONDS && found.epochs.map(_.rows()) == Seq(64L))
  }

  test("time: when it is up with the last step, or was never limited, all epochs are done") {
    for (limit <- Seq(7.0, 8.0, 0.0)) {
      val found = timed(limit, 2)
      assert(found.history.stopReason() == StopReason.MAX_ITER && found.epochs.map(_.rows()) == Seq(64L, 64L))
    }
  }

  private val goesOn = stopping(onDivergence = OnDivergence.SKIP)
  private val broken = records(8, seed = 5).map(row => row.copy(features = row.features.map(_ => Float.NaN)))

  private def guarded(exchange: Exchange, stop: Stopping = goesOn) =
    plan(3, 8, 2, network(new Sgd(0.1)), exchange = exchange, controls = controls(stopping = stop))

  for (exchange <- Seq(whole(), whole(accumulateSteps = 2), sharded())) {
    test(s"not finite: a step with such a loss is left out on all ranks, and counted: $exchange") {
      val most = exchange.accumulateSteps()
      def with0(some: Seq[Seq[Record]]) = Seq(some, four(1).take(4))
      val bad = with0(four(0).take(2) ++ Seq(broken, four(0)(3)))
      val found = run(guarded(exchange), bad)
      val left = Seq(0, 1).map(rank => four(rank).take(2) ++ (if (most == 1) four(rank).drop(3) else Nil))
      val expected = run(guarded(exchange, Stopping.NONE), left)
      assert(found.bits == expected.bits)
      assert(found.epochs.map(_.skippedSteps()) == Seq(1L, 1L, 1L) && found.history.skippedSteps() == 3)
      assert(found.epochs.map(_.rows()) == expected.epochs.map(_.rows()))
      assert(found.epochs.map(_.loss()) == expected.epochs.map(_.loss()))
      val told = found.events.collect { case epoch: TrainingEvent.EpochCompleted => epoch.skippedSteps() }
      assert(told == Seq(1L, 1L, 1L))
    }

    for (bad <- Seq(Float.NaN, Float.PositiveInfinity))
      test(s"not finite: a step is left out for one gradient of $bad, wherever it is: $exchange") {
        val length = initial(guarded(exchange)).length.toLong
        for (where <- Seq(0L, length / 2, length - 1)) {
          val found = run(guarded(exchange), four, disturbed = spoiling(where, bad))
          assert(found.epochs.map(_.skippedSteps()) == Seq(1L, 0L, 0L))
          assert(found.parameters.forall(value => !value.isNaN && !value.isInfinite))
        }
      }
  }

  /** Spoils a gradient of rank 1 in its third backward pass. */
  private def spoiling(where: Long, bad: Float): (Int, Replica) => Replica = (rank, replica) => {
    var passes = 0
    followed(replica) { call =>
      if (rank == 1 && call == "forwardBackward") {
        passes += 1
        if (passes == 3) replica.gradients().set(where, bad)
      }
    }
  }

  test("not finite: an epoch that has no other steps is the end, on all ranks, with a remedy") {
    for (exchange <- Seq(whole(), sharded())) {
      val messages = withRanks(2) { t =>
        val batches = new FixedBatches(Seq(broken, four(t.rank()).head.map(_.copy(weight = 0f))))
        intercept[TrainingDivergedException](train(t, guarded(exchange), batches, 2)).getMessage
      }
      assert(
        messages.distinct == Seq(
          "Training diverged in epoch 1: none of its steps had a loss and gradients that are finite" +
            " (lower the network's learning rate, or scale the features)"
        )
      )
    }
  }

  test("not finite: it is the end at once if that is asked for, and nothing is counted otherwise") {
    val message = withRanks(2) { t =>
      val batches = new FixedBatches(Seq(four(t.rank()).head, broken))
      intercept[TrainingDivergedException](train(t, guarded(whole(), Stopping.NONE), batches, 2)).getMessage
    }
    assert(
      message.distinct == Seq(
        "Training diverged at epoch 1, step 2 of 2: the loss is NaN on all ranks" +
          " (lower the network's learning rate, or scale the features)"
      )
    )
    val calm = run(guarded(whole()), four)
    assert(calm.history.skippedSteps() == 0)
    assert(calm.bits == run(guarded(whole(), Stopping.NONE), four).bits)
  }
}
