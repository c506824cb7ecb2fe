package org.coherer.training.server

import org.coherer.training.plan.ServerPlan
import org.coherer.training.plan.Consistency
import java.nio.ByteBuffer
import java.time.Duration
import java.util.concurrent.CompletableFuture

import scala.collection.mutable
import scala.util.Random

import org.coherer.training.engine.Replica
import org.coherer.training.plan.TrainingPlan
import org.coherer.training.rpc.{RequestClient, RequestRefusedException}
import org.coherer.training.sync.StepTotals
import org.nd4j.linalg.learning.config.{Adam, Sgd}
import org.scalatest.funsuite.AnyFunSuite

class StaleServerSuite extends AnyFunSuite with WithServers {

  private val Asynchronous = new Consistency.Asynchronous
  private val NotLong = Duration.ofSeconds(5)

  private def totals(weight: Double) = new StepTotals(weight.toLong, weight, weight)

  /** Sends steps by hand, so that they can be under way at the same time. */
  private class Hand(server: ParameterServer, number: Int, replica: Replica) {
    private val client: RequestClient = new DirectClient(server, number)
    private val parameters = replica.parameters().host()
    private val head = Messages.allocate(Messages.Joined.BYTES)
    private val versionHead = Messages.allocate(Messages.Next.BYTES)
    private var version = 0L

    def join(): Long = {
      client.send(Method.JOIN.code(), Array(), Messages.`with`(head, parameters), NotLong).get()
      version = head.getLong(8)
      head.getLong(0)
    }

    def step(step: Long, gradient: Float, weight: Double = 1): CompletableFuture[java.lang.Long] = {
      replica.gradients().host().fill(gradient)
      send(step, version, weight)
    }

    def send(step: Long, of: Long, weight: Double): CompletableFuture[java.lang.Long] = {
      val sent = new Messages.Step(step, of, false, totals(weight)).encode()
      val body = Messages.`with`(sent, replica.gradients().host())
      client
        .send(Method.STEP.code(), body, Messages.`with`(versionHead, parameters), NotLong)
        .thenApply { bytes => version = versionHead.getLong(0); bytes }
    }

    def leave(): Unit =
      client.send(Method.LEAVE.code(), Array[ByteBuffer](), Array[ByteBuffer](), NotLong).get()
    def vanish(): Unit = client.close()
    def first: Float = parameters.get(0)
  }

  private def withHands[T](plan: TrainingPlan, servers: ServerPlan, workers: Int)(
      body: (ParameterServer, DriverClient, Seq[Hand]) => T
  ): T = withServers(plan, servers) { all =>
    val driver = driverClient(all, servers, workers)
    val replicas = Seq.fill(workers)(open(plan))
    try {
      driver.begin(1, workers, 100, 1)
      body(
        all.head,
        driver,
        replicas.zipWithIndex.map { case (replica, number) => new Hand(all.head, number, replica) }
      )
    } finally replicas.foreach(_.close())
  }

  for (bound <- Seq(0, 1, 3)) {
    test(s"no scheduler gets a worker more than $bound steps ahead") {
      val steps = 25
      for (seed <- 1 to 5) {
        val random = new Random(seed)
        val workers = 4
        withHands(plan(1, 8, workers), new ServerPlan(1, new Consistency.BoundedStaleness(bound)), workers) {
          (_, driver, hands) =>
            hands.foreach(_.join())
            val made = mutable.Seq.fill(workers)(0)
            val underWay = mutable.Map[Int, CompletableFuture[java.lang.Long]]()
            var favourite = 0
            while (made.exists(_ < steps)) {
              underWay.toSeq.foreach { case (worker, answer) => if (answer.isDone) underWay.remove(worker) }
              val free = made.indices.filter(each => made(each) < steps && !underWay.contains(each))
              assert(free.nonEmpty, s"nobody may go on at $made")
              if (random.nextInt(10) == 0) favourite = random.nextInt(workers)
              // The scheduler runs one worker as far as it can, and starves the others.
              val next = if (free.contains(favourite)) favourite else free(random.nextInt(free.size))
              val slowest = made.indices.filter(each => made(each) < steps).map(made).min
              assert(made(next) - slowest <= bound, s"worker $next begins another step at $made")
              made(next) += 1
              underWay(next) = hands(next).step(made(next).toLong, 0.01f)
              if (made(next) == steps) {
                // Nobody waits for who has made its last step.
                hands(next).leave()
                underWay.remove(next)
              }
            }
            val tally = driver.position().tally()
            assert(tally.steps() == workers * steps && tally.updates() == workers * steps)
            assert(tally.mostAhead() <= bound)
            if (bound > 0) assert(tally.mostAhead() == bound)
        }
      }
    }
  }

