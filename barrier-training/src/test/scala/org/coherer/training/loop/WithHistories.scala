package org.coherer.training.loop

import java.util.concurrent.ConcurrentLinkedQueue
import java.util.function.LongSupplier

import org.coherer.testkit.engine.{ForwardingOptimizer, ForwardingReplica}
import org.coherer.training.engine.{Batch, Engines, GradientListener, Optimizer, Replica, StepContext}
import org.coherer.training.event.{EventSink, TrainingEvent, TrainingHistory}
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
import org.coherer.training.transport.Transport
import org.scalatest.Assertions

/** What a run has left: alike on every rank, but for the events, which are those of rank 0. */
case class Ran(parameters: Seq[Float], history: TrainingHistory, events: Seq[TrainingEvent]) {

  def epochs: Seq[TrainingHistory.Epoch] =
    history.epochs().toArray(Array[TrainingHistory.Epoch]()).toSeq

  def bits: Seq[Int] = parameters.map(java.lang.Float.floatToRawIntBits)
}

/** Runs of the training loop that are looked at as a whole. */
trait WithHistories extends WithTraining { this: Assertions =>

  val realTime: LongSupplier = () => System.nanoTime

  def controls(
      schedule: Schedule = Schedule.CONSTANT,
      clipping: Clipping = Clipping.NONE,
      stopping: Stopping = Stopping.NONE
  ) = new Controls(schedule, clipping, stopping)

  def stopping(
      patience: Int = 0,
      minDelta: Double = 0,
      monitor: String = "loss",
      restoreBest: Boolean = false,
      maxSeconds: Double = 0,
      onDivergence: OnDivergence = OnDivergence.FAIL
  ) = new Stopping(patience, minDelta, monitor, restoreBest, maxSeconds, onDivergence)

  def sharded(accumulateSteps: Int = 1) =
    new Exchange(accumulateSteps, OverlapMode.AUTO, 0, true)

  /** Every rank holds a copy of another one's part. */
  def replicated(accumulateSteps: Int = 1) =
    new Exchange(accumulateSteps, OverlapMode.AUTO, 0, true, true)

  def whole(accumulateSteps: Int = 1) = new Exchange(accumulateSteps, OverlapMode.OFF, 0)

  /** Trains on the batches of each rank, which must end alike.
    *
    * @param validation
    *   each rank's rows for validation
    * @param clock
    *   each rank's clock
    * @param disturbed
    *   what a rank trains instead of its replica
    */
  def run(
      plan: TrainingPlan,
      shards: Seq[Seq[Seq[Record]]],
      validation: Seq[Seq[Record]] = Nil,
      clock: Int => LongSupplier = _ => realTime,
      disturbed: (Int, Replica) => Replica = (_, replica) => replica
  ): Ran = {
    val all = withRanks(shards.size) { t =>
      ranAlone(plan, t, shards, validation, clock(t.rank()), disturbed(t.rank(), _))
    }
    all.tail.foreach { other =>
      assert(other.bits == all.head.bits, "ranks have drifted apart")
      assert(other.history == all.head.history)
    }
    all.head
  }

  /** Trains likewise; every rank must find that it has diverged, with the message that is returned. */
  def divergence(
      plan: TrainingPlan,
      shards: Seq[Seq[Seq[Record]]],
      validation: Seq[Seq[Record]] = Nil,
      disturbed: (Int, Replica) => Replica = (_, replica) => replica
  ): String = {
    val messages = withRanks(shards.size) { t =>
      intercept[TrainingDivergedException](
        ranAlone(plan, t, shards, validation, realTime, disturbed(t.rank(), _))
      ).getMessage
    }
    assert(messages.distinct.size == 1)
    messages.head
  }

  private def ranAlone(
      plan: TrainingPlan,
      t: Transport,
      shards: Seq[Seq[Seq[Record]]],
      validation: Seq[Seq[Record]],
      clock: LongSupplier,
      disturbed: Replica => Replica
  ): Ran = {
    val events = new ConcurrentLinkedQueue[TrainingEvent]()
    val listener: EventSink = event => events.add(event): Unit
    val replica = Engines.of(plan.network().spec()).open(plan.replicaSettings())
    try {
      val rows =
        if (validation.isEmpty) None else Some(new FixedBatches(validation(t.rank()).grouped(4).toSeq))
      val batches = new FixedBatches(shards(t.rank()))
      val rank = rankOf(plan, t, disturbed(replica), batches, shards.map(_.size).max.toLong, rows)
      try {
        val history =
          new TrainingLoop(rank, LoopStart.FRESH, listener, TrainingLoop.Watcher.NONE, clock).run().history()
        Ran(replica.parameters().toArray.toSeq, history, events.toArray(Array[TrainingEvent]()).toSeq)
      } finally rank.sync().close()
    } finally replica.close()
  }

  /** A replica of which passes and steps are followed by something else. */
  def followed(replica: Replica)(after: String => Unit): Replica = new ForwardingReplica(replica) {
    override def forwardBackward(batch: Batch, context: StepContext, listener: GradientListener): Double = {
      val loss = super.forwardBackward(batch, context, listener)
      after("forwardBackward")
      loss
    }
    override def optimizer(): Optimizer = new ForwardingOptimizer(replica.optimizer()) {
      override def step(weight: Double, context: StepContext): Unit = {
        super.step(weight, context)
        after("step")
      }
    }
  }

  /** A replica with one gradient that is not finite after the passes that are meant. */
  def spoiled(replica: Replica, where: Long)(meant: StepContext => Boolean): Replica =
    new SpoiledReplica(replica, where, meant)
}
