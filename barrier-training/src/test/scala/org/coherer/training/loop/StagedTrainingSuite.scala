package org.coherer.training.loop

import java.util.Collections

import scala.util.Try

import org.coherer.testkit.engine.BrokenMirrors
import org.coherer.training.engine.{Engines, NetworkSpec, OptimizerState, Replica}
import org.coherer.training.event.EventSink
import org.coherer.training.plan.{Clipping, Controls, Exchange, OverlapMode, TrainingPlan}
import org.coherer.training.transport.{LinkKind, TransportOptions}
import org.coherer.training.vector.{FlatVector, PackedVector}
import org.scalatest.funsuite.AnyFunSuite

/** The loop on an engine whose memory the host does not see: what it forgot to pull or to push would be
  * missing from the numbers.
  */
class StagedTrainingSuite extends AnyFunSuite with WithHistories {

  override protected def options: TransportOptions =
    super.options.withLinks(Collections.singleton(LinkKind.LOCAL))

  private def staged(optimizer: String, rate: Double) = new NetworkSpec(
    "staged",
    s"staged; layers=$Features,7,$Classes; hidden=tanh; output=softmax; optimizer=$optimizer; rate=$rate"
  )

  private val sgd = staged("sgd", 0.2)
  private val adam = staged("adam", 0.02)
  private val epochs = 4

  private val after = whole()
  private val during = new Exchange(1, OverlapMode.ON, 64)
  private val exchanges = Seq(
    "after the pass" -> after,
    "during the pass" -> during,
    "sharded" -> sharded(),
    "sharded with copies" -> replicated()
  )

  private def planOf(
      network: NetworkSpec,
      ranks: Int,
      exchange: Exchange = after,
      controls: Controls = Controls.NONE,
      epochs: Int = epochs,
      validated: Boolean = false
  ) = plan(
    epochs,
    8,
    ranks,
    network,
    exchange = exchange,
    controls = controls,
    validated = validated
  )

  private val data = records(48, weight = i => 0.5f + i % 3)
  private val batches = data.grouped(16).toSeq

  /** The batches of each of two ranks, of which the first has more rows. */
  private val halves = {
    val cut = batches.map(_.zipWithIndex)
    Seq(true, false).map(first => cut.map(_.filter { case (_, i) => (i % 3 != 2) == first }.map(_._1)))
  }

  /** What rank 0 starts from; the other ranks have drawn something else. */
  private lazy val start = initial(planOf(sgd, 1)).map(_ * 1.5f)

  private def starting(replica: Replica, rank: Int): Replica = {
    if (rank == 0) replica.parameters().copyFrom(start)
    replica
  }

  private def ranTogether(
      plan: TrainingPlan,
      shards: Seq[Seq[Seq[Record]]],
      broken: Replica => Replica = identity,
      validation: Seq[Seq[Record]] = Nil
  ): Ran =
    run(plan, shards, validation, disturbed = (rank, replica) => broken(starting(replica, rank)))

  private def plainRows(rows: Seq[Record]) = rows.map(row => (row.features, row.label.toInt, row.weight))
  private val plain = new PlainPerceptron((Features, 7, Classes))
  private val plainSteps = Seq.fill(epochs)(batches.map(plainRows)).flatten

  for ((name, network) <- Seq("SGD" -> sgd, "Adam" -> adam)) {
    lazy val expected =
      if (network == sgd) plain.descended(start, plainSteps, 0.2)
      else plain.adapted(start, plainSteps, 0.02)
    lazy val alone = ranTogether(planOf(network, 1), Seq(batches)).parameters

    for ((how, exchange) <- exchanges) {
      test(s"staged: one rank does what the formulas say: $name, $how") {
        val one = ranTogether(planOf(network, 1, exchange), Seq(batches)).parameters
        assertClose(one, expected, 1e-4)
        assert(one == alone)
      }

      test(s"staged: two ranks do what one does with batches of both: $name, $how") {
        val two = ranTogether(planOf(network, 2, exchange), halves)
        assertClose(two.parameters, alone, 1e-4)
        assert(two.bits == ranTogether(planOf(network, 2), halves).bits)
      }
    }
  }

  for (
    (how, exchange) <- Seq(
      "after" -> whole(3),
      "during" -> new Exchange(3, OverlapMode.ON, 64),
      "sharded" -> sharded(3)
    )
  )
    test(s"staged: accumulated batches are one of all their rows: $how") {
      val parts = batches.map(_.grouped(6).toSeq)
      val one = ranTogether(planOf(sgd, 1, exchange), Seq(parts.flatten)).parameters
      assertClose(one, plain.descended(start, plainSteps, 0.2), 1e-5)
    }

  for ((how, exchange) <- exchanges)
    test(s"staged: clipping works on the host, and the step on what it leaves: $how") {
      val clip = controls(clipping = new Clipping.ByNorm(0.05))
      val two = ranTogether(planOf(sgd, 2, exchange, clip), halves).parameters
      val expected = plain.descended(
        start,
        plainSteps,
        0.2,
        g => g.map(_ * math.min(1, 0.05 / math.sqrt(g.map(v => v * v).sum)))
      )
      assertClose(two, expected, 1e-4)
      assert(difference(two, ranTogether(planOf(sgd, 2, exchange), halves).parameters) > 1e-2)
    }

