package org.coherer.training.recovery

import java.nio.FloatBuffer
import java.util.{Collections, Optional}
import java.util.concurrent.{ConcurrentLinkedQueue, CountDownLatch, TimeUnit}
import java.util.concurrent.atomic.AtomicInteger
import java.util.function.BooleanSupplier

import org.coherer.testkit.engine.{ForwardingOptimizer, ForwardingReplica}
import org.coherer.training.collective.Collectives
import org.coherer.training.data.{ClassNumbers, ShardLoader}
import org.coherer.training.engine.{Batch, Engines, GradientListener, Optimizer, Replica, StepContext}
import org.coherer.training.event.TrainingHistory
import org.coherer.training.loop.{
  BestEpoch,
  EpochTally,
  LoopState,
  OptimizerHandover,
  RollBacks,
  TrainingLoop,
  WithHistories
}
import org.coherer.training.plan.{Exchange, OnDivergence, OverlapMode, Schedule, TrainingPlan}
import org.coherer.training.sync.StepTotals
import org.coherer.training.transport.{Transport, TransportException}
import org.nd4j.linalg.learning.config.Adam
import org.scalatest.concurrent.Eventually.{eventually, interval, timeout}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.SpanSugar._

/** Attempts that fail, and what the next one makes of what they leave. Ranks are threads; each has a process
  * of its own, as far as survivors are concerned.
  */
class RecoverySuite extends AnyFunSuite with WithHistories {

  private class CutOff extends RuntimeException

  private val Run = 77L
  private val Epochs = 3
  private val BatchesPerEpoch = 5
  private val schedule = new Schedule.Cosine(0.1, new Schedule.Warmup(3, Schedule.Warmup.Unit.STEPS))

  /** Spoils a gradient in the first step, in the midst of the second epoch, and in the first step of the
    * third, at the rate that the schedule has there, if the plan is to bear that.
    */
  private def diverging(plan: TrainingPlan, rank: Int, replica: Replica): Replica =
    if (plan.controls().stopping().onDivergence() == OnDivergence.FAIL) replica
    else {
      val steps = plan.exchange().stepsFor(BatchesPerEpoch)
      def above(at: StepContext, iteration: Long, fraction: Double) = at.iteration() == iteration &&
        at.rateFactor() > fraction * schedule.factor(iteration, steps, Epochs)
      spoiled(replica, 3)(at =>
        rank == 1 && (above(at, 0, 0.9) || above(at, steps + 2, 0.45) || above(at, 2 * steps, 0.2))
      )
    }

  private def planOf(
      ranks: Int,
      exchange: Exchange = whole(),
      onDivergence: OnDivergence = OnDivergence.FAIL
  ): TrainingPlan = plan(
    Epochs,
    4,
    ranks,
    network(new Adam(0.01)),
    exchange = exchange,
    controls = controls(
      schedule = schedule,
      stopping = stopping(patience = 2, restoreBest = true, onDivergence = onDivergence)
    ),
    validated = true
  )

  /** Runs until the test ends. */
  private class Ends extends Survivors.RunEnd {
    private val over = new CountDownLatch(1)
    def end(): Unit = over.countDown()
    override def await(wanted: BooleanSupplier): Boolean = {
      while (!over.await(1, TimeUnit.MILLISECONDS) && wanted.getAsBoolean) {}
      over.getCount == 0
    }
  }

  /** What happens to one rank in an attempt: its n-th call of an engine fails. */
  private case class Fault(rank: Int, call: Int)

  /** How many more calls of an engine succeed on the thread of a rank. */
  private val callsLeft = ThreadLocal.withInitial[Int](() => Int.MaxValue)

  /** A replica that knows whether it is open, and may fail. */
  private class Watched(replica: Replica, open: AtomicInteger) extends ForwardingReplica(replica) {
    open.incrementAndGet()

    private def pass(): Unit = {
      callsLeft.set(callsLeft.get - 1)
      if (callsLeft.get == 0) throw new CutOff
    }

    override def forwardBackward(batch: Batch, context: StepContext, listener: GradientListener): Double = {
      pass()
      super.forwardBackward(batch, context, listener)
    }

    override def evaluate(batch: Batch, outputs: FloatBuffer): Double = {
      pass()
      super.evaluate(batch, outputs)
    }

