package org.coherer.training.loop

import java.util.Collections

import org.coherer.training.engine.{Engines, OptimizerState}
import org.coherer.training.plan.{
  Clipping,
  Controls,
  Exchange,
  OnDivergence,
  OverlapMode,
  Schedule,
  Stopping,
  TrainingPlan
}
import org.coherer.training.transport.{LinkKind, TransportOptions}
import org.coherer.training.vector.{Chunk, FlatVector, PackedVector}
import org.nd4j.linalg.learning.config._
import org.nd4j.linalg.schedule.{MapSchedule, ScheduleType}
import org.scalatest.funsuite.AnyFunSuite

/** A run that takes over what another one has kept does what one longer run does. */
class OptimizerHandoverSuite extends AnyFunSuite with WithTraining {

  override protected def options: TransportOptions =
    super.options.withLinks(Collections.singleton(LinkKind.LOCAL))

  private val engine = Engines.named("dl4j")

  /** What a run leads to, put together from all ranks. */
  private case class Result(parameters: Seq[Float], state: OptimizerState, position: OptimizerPosition)

  private def exchange(sharded: Boolean) =
    new Exchange(1, if (sharded) OverlapMode.AUTO else OverlapMode.OFF, 0, sharded)

  private def run(plan: TrainingPlan, from: Option[Result], batches: Seq[Seq[Seq[Record]]]): Result = {
    val layout = engine.optimizerLayout(plan.replicaSettings())
    val handover = new OptimizerHandover(from.map(_.state).orNull, true, layout)
    val state = FlatVector.allocate(layout.stateLength())
    val results = withRanks(batches.size) { transport =>
      val replica = engine.open(plan.replicaSettings())
      try {
        from.foreach(before => replica.parameters().copyFrom(FlatVector.of(before.parameters: _*)))
        val own = new FixedBatches(batches(transport.rank()))
        val rank = rankOf(plan, transport, replica, own, batches.map(_.size).max.toLong)
        val result = new TrainingLoop(rank, LoopStart.of(handover), _ => ()).run()
        handover.stateOf(replica, rank.sync().reducedRange()).forEach { (offset, values) =>
          state.synchronized(state.slice(offset, values.length()).copyFrom(values))
        }
        (replica.parameters().toArray.toSeq, result.position())
      } finally replica.close()
    }
    assert(results.distinct.size == 1)
    val (parameters, position) = results.head
    Result(
      parameters,
      new OptimizerState(new PackedVector(state), position.steps(), position.epochs()),
      position
    )
  }

  private val rates = new java.util.HashMap[Integer, java.lang.Double]()
  rates.put(0, 0.1)
  rates.put(5, 0.03)

  private val updaters = Seq[IUpdater](
    new Sgd(new MapSchedule(ScheduleType.ITERATION, rates)),
    new Sgd(new MapSchedule(ScheduleType.EPOCH, rates)),
    new Nesterovs(0.1, 0.9),
    new Adam(0.01),
    new AMSGrad(0.01),
    new AdaGrad(0.05),
    new RmsProp(0.01)
  )

  private def batches(ranks: Int): Seq[Seq[Seq[Record]]] =
    (0 until ranks).map(rank => records(if (rank == 1) 9 else 22, seed = rank).grouped(8).toSeq)

  for (ranks <- Seq(1, 2, 3); sharded <- Seq(false, true))
    test(s"$ranks ranks, ${if (sharded) "sharded" else "not sharded"}: two runs do what one does") {
      for (updater <- updaters) {
        def some(epochs: Int) = plan(epochs, 8, ranks, network(updater), exchange = exchange(sharded))
        val whole = run(some(5), None, batches(ranks))
        val half = run(some(2), None, batches(ranks))
        val both = run(some(3), Some(half), batches(ranks))
        assert(half.position == new OptimizerPosition(6, 2) && both.position == whole.position)
        assert(both.parameters == whole.parameters, updater)
        assert(both.state.values().unpack().toArray.toSeq == whole.state.values().unpack().toArray.toSeq)
      }
    }

  test("a state is of use to any number of ranks, sharded or not") {
    val spec = network(new Adam(0.01))
    val half = run(plan(2, 8, 3, spec, exchange = exchange(sharded = true)), None, batches(3))
    val rows = batches(2)
    val onwards = Seq(false, true).map { sharded =>
      run(plan(2, 8, 2, spec, exchange = exchange(sharded)), Some(half), rows).parameters
    }
    assert(onwards.distinct.size == 1)
    val anew = half.copy(state =
      new OptimizerState(new PackedVector(FlatVector.allocate(half.state.values().length())), 0, 0)
    )
    assert(
      run(
        plan(2, 8, 2, spec, exchange = exchange(sharded = false)),
        Some(anew),
        rows
      ).parameters != onwards.head
    )
  }

  test("the best epoch's parameters come with its state") {
    val spec = network(new Adam(0.01))
    val stopping = new Stopping(2, 100, "trainingLoss", true, 0, OnDivergence.FAIL)
    val early = run(
      plan(50, 8, 1, spec, controls = new Controls(Schedule.CONSTANT, Clipping.NONE, stopping)),
      None,
      batches(1)
    )
    val one = run(plan(1, 8, 1, spec), None, batches(1))
    assert(early.position == new OptimizerPosition(3, 1) && early.parameters == one.parameters)
    assert(early.state.values().unpack().toArray.toSeq == one.state.values().unpack().toArray.toSeq)
  }

  test("an epoch that was cut off counts its steps, and is not complete") {
    val stopping = new Stopping(0, 0, "trainingLoss", false, 1e-9, OnDivergence.FAIL)
    val controls = new Controls(Schedule.CONSTANT, Clipping.NONE, stopping)
    val cut = run(plan(9, 8, 1, network(new Adam(0.01)), controls = controls), None, batches(1))
    assert(cut.position == new OptimizerPosition(1, 0))
  }

  test("a state of another length is refused") {
    val layout = engine.optimizerLayout(plan(1, 8, 1, network(new Adam(0.01))).replicaSettings())
    val state = new OptimizerState(new PackedVector(FlatVector.allocate(5)), 0, 0)
    assert(
      intercept[IllegalArgumentException](new OptimizerHandover(state, false, layout)).getMessage ==
        s"Cannot resume from an optimizer state of 5 values (the network's optimizer has ${layout.stateLength()})"
    )
  }

  test("a layout says where the state of some parameters lies") {
    val plain = engine.optimizerLayout(plan(1, 8, 1, network(new Adam(0.01))).replicaSettings())
    val count = Features * 7 + 7 + 7 * Classes + Classes
    assert(plain.blocks().size() == 1 && plain.stateLength() == 2 * count)
    assert(
      plain.stateOf(new Chunk(3, 4)) == java.util.Arrays.asList(new Chunk(3, 4), new Chunk(count + 3L, 4))
    )
    assert(plain.stateOf(new Chunk(3, 0)).isEmpty)
    assert(engine.optimizerLayout(plan(1, 8, 1, network(new Sgd(0.1))).replicaSettings()).stateLength() == 0)
  }
}
