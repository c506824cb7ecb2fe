package org.coherer.training.loop

import java.util.{Collections, Optional}

import org.coherer.testkit.engine.ForwardingReplica
import org.coherer.training.engine.{Batch, Engines, GradientListener, OptimizerState, Replica, StepContext}
import org.coherer.training.event.TrainingHistory
import org.coherer.training.plan.{Exchange, OnDivergence, Schedule, TrainingPlan}
import org.coherer.training.transport.{LinkKind, Transport, TransportOptions}
import org.coherer.training.vector.{FlatVector, PackedVector}
import org.nd4j.linalg.learning.config.Adam
import org.scalatest.funsuite.AnyFunSuite

/** A run that is cut off after any of its steps, and resumed, leads to the bits of an undisturbed run. */
class ResumeSuite extends AnyFunSuite with WithHistories {

  override protected def options: TransportOptions =
    super.options.withLinks(Collections.singleton(LinkKind.LOCAL))

  private class CutOff extends RuntimeException

  /** What a rank has when a run is cut off; the optimizer's state is that of all ranks together. */
  private case class Saved(
      state: Array[Byte],
      parameters: Seq[Float],
      best: Option[Seq[Float]],
      good: Option[Seq[Float]]
  )

  private case class Cut(ranks: Seq[Saved], optimizer: PackedVector)

  private val epochs = 4
  private val schedule = new Schedule.Cosine(0.1, new Schedule.Warmup(3, Schedule.Warmup.Unit.STEPS))

  /** Spoils a gradient in the second epoch twice, and in the third once, if the plan is to bear that. */
  private def diverging(plan: TrainingPlan, rank: Int, steps: Long)(replica: Replica): Replica =
    if (plan.controls().stopping().onDivergence() == OnDivergence.FAIL) replica
    else
      spoiled(replica, 3) { at =>
        val scheduled = schedule.factor(at.iteration(), steps, epochs)
        rank == 0 && (at.iteration() == steps + 2 && at.rateFactor() > scheduled * 0.3 ||
          at.iteration() == 2 * steps && at.rateFactor() > scheduled * 0.2)
      }

  private def planOf(
      ranks: Int,
      exchange: Exchange,
      onDivergence: OnDivergence = OnDivergence.FAIL
  ): TrainingPlan = plan(
    epochs,
    4,
    ranks,
    network(new Adam(0.01)),
    exchange = exchange,
    controls = controls(
      schedule = schedule,
      stopping = stopping(patience = 3, restoreBest = true, onDivergence = onDivergence)
    ),
    validated = true
  )

  private def shards(ranks: Int): Seq[Seq[Seq[Record]]] =
    (0 until ranks).map(rank => records(if (rank == 1) 9 else 18, seed = rank).grouped(4).toSeq)

  private def cutAfter(batches: Int)(replica: Replica): Replica = new ForwardingReplica(replica) {
    private var seen = 0
    override def forwardBackward(batch: Batch, context: StepContext, listener: GradientListener): Double = {
      if (seen == batches) throw new CutOff
      seen += 1
      super.forwardBackward(batch, context, listener)
    }
  }

  /** The loop of one rank, from the start or from where another one was cut off. */
  private def loopOf(
      plan: TrainingPlan,
      t: Transport,
      replica: Replica,
      handover: OptimizerHandover,
      from: Option[Cut]
  ): (TrainingLoop, Rank) = {
    val data = shards(t.worldSize())
    val measured = new FixedBatches(records(5, seed = 7 + t.rank()).grouped(4).toSeq)
    val batches = new FixedBatches(data(t.rank()))
    val rank = rankOf(plan, t, replica, batches, data.map(_.size).max.toLong, Some(measured))
    val start = from.map(_.ranks(t.rank())).fold(LoopStart.of(handover)) { saved =>
      val best = saved.best.map(values => FlatVector.of(values: _*))
      val good = saved.good.map(values => FlatVector.of(values: _*))
      new LoopStart(
        handover,
        LoopStateCodec.decode(saved.state),
        new Copies(
          best.fold(Optional.empty[FlatVector]())(Optional.of(_)),
          good.fold(Optional.empty[FlatVector]())(Optional.of(_))
        ),
        false
      )
    }
    (new TrainingLoop(rank, start, _ => ()), rank)
  }

  private def handover(plan: TrainingPlan, from: Option[Cut]) = {
    // Steps count from the start of the run, and so does the state of the loop.
    val state = from.map(cut => new OptimizerState(cut.optimizer, 0, 0)).orNull
    new OptimizerHandover(state, true, Engines.named("dl4j").optimizerLayout(plan.replicaSettings()))
  }

