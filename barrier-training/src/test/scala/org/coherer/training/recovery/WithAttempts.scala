package org.coherer.training.recovery

import java.nio.FloatBuffer
import java.util.Collections
import java.util.concurrent.{ConcurrentHashMap, ConcurrentLinkedQueue, CountDownLatch, TimeUnit}
import java.util.concurrent.atomic.AtomicInteger
import java.util.function.BooleanSupplier

import org.coherer.testkit.engine.{ForwardingOptimizer, ForwardingReplica}
import org.coherer.training.collective.Collectives
import org.coherer.training.data.{ClassNumbers, ShardLoader}
import org.coherer.training.engine.{
  Batch,
  Engines,
  GradientListener,
  NetworkSpec,
  Optimizer,
  Replica,
  StepContext
}
import org.coherer.training.event.TrainingHistory
import org.coherer.training.loop.{LoopState, OptimizerHandover, TrainingLoop, WithHistories}
import org.coherer.training.plan.{Exchange, OnDivergence, Schedule, TrainingPlan}
import org.coherer.training.transport.{Transport, TransportException}
import org.coherer.training.vector.FlatVector
import org.nd4j.linalg.learning.config.Adam
import org.scalatest.Assertions
import org.scalatest.concurrent.Eventually.{eventually, interval, timeout}
import org.scalatest.time.SpanSugar._

/** Attempts that fail, and what the next one makes of what they leave. Ranks are threads; each has a process
  * of its own, as far as survivors are concerned.
  */
trait WithAttempts extends WithHistories { this: Assertions =>

  protected class CutOff extends RuntimeException

  private val Run = 77L
  protected val Epochs = 3
  protected val BatchesPerEpoch = 5
  protected val schedule = new Schedule.Cosine(0.1, new Schedule.Warmup(3, Schedule.Warmup.Unit.STEPS))

  /** Spoils a gradient in the first step, in the midst of the second epoch, and in the first step of the
    * third, at the rate that the schedule has there, if the plan is to bear that.
    */
  protected def diverging(plan: TrainingPlan, rank: Int, replica: Replica): Replica =
    if (plan.controls().stopping().onDivergence() == OnDivergence.FAIL) replica
    else {
      val steps = plan.exchange().stepsFor(BatchesPerEpoch)
      def above(at: StepContext, iteration: Long, fraction: Double) = at.iteration() == iteration &&
        at.rateFactor() > fraction * schedule.factor(iteration, steps, Epochs)
      spoiled(replica, 3)(at =>
        rank == 1 && (above(at, 0, 0.9) || above(at, steps + 2, 0.45) || above(at, 2 * steps, 0.2))
      )
    }

  /** How many rows a rank trains on. */
  protected def rowsOf(rank: Int): Int = if (rank == 1) 9 else 18

  protected def planOf(
      ranks: Int,
      exchange: Exchange = whole(),
      onDivergence: OnDivergence = OnDivergence.FAIL,
      spec: NetworkSpec = network(new Adam(0.01))
  ): TrainingPlan = plan(
    Epochs,
    4,
    ranks,
    spec,
    exchange = exchange,
    controls = controls(
      schedule = schedule,
      stopping = stopping(patience = 2, restoreBest = true, onDivergence = onDivergence)
    ),
    validated = true
  )

  /** Runs until the test ends. */
  protected class Ends extends Survivors.RunEnd {
    protected val over = new CountDownLatch(1)
    def end(): Unit = over.countDown()
    override def await(wanted: BooleanSupplier): Boolean = {
      while (!over.await(1, TimeUnit.MILLISECONDS) && wanted.getAsBoolean) {}
      over.getCount == 0
    }
  }

  /** What happens to one rank in an attempt: its n-th call of an engine fails.
    *
    * @param together
    *   whether it waits before until all other ranks have made as many calls but that one
    * @param moving
    *   whether it is the n-th vector instead that the rank sends or receives once it trains
    * @param early
    *   whether vectors count from the beginning, also those by which ranks catch up
    */
  protected case class Fault(
      rank: Int,
      call: Int,
      together: Boolean = false,
      moving: Boolean = false,
      early: Boolean = false
  )

  /** The calls of an engine on the thread of a rank, in an attempt. */
  protected class Calls(val rank: Int, fault: Option[Fault], made: IndexedSeq[AtomicInteger]) {
    private val moved = new AtomicInteger

    /** Whether vectors that move count. */
    @volatile var trains: Boolean = fault.exists(_.early)

    def move(): Unit = if (trains) {
      val number = moved.incrementAndGet()
      if (fault.exists(each => each.moving && each.rank == rank && each.call == number)) throw new CutOff
    }

    def next(): Unit = {
      val number = made(rank).incrementAndGet()
      fault.filter(each => !each.moving && each.rank == rank && each.call == number).foreach { each =>
        if (each.together)
          eventually(timeout(10.seconds), interval(1.millis))(assert(made.forall(_.get >= number - 1)))
        throw new CutOff
      }
    }
  }

