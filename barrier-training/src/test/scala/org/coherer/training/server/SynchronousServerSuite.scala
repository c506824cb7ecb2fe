package org.coherer.training.server

import org.coherer.training.plan.ServerPlan
import org.coherer.training.plan.Consistency
import java.time.Duration
import java.util.concurrent.atomic.AtomicLong

import scala.concurrent.duration.DurationInt
import scala.concurrent.{Await, Future}

import org.coherer.testkit.OwnThreads.context
import org.coherer.training.plan.{Clipping, Controls, Schedule, Stopping, TrainingPlan}
import org.coherer.training.rpc.{Request, RequestHandler, RequestRefusedException}
import org.coherer.training.transport.TransportException
import org.nd4j.linalg.learning.config.{Adam, Nesterovs, Sgd}
import org.scalatest.funsuite.AnyFunSuite

class SynchronousServerSuite extends AnyFunSuite with WithServers {

  private val Synchronous = new Consistency.Synchronous

  /** Trains with one thread per worker; returns the parameters that the servers end with. */
  private def served(plan: TrainingPlan, servers: Int, batches: Seq[Seq[Record]]*): Seq[Float] = {
    val serverPlan = new ServerPlan(servers, Synchronous)
    val perEpoch = batches.map(_.size).max.toLong
    withServers(plan, serverPlan) { all =>
      val driver = driverClient(all, serverPlan, batches.size)
      for (epoch <- 1 to plan.data().epochs()) {
        val present = batches.indices.filter(batches(_).nonEmpty)
        driver.begin(epoch, present.size, perEpoch, 1)
        val workers = present.map { number =>
          val own = batches(number)
          val segment = new Segment(epoch, 1, own.size.toLong, perEpoch)
          Future(work(all, plan, serverPlan, number, new FixedBatches(own), segment))
        }
        workers.foreach(Await.result(_, 30.seconds))
      }
      val found = driver.snapshot()
      assert(found.version() == perEpoch * plan.data().epochs())
      assert(found.tally().mostStale() == 0)
      found.parameters().toArray.toSeq
    }
  }

  private val data = records(41, weight = i => 0.5f + i % 3)
  private val whole = Seq(data.take(16), data.slice(16, 27), data.slice(27, 35), data.drop(35))
  private val first = Seq(whole(0).take(8), whole(1).take(8), whole(2), whole(3))
  private val second = Seq(whole(0).drop(8), whole(1).drop(8))

  for {
    (name, updater) <- Seq(
      "SGD" -> new Sgd(0.1),
      "momentum" -> new Nesterovs(0.05, 0.9),
      "Adam" -> new Adam(0.01)
    )
    servers <- 1 to 3
  }
    test(s"two workers and $servers servers have the bits of an all-reduce: $name") {
      val two = plan(6, 8, 2, network(updater))
      assert(served(two, servers, first, second) == trained(two, first, second))
    }

  test("four workers, one without rows, differ from an all-reduce by the order of sums at most") {
    val parts = records(30).grouped(15).toSeq.map(_.grouped(5).toSeq)
    val batches = Seq(parts.map(_(0)), Nil, parts.map(_(1)), parts.map(_(2)))
    val four = plan(6, 5, 4)
    assertClose(served(four, 2, batches: _*), trained(four, batches: _*), 1e-6)
  }

  test("a schedule and clipping are those of an all-reduce") {
    val controls =
      new Controls(
        new Schedule.Exponential(0.9, Schedule.Warmup.NONE),
        new Clipping.ByNorm(0.05),
        Stopping.NONE
      )
    val two = plan(6, 8, 2, network(new Sgd(0.5)), controls = controls)
    assert(served(two, 1, first, second) == trained(two, first, second))
  }

  test("an update waits for a worker that is lost, until it comes again or patience is over") {
    val now = new AtomicLong()
    val serverPlan = new ServerPlan(1, Synchronous)
    val two = plan(1, 8, 2)
    withServers(two, serverPlan, Duration.ofSeconds(5), () => now.get()) { all =>
      val driver = driverClient(all, serverPlan, 2)
      driver.begin(1, 2, 4, 1)
      val replicas = Seq.fill(3)(open(two))
      try {
        val lost = workerClient(all, serverPlan, 1, replicas(1))
        assert(lost.join() == 0)
        val alive = workerClient(all, serverPlan, 0, replicas(0))
        assert(alive.join() == 0)
        val step = Future(alive.step(1, totals(8), false))
        eventually(driver.position().steps().isEmpty)
        lost.close()
        all.foreach(_.tick())
        assert(!step.isCompleted && driver.position().version() == 0)
        val again = workerClient(all, serverPlan, 1, replicas(2))
        assert(again.join() == 0)
        again.step(1, totals(8), false)
        Await.result(step, 10.seconds)
        assert(driver.position().version() == 1)
        again.close()
        val without = Future(alive.step(2, totals(8), false))
        now.addAndGet(Duration.ofSeconds(6).toNanos)
        eventually { all.foreach(_.tick()); without.isCompleted }
        assert(driver.position().version() == 2)
        assert(driver.position().steps().get(0) == 2 && driver.position().steps().get(1) == 1)
        // What has been applied is known to whoever comes next.
        assert(workerClient(all, serverPlan, 1, replicas(2)).join() == 1)
      } finally replicas.foreach(_.close())
    }
  }