  private def withLoops[A](plan: TrainingPlan, ranks: Int, from: Option[Cut], cutAt: Option[Int])(
      use: (TrainingLoop, Rank, OptimizerHandover) => A
  ): Seq[A] = withRanks(ranks) { t =>
    val replica = Engines.named("dl4j").open(plan.replicaSettings())
    try {
      from.foreach { cut =>
        replica.parameters().host().copyFrom(FlatVector.of(cut.ranks(t.rank()).parameters: _*))
        replica.parameters().push()
      }
      val taken = handover(plan, from)
      val steps = plan.exchange().stepsFor(5)
      val disturbed = diverging(plan, t.rank(), steps)(cutAt.fold(replica)(cutAfter(_)(replica)))
      val (loop, rank) = loopOf(plan, t, disturbed, taken, from)
      use(loop, rank, taken)
    } finally replica.close()
  }

  private def parametersOf(replica: Replica): Seq[Float] = {
    replica.parameters().pull()
    replica.parameters().host().toArray.toSeq
  }

  private def cut(plan: TrainingPlan, ranks: Int, batches: Int, from: Option[Cut] = None): Cut = {
    val whole = FlatVector.allocate(handover(plan, None).layout().stateLength())
    val saved = withLoops(plan, ranks, from, Some(batches)) { (loop, rank, taken) =>
      intercept[CutOff](loop.run())
      taken.stateOf(rank.replica(), rank.sync().reducedRange()).forEach { (offset, values) =>
        whole.synchronized(whole.slice(offset, values.length()).copyFrom(values))
      }
      val (best, good) = (loop.copies().best(), loop.copies().good())
      Saved(
        LoopStateCodec.encode(loop.state()),
        parametersOf(rank.replica()),
        if (best.isPresent) Some(best.get.toArray.toSeq) else None,
        if (good.isPresent) Some(good.get.toArray.toSeq) else None
      )
    }
    Cut(saved, new PackedVector(whole))
  }

  /** Bits of the parameters, and what the history says beside times. */
  private def finished(plan: TrainingPlan, ranks: Int, from: Option[Cut]) = {
    val ended = withLoops(plan, ranks, from, None) { (loop, rank, _) =>
      val result = loop.run()
      (
        parametersOf(rank.replica()).map(java.lang.Float.floatToRawIntBits),
        timeless(result.history()),
        result.position()
      )
    }
    assert(ended.distinct.size == 1, "ranks have drifted apart")
    ended.head
  }

  private def timeless(history: TrainingHistory) = (
    history.epochs().toArray(Array[TrainingHistory.Epoch]()).toSeq.map { epoch =>
      (
        epoch.epoch(),
        epoch.loss(),
        epoch.rows(),
        epoch.skippedSteps(),
        epoch.learningRate(),
        epoch.validationLoss()
      )
    },
    history.bestEpoch(),
    history.resultEpoch(),
    history.stopReason(),
    history.rollBacks()
  )

  for {
    ranks <- Seq(1, 2)
    (name, exchange, batchesPerStep) <- Seq(
      ("whole", whole(), 1),
      ("sharded", sharded(), 1),
      ("two batches per step", whole(accumulateSteps = 2), 2)
    )
  } test(s"$ranks ranks, $name: cut off after any step and resumed, a run ends with the same bits") {
    val plan = planOf(ranks, exchange)
    val undisturbed = finished(plan, ranks, None)
    val perEpoch = 5
    for (batches <- 1 until epochs * perEpoch if (batches % perEpoch) % batchesPerStep == 0) {
      val resumed = finished(plan, ranks, Some(cut(plan, ranks, batches)))
      assert(resumed == undisturbed, s"cut off after $batches batches")
    }
  }

  for {
    ranks <- Seq(1, 2)
    (name, exchange) <- Seq("whole" -> whole(), "sharded" -> sharded())
  } test(s"$ranks ranks, $name: a run that rolls back is cut off anywhere, and ends with the same bits") {
    val plan = planOf(ranks, exchange, OnDivergence.ROLL_BACK)
    val undisturbed = finished(plan, ranks, None)
    assert(undisturbed._2._5 == 3, "roll-backs")
    // 3 batches before the first two of them, one before the last; each batch that is spoiled is passed again.
    val passes = epochs * 5 + 2 * 3 + 1 + 3
    for (batches <- 1 until passes) {
      val resumed = finished(plan, ranks, Some(cut(plan, ranks, batches)))
      assert(resumed == undisturbed, s"cut off after $batches batches")
    }
  }

  test("a run that would roll back is not resumed within an epoch without what it goes back to") {
    val plan = planOf(1, whole(), OnDivergence.ROLL_BACK)
    val within = cut(plan, 1, 3)
    val bare = within.copy(ranks = within.ranks.map(_.copy(good = None)))
    val error = intercept[IllegalStateException](finished(plan, 1, Some(bare)))
    assert(error.getMessage.startsWith("Cannot resume within epoch 1: what it would roll back to is missing"))
    assert(cut(plan, 1, 6).ranks.head.good.isDefined && cut(plan, 1, 5).ranks.head.good.isEmpty)
  }

  test("a run may be cut off more than once") {
    val plan = planOf(2, whole())
    val first = cut(plan, 2, 3)
    val second = cut(plan, 2, 6, Some(first))
    assert(LoopStateCodec.decode(second.ranks.head.state).epoch() == 2)
    assert(finished(plan, 2, Some(second)) == finished(plan, 2, None))
  }
}
