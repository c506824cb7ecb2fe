package org.coherer.training.barrier

import java.io.{InputStream, OutputStream}
import java.nio.FloatBuffer
import java.util.concurrent.{ConcurrentHashMap, ConcurrentLinkedQueue, CountDownLatch, TimeUnit}
import org.apache.spark.{BarrierTaskContext, TaskContext}

import org.coherer.testkit.engine.{ForwardingEngine, ForwardingOptimizer, ForwardingReplica}
import org.coherer.training.engine.{Batch, GradientListener, Optimizer, Replica, ReplicaSettings, StepContext}
import org.coherer.training.loop.SpoiledReplica
import org.coherer.training.sync.AllReduceSync

/** Where one rank fails on purpose. Tasks and tests are threads of one process and meet here. */
object Failpoints {

  sealed trait Phase
  case object AfterHandshake extends Phase
  case object BeforeAllReduce extends Phase
  case object InAllReduce extends Phase
  case object AfterAllReduce extends Phase

  /** Stands for every step. */
  val EveryStep: Long = -1

  /** One failure: on this rank, at this step, in attempts from 0 below so many. */
  case class Failpoint(rank: Int, phase: Phase, step: Long, attempts: Int, error: () => Throwable = null) {
    private[Failpoints] val waiting = new CountDownLatch(1)
  }

  /** When the task of a rank has ended. */
  case class Left(rank: Int, attempt: Int, nanos: Long)

  /** A pass of a rank through its network, or an update of its replica, for a step. */
  case class Pass(rank: Int, attempt: Int, step: Long)

  /** A gradient that is not finite, on one rank, at one step, as long as the rate is above a fraction of what
    * it was.
    */
  case class Spoilt(rank: Int, step: Long, fraction: Double, first: () => Unit = () => ())

  @volatile var spoilt: Option[Spoilt] = None

  /** Whether a gradient of this rank is to be spoilt. */
  def spoils(context: StepContext): Boolean = {
    val due = spoilt.filter { one =>
      one.rank == rank && one.step == context.iteration() && context.rateFactor() > one.fraction
    }
    due.foreach(_.first())
    due.isDefined
  }

  /** A rank that has a bit of its parameters flipped by a step. */
  @volatile var flipped: Option[(Int, Long)] = None

  /** An update that fails half-way, once, on whichever thread makes it: with parameters that it has changed.
    */
  @volatile var halfUpdate: Option[Long] = None

  def breaksOff(step: Long): Boolean = synchronized {
    val due = halfUpdate.contains(step)
    if (due) halfUpdate = None
    due
  }

  def flips(step: Long): Boolean = flipped.contains((rank, step))

  @volatile private var armed: Option[Failpoint] = None
  @volatile var firedNanos: Long = 0
  val left = new ConcurrentLinkedQueue[Left]
  val passes = new ConcurrentLinkedQueue[Pass]
  val updates = new ConcurrentLinkedQueue[Pass]
  private val seen = ConcurrentHashMap.newKeySet[(Int, Int)]()

  def arm(failpoint: Failpoint): Unit = {
    left.clear()
    passes.clear()
    updates.clear()
    seen.clear()
    firedNanos = 0
    armed = Some(failpoint)
  }

  def disarm(): Unit = {
    armed = None
    spoilt = None
    flipped = None
    halfUpdate = None
  }

  private def rank = TaskContext.getPartitionId()

  /** Of the stage, or of a task that is tried again alone: Spark counts those of another job anew. 0 on a
    * server's threads, which are those of no task.
    */
  private def attempt =
    Option(TaskContext.get()).map(task => task.stageAttemptNumber() + task.attemptNumber()).getOrElse(0)

  private def due(phase: Phase, step: Long): Option[Failpoint] =
    armed.filter(f => f.phase == phase && (f.step == step || f.step == EveryStep) && attempt < f.attempts)

