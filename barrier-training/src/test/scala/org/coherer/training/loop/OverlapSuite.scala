package org.coherer.training.loop

import java.time.Duration
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger

import scala.util.control.NonFatal

import org.coherer.testkit.engine.ForwardingReplica
import org.coherer.training.collective.{AllReduce, Broadcast}
import org.coherer.training.engine.{Batch, GradientListener, Replica, StepContext}
import org.coherer.training.plan.{Exchange, OverlapMode}
import org.coherer.training.sync.{OverlappedAllReduceSync, StepTotals}
import org.coherer.training.transport.{Transport, TransportException}
import org.nd4j.linalg.learning.config.Adam
import org.scalatest.funsuite.AnyFunSuite

/** The exchange of gradients during the backward pass. */
class OverlapSuite extends AnyFunSuite with WithTraining {

  /** Buckets of 16 floats: several to a layer, and some across layers. */
  private def exchange(overlap: OverlapMode) =
    new Exchange(1, overlap, if (overlap == OverlapMode.OFF) 0 else 64)

  private def exchangeThreads: Seq[String] =
    Thread.getAllStackTraces.keySet
      .toArray(new Array[Thread](0))
      .toSeq
      .map(_.getName)
      .filter(_.startsWith("coherer-exchange-"))

  private def run(ranks: Int, overlap: OverlapMode): Seq[Float] = {
    val batches = (0 until ranks).map(rank => records(40 - 9 * rank, seed = rank).grouped(8).toSeq)
    trained(plan(4, 8, ranks, network(new Adam(0.01)), exchange = exchange(overlap)), batches: _*)
  }

  test("two ranks end with the bits that they end with without overlap") {
    assert(run(2, OverlapMode.ON) == run(2, OverlapMode.OFF))
    assert(exchangeThreads.isEmpty)
  }

  test("three and four ranks do but for rounding, alone one rank does") {
    for (ranks <- Seq(1, 3, 4)) assertClose(run(ranks, OverlapMode.ON), run(ranks, OverlapMode.OFF), 1e-6)
  }

  test("divergence is found by every rank at the same step") {
    val two = plan(50, 8, 2, learningRate = 1e30, exchange = exchange(OverlapMode.ON))
    val data = records(16, weight = _ => Float.MaxValue).grouped(8).toSeq
    val messages = withRanks(2) { transport =>
      intercept[TrainingDivergedException](
        train(transport, two, new FixedBatches(Seq(data(transport.rank()))), 1)
      ).getMessage
    }
    assert(messages(0) == messages(1) && messages(0).startsWith("Training diverged at epoch "))
    assert(exchangeThreads.isEmpty)
  }

  /** Fails in the midst of its third backward pass, when its last layer is on the way. */
  private class Failing(replica: Replica) extends ForwardingReplica(replica) {
    private val passes = new AtomicInteger()
    override def forwardBackward(batch: Batch, context: StepContext, listener: GradientListener): Double = {
      val pass = passes.incrementAndGet()
      super.forwardBackward(
        batch,
        context,
        (offset: Long, length: Long) => {
          listener.ready(offset, length)
          if (pass == 3) throw new IllegalStateException("no more memory")
        }
      )
    }
  }

  for (round <- 1 to 5)
    test(s"a rank that fails in the midst of a backward pass ends all ranks, who hear why: $round") {
      val four = plan(9, 8, 4, exchange = exchange(OverlapMode.ON))
      val start = System.nanoTime
      val causes = withRanks(4) { transport =>
        val disturbed: Replica => Replica = if (transport.rank() == 2) new Failing(_) else identity
        try {
          train(transport, four, new FixedBatches(records(16).grouped(8).toSeq), 2, disturbed = disturbed)
          "no failure"
        } catch {
          case NonFatal(e) =>
            transport.abort(e.toString)
            e.getMessage
        }
      }
      assert(System.nanoTime - start < Duration.ofSeconds(5).toNanos)
      assert(causes.forall(_.contains("no more memory")), causes)
      assert(causes(2) == "no more memory")
      assert(exchangeThreads.isEmpty)
    }

  /** A sync whose exchanges are given, over a transport of which it needs no more than the rank. */
  private def sync(allReduce: AllReduce, cancel: () => Unit = () => ())(
      body: OverlappedAllReduceSync => Unit
  ): Unit =
    withRanks(1) { transport: Transport =>
      val nothing: Broadcast = (_, _) => ()
      val replica = org.coherer.training.engine.Engines.named("dl4j").open(plan(1, 8, 1).replicaSettings())
      val sync =
        new OverlappedAllReduceSync(replica, cancelledBy(transport, cancel), allReduce, nothing, 0)
      try {
        sync.start()
        sync.gradientListener(0)
        body(sync)
      } finally {
        sync.close()
        replica.close()
      }
    }

  private def cancelledBy(transport: Transport, cancel: () => Unit): Transport =
    java.lang.reflect.Proxy
      .newProxyInstance(
        classOf[Transport].getClassLoader,
        Array[Class[_]](classOf[Transport]),
        (_: Any, method: java.lang.reflect.Method, arguments: Array[AnyRef]) =>
          if (method.getName == "cancel") { cancel(); null }
          else method.invoke(transport, Option(arguments).getOrElse(Array.empty[AnyRef]): _*)
      )
      .asInstanceOf[Transport]

  test("what fails in the exchange surfaces in training as it is") {
    val original = new TransportException("rank 7 is gone")
    sync(_ => throw original) { sync =>
      assert(intercept[TransportException](sync.synchronize(0, StepTotals.ZERO)) eq original)
    }
  }

  test("an interrupt ends the wait, and the exchange before it, which is not interrupted") {
    val waiting = new CountDownLatch(1)
    val cancelled = new CountDownLatch(1)
    @volatile var ended = false
    val never: AllReduce = _ => {
      waiting.countDown()
      cancelled.await()
      ended = true
    }
    sync(never, () => cancelled.countDown()) { sync =>
      val training = Thread.currentThread()
      val interrupter = new Thread(() => { waiting.await(); training.interrupt() })
      interrupter.start()
      val failure = intercept[TransportException](sync.synchronize(4, StepTotals.ZERO))
      assert(Thread.interrupted() && ended)
      assert(failure.getMessage == "Rank 0 was interrupted at step 4")
      interrupter.join()
    }
    assert(exchangeThreads.isEmpty)
  }
}