  test("a run goes back if some servers have applied a step of a lost worker, and others have not") {
    val serverPlan = new ServerPlan(2, Synchronous)
    val two = plan(1, 8, 2)
    withServers(two, serverPlan) { all =>
      val driver = driverClient(all, serverPlan, 2)
      driver.begin(1, 2, 4, 1)
      val replicas = Seq.fill(3)(open(two))
      try {
        val alive = workerClient(all, serverPlan, 0, replicas(0))
        // What the second server is sent by this worker never arrives, but for its joining.
        val deaf = new ParameterServerStub(all(1))
        val lost = workerClient(Seq(all.head, deaf), serverPlan, 1, replicas(1))
        assert(alive.join() == 0 && lost.join() == 0)
        val steps = Seq(alive, lost).map(worker => Future(worker.step(1, totals(8), false)))
        eventually(driver.position().version() == 1)
        lost.close()
        val again = workerClient(all, serverPlan, 1, replicas(2))
        val thrown = intercept[UnevenServersException](again.join())
        assert(thrown.getMessage == "Some servers have applied step 1 of this worker, others step 0")
        // It may not be computed again: the first server no longer has the parameters of then.
        assert(driver.snapshot().positions().get(1).version() == 0)
        alive.close()
        steps.foreach(step => intercept[TransportException](Await.result(step, 10.seconds)))
      } finally replicas.foreach(_.close())
    }
  }

  /** Takes no step. */
  private class ParameterServerStub(server: RequestHandler) extends RequestHandler {
    override def handle(request: Request): Unit =
      if (request.method() != Method.STEP.code()) server.handle(request)
    override def disconnected(client: Int, connection: Long): Unit = server.disconnected(client, connection)
  }

  test("after a run has gone back, nobody takes part before the next steps begin") {
    val serverPlan = new ServerPlan(1, Synchronous)
    val one = plan(1, 8, 1)
    withServers(one, serverPlan) { all =>
      val driver = driverClient(all, serverPlan, 1)
      val replica = open(one)
      try {
        val worker = workerClient(all, serverPlan, 0, replica)
        def early = intercept[RequestRefusedException](worker.join()).getMessage
        assert(early == "Worker 0 has come between steps")
        driver.begin(1, 1, 4, 1)
        val before = driver.snapshot()
        assert(worker.join() == 0)
        driver.restore(before)
        assert(early == "Worker 0 has come between steps")
        val late = intercept[RequestRefusedException](worker.step(1, totals(8), false))
        assert(late.getMessage == "Worker 0 takes no part over this connection")
        driver.begin(1, 1, 4, 1)
        assert(worker.join() == 0 && worker.step(1, totals(8), false))
        assert(driver.position().version() == 1)
      } finally replica.close()
    }
  }

  test("gradients of another length are refused, and change nothing") {
    val serverPlan = new ServerPlan(1, Synchronous)
    val one = plan(1, 8, 1)
    withServers(one, serverPlan) { all =>
      val driver = driverClient(all, serverPlan, 1)
      driver.begin(1, 1, 4, 1)
      val replica = open(one)
      try {
        val gradients = replica.gradients().host()
        val wrong = new WorkerClient(
          java.util.Collections.singletonList(new DirectClient(all.head, 0)),
          serverPlan,
          replica.parameters().host(),
          gradients.slice(0, gradients.length() - 1),
          Duration.ofSeconds(5)
        )
        wrong.join()
        val thrown = intercept[RequestRefusedException](wrong.step(1, totals(8), false))
        assert(thrown.getMessage.startsWith("Invalid step with "), thrown.getMessage)
        assert(driver.position().steps().isEmpty && driver.position().version() == 0)
      } finally replica.close()
    }
  }

  private def totals(rows: Long) = new org.coherer.training.sync.StepTotals(rows, rows.toDouble, 1)

  private def eventually(condition: => Boolean): Unit = {
    val end = System.nanoTime() + 10000000000L
    while (!condition) assert(System.nanoTime() < end, "waited for 10 s")
  }
}