  private def difference(a: Seq[Float], b: Seq[Float]): Double =
    a.zip(b).map { case (x, y) => math.abs(x.toDouble - y) }.max

  private val best = controls(stopping = stopping(restoreBest = true))

  private def bestOf(exchange: Exchange, broken: Replica => Replica = identity): Ran = {
    // A rate at which the loss soon rises.
    val wild = planOf(staged("adam", 0.4), 2, exchange, best, epochs = 8, validated = true)
    ranTogether(wild, halves, broken, Seq(records(9, seed = 7), records(5, seed = 8)))
  }

  for ((how, exchange) <- exchanges)
    test(s"staged: the best epoch is restored, in the engine and on the host: $how") {
      val found = bestOf(exchange)
      val epoch = found.history.resultEpoch()
      assert(epoch < 8)
      val shorter = planOf(staged("adam", 0.4), 2, exchange, epochs = epoch)
      assert(found.bits == ranTogether(shorter, halves).bits)
    }

  /** The parameters and the state that two ranks end with. */
  private def resumed(
      exchange: Exchange,
      epochs: Int,
      from: Option[(Seq[Float], OptimizerState)],
      broken: Replica => Replica = identity
  ): (Seq[Float], OptimizerState) = {
    val some = planOf(adam, 2, exchange, epochs = epochs)
    val engine = Engines.named("staged")
    val layout = engine.optimizerLayout(some.replicaSettings())
    val handover = new OptimizerHandover(from.map(_._2).orNull, true, layout)
    val state = FlatVector.allocate(layout.stateLength())
    val ends = withRanks(2) { t =>
      val replica = engine.open(some.replicaSettings())
      try {
        replica.parameters().copyFrom(from.fold(start)(_._1.toArray))
        val used = broken(replica)
        val rank = rankOf(some, t, used, new FixedBatches(halves(t.rank())), 3)
        val result = new TrainingLoop(rank, LoopStart.of(handover), EventSink.NONE).run()
        handover.stateOf(used, rank.sync().reducedRange()).forEach { (offset, values) =>
          state.synchronized(state.slice(offset, values.length()).copyFrom(values))
        }
        rank.sync().close()
        (replica.parameters().toArray.toSeq, result.position())
      } finally replica.close()
    }
    assert(ends.distinct.size == 1)
    val (parameters, position) = ends.head
    (parameters, new OptimizerState(new PackedVector(state), position.steps(), position.epochs()))
  }

  private def inTwoRuns(exchange: Exchange, broken: Replica => Replica = identity) =
    resumed(exchange, 2, Some(resumed(exchange, 2, None, broken)), broken)

  private def same(a: (Seq[Float], OptimizerState), b: (Seq[Float], OptimizerState)) =
    a._1 == b._1 && a._2.steps() == b._2.steps() &&
      a._2.values().unpack().toArray.sameElements(b._2.values().unpack().toArray)

  for ((how, exchange) <- exchanges.filter(_._2 != during))
    test(s"staged: a run resumes from the optimizer's state of one before: $how") {
      assert(same(inTwoRuns(exchange), resumed(exchange, 4, None)))
    }

  /** Every way in which a mirror may be forgotten, and runs that notice. */
  private val breaks = Seq[(String, Replica => Replica)](
    "parameters without push" -> (new BrokenMirrors(_).parametersWithoutPush),
    "parameters without pull" -> (new BrokenMirrors(_).parametersWithoutPull),
    "gradients without push" -> (new BrokenMirrors(_).gradientsWithoutPush),
    "gradients without pull" -> (new BrokenMirrors(_).gradientsWithoutPull)
  )

  for {
    (what, broken) <- breaks
    (how, exchange) <- exchanges
    // Gradients that are announced need no pull.
    if !(what == "gradients without pull" && exchange == during)
  } test(s"staged: $what would be noticed: $how") {
    val expected = ranTogether(planOf(sgd, 2, exchange), halves).bits
    val found = Try(ranTogether(planOf(sgd, 2, exchange), halves, broken).bits)
    assert(found.toOption.forall(_ != expected))
  }

  for ((what, broken) <- breaks.take(2); (how, exchange) <- exchanges)
    test(s"staged: a best epoch with $what would be noticed: $how") {
      val found = Try(bestOf(exchange, broken).bits)
      assert(found.toOption.forall(_ != bestOf(exchange).bits))
    }

  for {
    (what, broken) <- Seq[(String, Replica => Replica)](
      "without push" -> (new BrokenMirrors(_).stateWithoutPush),
      "without pull" -> (new BrokenMirrors(_).stateWithoutPull)
    )
    exchange <- Seq(after, sharded())
  } test(s"staged: an optimizer's state $what would be noticed: $exchange") {
    val found = Try(inTwoRuns(exchange, broken))
    assert(found.toOption.forall(!same(_, resumed(exchange, 4, None))))
  }
}