    override val optimizer: Optimizer = new ForwardingOptimizer(replica.optimizer()) {
      override def step(weight: Double, context: StepContext): Unit = {
        pass()
        super.step(weight, context)
        pass()
      }
    }

    override def close(): Unit = {
      open.decrementAndGet()
      super.close()
    }
  }

  /** What a run leads to, on each rank alike. */
  private case class Result(
      parameters: Seq[Int],
      optimizer: Seq[Int],
      losses: Seq[Double],
      best: Int,
      rollBacks: Int
  )

  private class Cluster(plan: TrainingPlan) {
    val ranks: Int = plan.workers().count()
    val end = new Ends
    val open = new AtomicInteger
    var processes: Seq[Survivors] = Seq.fill(ranks)(new Survivors)
    val keptBy = new ConcurrentLinkedQueue[Int]

    private def bits(vector: org.coherer.training.engine.HostMirror): Seq[Int] = {
      vector.pull()
      vector.host().toArray.toSeq.map(java.lang.Float.floatToRawIntBits)
    }

    private def handover = new OptimizerHandover(
      null,
      true,
      Engines.named("dl4j").optimizerLayout(plan.replicaSettings())
    )

    private def shards = (0 until ranks).map { rank =>
      records(if (rank == 1) 9 else 18, seed = rank).grouped(4).toSeq
    }

    /** One attempt; empty if it has failed. */
    def attempt(fault: Option[Fault]): Option[Result] = withFolder { folder =>
      def load(shards: java.util.Set[Integer]) = {
        val loader = new ShardLoader(shards, layout, cacheIn(folder), ClassNumbers.NONE, true)
        loader.loaded()
      }
      try {
        val all = withRanks(ranks) { t =>
          val memory =
            new RankMemory(processes(t.rank()), Run, t.rank(), end, Collections.singleton(t.rank()), load(_))
          try {
            val result = train(t, memory, fault.filter(_.rank == t.rank()))
            memory.finish()
            result
          } finally memory.close()
        }
        assert(all.distinct.size == 1, "ranks have drifted apart")
        Some(all.head)
      } catch { case _: CutOff | _: TransportException => None }
    }

    private def train(t: Transport, memory: RankMemory, fault: Option[Fault]): Result = {
      val here = Collections.singleton(Int.box(t.rank()))
      def fresh() = Engines.named("dl4j").open(plan.replicaSettings())
      callsLeft.set(fault.fold(Int.MaxValue)(_.call))
      val replica = memory.open(here, () => new Watched(fresh(), open))
      val measured = new FixedBatches(records(5, seed = 7 + t.rank()).grouped(4).toSeq)
      val batches = new FixedBatches(shards(t.rank()))
      val used = diverging(plan, t.rank(), replica)
      val rank = rankOf(plan, t, used, batches, BatchesPerEpoch.toLong, Some(measured))
      try {
        val outcome = new CatchUp(Collectives.over(t).broadcast(), rank.sums()).of(memory, handover)
        if (t.rank() == 0) keptBy.add(outcome.keptBy())
        val loop = new TrainingLoop(rank, outcome.start(), _ => ())
        memory.follow(loop)
        val history = loop.run().history()
        val epochs = history.epochs().toArray(Array[TrainingHistory.Epoch]()).toSeq
        Result(
          bits(replica.parameters()),
          bits(replica.optimizer().state()),
          epochs.flatMap(epoch => Seq(epoch.loss(), epoch.validationLoss())),
          history.bestEpoch(),
          history.rollBacks()
        )
      } finally rank.sync().close()
    }

    /** Nothing that was opened stays open once the run is over. */
    def close(): Unit = {
      end.end()
      eventually(timeout(10.seconds), interval(1.millis)) {
        assert(open.get == 0, "replicas are left open")
        assert(processes.map(_.count).sum == 0, "survivors are kept")
      }
    }
  }

  private def withCluster[A](plan: TrainingPlan)(use: Cluster => A): A = {
    val cluster = new Cluster(plan)
    try use(cluster)
    finally cluster.close()
  }

  private def undisturbed(plan: TrainingPlan): Result =
    withCluster(plan)(_.attempt(None)).getOrElse(fail("an undisturbed run fails"))

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
    val offer = new Offer(position(2, 7), 100, 11, 13)
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