  /** Throws if this is where a rank fails. */
  def pass(phase: Phase, step: Long): Unit = due(phase, step).filter(_.rank == rank).foreach { _ =>
    if (phase == AfterAllReduce) awaitOthers(step)
    fire()
    armed.map(_.error).filter(_ != null).foreach(error => throw error())
    throw new IllegalStateException(s"failed on purpose: $phase, step $step, attempt $attempt")
  }

  /** Waits until the other ranks have all gradients of a step, too, and have made it: the failure of a rank
    * could reach them before.
    */
  private def awaitOthers(step: Long): Unit = {
    val others = BarrierTaskContext.get().getTaskInfos().length - 1
    val (number, deadline) = (attempt, System.nanoTime + TimeUnit.SECONDS.toNanos(20))
    def made = updates.stream().filter(one => one.attempt == number && one.step == step).count()
    while (made < others && System.nanoTime < deadline) Thread.`yield`()
    assert(made == others, "the other ranks have not made the step")
  }

  /** Has this rank fail in the all-reduce that comes, if it shall: it is interrupted once it waits there for
    * the others, who are held back until then.
    */
  def beforeAllReduce(step: Long): Unit = due(InAllReduce, step).foreach { failpoint =>
    if (rank == failpoint.rank) interruptInAllReduce(Thread.currentThread, failpoint)
    else assert(failpoint.waiting.await(20, TimeUnit.SECONDS), "the rank that fails is not in an all-reduce")
  }

  private def interruptInAllReduce(victim: Thread, failpoint: Failpoint): Unit = {
    def waits = victim.getStackTrace.exists(_.getClassName == classOf[AllReduceSync].getName)
    val interrupter = new Thread(
      () => {
        while (!waits) Thread.`yield`()
        fire()
        victim.interrupt()
        failpoint.waiting.countDown()
      },
      "failpoint"
    )
    interrupter.setDaemon(true)
    interrupter.start()
  }

  private def fire(): Unit = firedNanos = System.nanoTime

  /** Notes when the task ends that calls this. */
  def watch(): Unit = {
    val (own, number) = (rank, attempt)
    for (task <- Option(TaskContext.get()) if seen.add((own, number)))
      task.addTaskCompletionListener[Unit](_ => left.add(Left(own, number, System.nanoTime)): Unit)
  }

  def passed(step: Long): Unit = passes.add(Pass(rank, attempt, step)): Unit

  def updated(step: Long): Unit = updates.add(Pass(rank, attempt, step)): Unit
}

/** DL4J with failpoints. */
class FailpointEngine extends ForwardingEngine("failpoint", "dl4j") {

  override def open(settings: ReplicaSettings): Replica = {
    Failpoints.watch()
    Failpoints.pass(Failpoints.AfterHandshake, 0)
    new FailpointReplica(new SpoiledReplica(super.open(settings), 3, Failpoints.spoils(_)))
  }
}

private class FailpointReplica(replica: Replica) extends ForwardingReplica(replica) {

  override def forwardBackward(batch: Batch, context: StepContext, listener: GradientListener): Double = {
    Failpoints.watch()
    Failpoints.passed(context.iteration())
    Failpoints.pass(Failpoints.BeforeAllReduce, context.iteration())
    val loss = super.forwardBackward(batch, context, listener)
    Failpoints.beforeAllReduce(context.iteration())
    loss
  }

  override def optimizer(): Optimizer = new ForwardingOptimizer(replica.optimizer()) {
    override def step(weight: Double, context: StepContext): Unit = {
      Failpoints.pass(Failpoints.AfterAllReduce, context.iteration())
      super.step(weight, context)
      if (Failpoints.breaksOff(context.iteration())) throw new IllegalStateException("half an update")
      Failpoints.updated(context.iteration())
      if (Failpoints.flips(context.iteration())) {
        parameters().pull()
        parameters().host().setBits(3, parameters().host().getBits(3) ^ 1)
        parameters().push()
      }
    }
  }
}
