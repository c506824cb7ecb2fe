package org.coherer.training.loop

import org.coherer.training.event.{EventSink, TrainingEvent}
import org.coherer.training.plan.{Exchange, OverlapMode}
import org.nd4j.linalg.learning.config.{Adam, Sgd}
import org.scalatest.funsuite.AnyFunSuite

/** Several batches of one rank in one step. */
class AccumulationSuite extends AnyFunSuite with WithTraining {

  private def accumulating(steps: Int, overlap: OverlapMode) =
    new Exchange(steps, overlap, if (overlap == OverlapMode.OFF) 0 else 64)

  private def cut(batches: Seq[Seq[Record]], parts: Int): Seq[Seq[Record]] = batches.flatMap { batch =>
    val size = batch.size.toDouble / parts
    (0 until parts).map(i => batch.slice((i * size).round.toInt, ((i + 1) * size).round.toInt))
  }

  for {
    (name, updater) <- Seq("SGD" -> new Sgd(0.1), "Adam" -> new Adam(0.01))
    overlap <- Seq(OverlapMode.OFF, OverlapMode.ON)
  } {
    val spec = network(updater)

    test(s"k batches of b equal one of k x b: $name, overlap ${overlap.text}") {
      val whole = records(48).grouped(24).toSeq
      val few = plan(5, 8, 1, spec, exchange = accumulating(3, overlap))
      assertClose(trained(few, cut(whole, 3)), trained(plan(5, 24, 1, spec), whole), 1e-5)
    }

    test(s"also with weights, uneven shards and a short last step: $name, overlap ${overlap.text}") {
      val data = records(50, weight = i => (i % 4) * 0.7f)
      val whole = Seq(data.take(24), data.slice(24, 44), data.drop(44))
      val shards = Seq(0, 1).map(rank => whole.map(_.zipWithIndex.filter(_._2 % 2 == rank).map(_._1)))
      val first = cut(shards.head.take(2), 2) ++ shards.head.drop(2)
      val second = cut(shards(1).take(2), 2)
      val expected = Seq(shards.head, shards(1).take(2))
      val few = plan(5, 8, 2, spec, exchange = accumulating(2, overlap))
      assertClose(
        trained(few, first, second),
        trained(plan(5, 16, 2, spec), expected: _*),
        1e-5
      )
    }
  }

  test("progress counts optimizer steps, and every row once") {
    var events = Seq[TrainingEvent]()
    val listener: EventSink = event => events :+= event
    withRanks(1) { transport =>
      val one = plan(2, 8, 1, exchange = accumulating(2, OverlapMode.OFF))
      train(transport, one, new FixedBatches(records(37).grouped(8).toSeq), 5, listener)
    }
    val lastSteps = events.collect { case p: TrainingEvent.Progress => p.epoch() -> p.step() }.toMap
    assert(lastSteps == Map(1 -> 3L, 2 -> 3L))
    assert(events.collect { case e: TrainingEvent.EpochCompleted => e.rows() } == Seq(37L, 37L))
  }
}