  /** The time, in units of a step, that some steps take if each is three times slower with a chance of 10%.
    */
  private def timeOf(consistency: Consistency, steps: Int): Double = {
    val workers = 4
    withHands(plan(1, 8, workers), new ServerPlan(1, consistency), workers) { (_, _, hands) =>
      val random = Seq.tabulate(workers)(new Random(_))
      def duration(worker: Int) = if (random(worker).nextInt(10) == 0) 3.0 else 1.0
      hands.foreach(_.join())
      val made = mutable.Seq.fill(workers)(0)
      val ready = mutable.Seq.tabulate(workers)(duration)
      val waiting = mutable.Map[Int, CompletableFuture[java.lang.Long]]()
      var now = 0.0
      while (made.exists(_ < steps)) {
        val next = made.indices.filter(each => made(each) < steps && !waiting.contains(each)).minBy(ready(_))
        now = ready(next)
        made(next) += 1
        waiting(next) = hands(next).step(made(next).toLong, 0.001f)
        if (made(next) == steps) hands(next).leave()
        waiting.filter(_._2.isDone).keys.toSeq.foreach { free =>
          ready(free) = now + duration(free)
          waiting.remove(free)
        }
      }
      now
    }
  }

  test("staleness 3 wins back most of what synchronous workers lose by stragglers") {
    val steps = 1000
    val alone = timeOf(new Consistency.Asynchronous, steps)
    val together = timeOf(new Consistency.Synchronous, steps)
    val bounded = timeOf(new Consistency.BoundedStaleness(3), steps)
    assert(together > 1.3 * alone)
    val wonBack = (together - bounded) / (together - alone)
    assert(wonBack > 0.8, s"$wonBack of ${together - alone}")
  }

  test("a worker that is lost holds nobody up, and does not repeat what has been applied") {
    withHands(plan(1, 8, 2), new ServerPlan(1, new Consistency.BoundedStaleness(1)), 2) {
      (server, driver, hands) =>
        hands.foreach(_.join())
        hands(0).step(1, 0.01f).get()
        hands(1).step(1, 0.01f).get()
        hands(0).step(2, 0.01f).get()
        val waiting = hands(0).step(3, 0.01f)
        assert(!waiting.isDone)
        hands(1).vanish()
        waiting.get()
        val replica = open(plan(1, 8, 2))
        try {
          val again = new Hand(server, 1, replica)
          assert(again.join() == 1)
          again.step(2, 0.01f).get()
          val version = driver.position().version()
          val before = again.first
          again.step(2, 100f).get() // It was sent before, so it changes nothing.
          assert(driver.position().version() == version && again.first == before)
          val refused = intercept[Exception](again.step(4, 0.01f).get())
          assert(refused.getCause.getMessage == "Worker 1 has sent step 4 after step 2")
        } finally replica.close()
        val stranger = intercept[Exception](hands(1).step(3, 0.01f).get())
        assert(stranger.getCause.isInstanceOf[RequestRefusedException])
    }
  }

  test("the staleness of a step is the number of updates that its parameters lack") {
    withHands(plan(1, 8, 3), new ServerPlan(1, Asynchronous), 3) { (_, driver, hands) =>
      hands.foreach(_.join())
      for (step <- 1 to 5) hands(0).step(step.toLong, 0.01f).get() // 0 each
      hands(1).step(1, 0.01f).get() // 5
      hands(0).step(6, 0.01f).get() // 1
      hands(2).step(1, 0.01f).get() // 7
      val tally = driver.position().tally()
      assert(tally.meanStaleness() == (5 + 1 + 7) / 8.0)
      assert(tally.mostStale() == 7 && tally.mostAhead() == 5)
      assert(tally.totals().rows() == 8 && tally.totals().meanLoss() == 1)
    }
  }

  private val sgd = plan(1, 8, 2, network(new Sgd(0.1)))

