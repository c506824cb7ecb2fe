package org.coherer.training.loop

import java.util.{Collections, Optional}

import org.coherer.testkit.engine.ForwardingReplica
import org.coherer.training.engine.{Batch, Engines, GradientListener, OptimizerState, Replica, StepContext}
import org.coherer.training.event.TrainingHistory
import org.coherer.training.plan.{Exchange, Schedule, TrainingPlan}
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
  private case class Saved(state: Array[Byte], parameters: Seq[Float], best: Option[Seq[Float]])

  private case class Cut(ranks: Seq[Saved], optimizer: PackedVector)

  private val epochs = 4

  private def planOf(ranks: Int, exchange: Exchange): TrainingPlan = plan(
    epochs,
    4,
    ranks,
    network(new Adam(0.01)),
    exchange = exchange,
    controls = controls(
      schedule = new Schedule.Cosine(0.1, new Schedule.Warmup(3, Schedule.Warmup.Unit.STEPS)),
      stopping = stopping(patience = 3, restoreBest = true)
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
      new LoopStart(
        handover,
        LoopStateCodec.decode(saved.state),
        new Copies(best.fold(Optional.empty[FlatVector]())(Optional.of(_)), Optional.empty()),
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
      val (loop, rank) = loopOf(plan, t, cutAt.fold(replica)(cutAfter(_)(replica)), taken, from)
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
      val best = loop.copies().best()
      Saved(
        LoopStateCodec.encode(loop.state()),
        parametersOf(rank.replica()),
        if (best.isPresent) Some(best.get.toArray.toSeq) else None
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
    history.stopReason()
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

  test("a run may be cut off more than once") {
    val plan = planOf(2, whole())
    val first = cut(plan, 2, 3)
    val second = cut(plan, 2, 6, Some(first))
    assert(LoopStateCodec.decode(second.ranks.head.state).epoch() == 2)
    assert(finished(plan, 2, Some(second)) == finished(plan, 2, None))
  }
}