  private val calls = new ThreadLocal[Calls]

  /** A replica that knows whether it is open, and may fail. */
  protected class Watched(replica: Replica, open: AtomicInteger) extends ForwardingReplica(replica) {
    open.incrementAndGet()

    private def pass(): Unit = calls.get.next()

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

  /** What a run leads to, on each rank alike, but for the optimizer's state, which is that of all of them. */
  protected case class Result(
      parameters: Seq[Int],
      optimizer: Seq[Int],
      losses: Seq[Double],
      best: Int,
      rollBacks: Int
  )

  protected class Cluster(plan: TrainingPlan) {
    val ranks: Int = plan.workers().count()
    val end = new Ends
    val open = new AtomicInteger
    var processes: Seq[Survivors] = Seq.fill(ranks)(new Survivors)
    val keptBy = new ConcurrentLinkedQueue[Int]

    /** Where each rank stood when the last attempt ended, and where that had begun. */
    val stood = new ConcurrentHashMap[Int, Position]
    @volatile var resumed: Position = Position.of(LoopState.START)

    /** The optimizer's state with which each rank has begun the last attempt. */
    val began = new ConcurrentHashMap[Int, Seq[Int]]

    private def bits(vector: org.coherer.training.engine.HostMirror): Seq[Int] = {
      vector.pull()
      vector.host().toArray.toSeq.map(java.lang.Float.floatToRawIntBits)
    }

    private def handover = new OptimizerHandover(
      null,
      true,
      Engines.of(plan.network().spec()).optimizerLayout(plan.replicaSettings())
    )

    protected def shards = (0 until ranks).map { rank =>
      records(rowsOf(rank), seed = rank).grouped(4).toSeq
    }

    /** One attempt; empty if it has failed. */
    def attempt(fault: Option[Fault]): Option[Result] = withFolder { folder =>
      def load(shards: java.util.Set[Integer]) = {
        val loader = new ShardLoader(shards, layout, cacheIn(folder), ClassNumbers.NONE, true)
        loader.loaded()
      }
      try {
        val made = IndexedSeq.fill(ranks)(new AtomicInteger)
        val all = withRanks(ranks) { plain =>
          val mine = new Calls(plain.rank(), fault, made)
          val t = new CutTransport(plain, () => mine.move())
          calls.set(mine)
          val memory =
            new RankMemory(
              processes(t.rank()),
              Run,
              t.rank(),
              end,
              plan.workers().attempts().recoverFromMemory(),
              Collections.singleton(t.rank()),
              load(_)
            )
          try {
            val result = train(t, memory)
            Collectives.over(t).allReduce().sum(FlatVector.allocate(1))
            memory.finish()
            result
          } catch {
            case e: Throwable =>
              memory.fail()
              throw e
          } finally memory.close()
        }
        val own = plan.exchange().averaging().isPresent || plan.exchange().shardOptimizerState()
        val alike = all.map(result => if (own) result.copy(optimizer = Nil) else result)
        assert(alike.distinct.size == 1, "ranks have drifted apart")
        Some(all.head.copy(optimizer = all.flatMap(_.optimizer)))
      } catch { case _: CutOff | _: TransportException => None }
    }

    private def train(t: Transport, memory: RankMemory): Result = {
      val here = Collections.singleton(Int.box(t.rank()))
      def fresh() = Engines.of(plan.network().spec()).open(plan.replicaSettings())
      val replica = memory.open(here, () => new Watched(fresh(), open))
      val measured = new FixedBatches(records(5, seed = 7 + t.rank()).grouped(4).toSeq)
      val batches = new FixedBatches(shards(t.rank()))
      val used = diverging(plan, t.rank(), replica)
      val rank = rankOf(plan, t, used, batches, BatchesPerEpoch.toLong, Some(measured))
      try {
        val outcome = CatchUp.of(Collectives.over(t).broadcast(), rank, memory, handover)
        resumed = Position.of(outcome.start().state())
        if (t.rank() == 0) keptBy.add(outcome.keptBy())
        began.put(t.rank(), bits(replica.optimizer().state()))
        val loop = new TrainingLoop(rank, outcome.start(), _ => ())
        memory.follow(loop)
        calls.get.trains = true
        val history =
          try loop.run().history()
          finally stood.put(t.rank(), Position.of(loop.state()))
        calls.get.trains = false
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

  protected def withCluster[A](plan: TrainingPlan)(use: Cluster => A): A = {
    val cluster = new Cluster(plan)
    try use(cluster)
    finally cluster.close()
  }

  protected def undisturbed(plan: TrainingPlan): Result =
    withCluster(plan)(_.attempt(None)).getOrElse(fail("an undisturbed run fails"))
}