  test("the rate of a stale step is divided by its staleness") {
    def after(byStaleness: Boolean) =
      withHands(sgd, new ServerPlan(1, Asynchronous, 0, byStaleness), 2) { (_, driver, hands) =>
        hands.foreach(_.join())
        for (step <- 1 to 4) hands(0).step(step.toLong, 0.25f).get()
        val before = driver.snapshot().parameters().toArray
        hands(1).step(1, 0.5f, weight = 2).get()
        (before, driver.snapshot().parameters().toArray)
      }
    // The last of them is a bias, which has no L2 regularization.
    val (before, full) = after(byStaleness = false)
    assert(math.abs(before.last - full.last - 0.1 * 0.25) < 1e-6)
    val (same, quarter) = after(byStaleness = true)
    assert(same.toSeq == before.toSeq)
    assert(math.abs(same.last - quarter.last - 0.1 * 0.25 / 4) < 1e-6)
  }

  test("delay compensation adds lambda g g (w' - w) to a mean gradient") {
    withHands(sgd, new ServerPlan(1, Asynchronous, 2, false), 2) { (_, driver, hands) =>
      hands.foreach(_.join())
      val atFirst = driver.snapshot().parameters().toArray.last
      hands(0).step(1, 3f).get()
      val before = driver.snapshot().parameters().toArray.last
      hands(1).step(1, 4f, weight = 2).get()
      val mean = 4.0 / 2
      val expected = before - 0.1 * (mean + 2 * mean * mean * (before - atFirst))
      assert(math.abs(driver.snapshot().parameters().toArray.last - expected) < 1e-6)
      // Of parameters that are up to date, it is what it is.
      val last = driver.snapshot().parameters().toArray.last
      hands(1).step(2, 4f, weight = 2).get()
      assert(math.abs(driver.snapshot().parameters().toArray.last - (last - 0.1 * mean)) < 1e-6)
    }
  }

  test("servers that get a snapshot go on with the same bits") {
    val adam = plan(1, 8, 2, network(new Adam(0.01)))
    val servers = new ServerPlan(2, Asynchronous)
    val data = records(48).grouped(8).toSeq
    def steps(all: Seq[ParameterServer], from: Long, to: Long) =
      work(all, adam, servers, 0, new FixedBatches(data), new Segment(1, from, to, 6))
    val undisturbed = withServers(adam, servers) { all =>
      val driver = driverClient(all, servers, 1)
      driver.begin(1, 1, 6, 1)
      steps(all, 1, 6)
      driver.snapshot()
    }
    val halfway = withServers(adam, servers) { all =>
      val driver = driverClient(all, servers, 1)
      driver.begin(1, 1, 6, 1)
      assert(steps(all, 1, 3).steps() == 3)
      driver.snapshot()
    }
    withServers(adam, servers) { all =>
      val driver = driverClient(all, servers, 1)
      driver.restore(halfway)
      driver.begin(1, 1, 6, 1)
      assert(steps(all, 1, 6).steps() == 3)
      val found = driver.snapshot()
      assert(found.positions() == undisturbed.positions())
      assert(found.parameters().toArray.toSeq == undisturbed.parameters().toArray.toSeq)
      assert(
        found
          .states()
          .toArray
          .toSeq
          .map(_.asInstanceOf[org.coherer.training.vector.FlatVector].toArray.toSeq) ==
          undisturbed
            .states()
            .toArray
            .toSeq
            .map(_.asInstanceOf[org.coherer.training.vector.FlatVector].toArray.toSeq)
      )
    }
  }

  test("what excludes each other is refused") {
    def refused(make: => Any) = intercept[IllegalArgumentException](make).getMessage
    assert(refused(new ServerPlan(0, Asynchronous)).startsWith("Invalid numServers 0 "))
    assert(refused(new Consistency.BoundedStaleness(-1)) == "Invalid staleness -1 (must be at least 0)")
    val synchronous = new Consistency.Synchronous
    assert(refused(new ServerPlan(1, synchronous, 0.1, false)).startsWith("Invalid delayCompensation 0.1 "))
    assert(refused(new ServerPlan(1, synchronous, 0, true)).startsWith("Invalid rateByStaleness true "))
    assert(
      refused(new ServerPlan(1, Asynchronous, Double.NaN, false)).startsWith("Invalid delayCompensation NaN ")
    )
  }
}
