package org.coherer.training.server.lookup

import java.nio.ByteBuffer
import java.time.Duration
import java.util.concurrent.{CompletableFuture, ConcurrentLinkedQueue}

import scala.concurrent.duration.DurationInt
import scala.concurrent.{Await, Future}

import org.coherer.testkit.OwnThreads.context
import org.coherer.training.data.RankBatches
import org.coherer.training.engine.{Replica, StepContext}
import org.coherer.training.loop.OptimizerPosition
import org.coherer.training.plan.{Consistency, Exchange, ServerPlan, TrainingPlan}
import org.coherer.training.rpc.{RequestClient, RequestHandler, RequestRefusedException}
import org.coherer.training.server.{Segment, WorkerClient, WorkerSteps}
import org.coherer.training.sync.StepTotals
import org.scalatest.funsuite.AnyFunSuite

class TableLookupSuite extends AnyFunSuite with WithEmbeddedServers {

  private val Synchronous = new Consistency.Synchronous
  private val Asynchronous = new Consistency.Asynchronous
  private val data = records(32)
  private val batches = data.grouped(8).toSeq
  private val Users = (0L until 12L).map(_ << 40)

  /** Notes what is sent. */
  private class Noting(server: RequestHandler, notes: ConcurrentLinkedQueue[Int])
      extends DirectClient(server, 0) {
    override def send(
        code: Int,
        content: Array[ByteBuffer],
        into: Array[ByteBuffer],
        deadline: Duration
    ): CompletableFuture[java.lang.Long] = {
      notes.add(code)
      super.send(code, content, into, deadline)
    }
  }

  private def worker(
      plan: TrainingPlan,
      serverPlan: ServerPlan,
      client: RequestClient,
      replica: Replica
  ): (WorkerClient, WorkerInputs) = {
    val servers = new WorkerClient(
      java.util.Collections.singletonList(client),
      serverPlan,
      replica.parameters().host(),
      replica.gradients().host(),
      Duration.ofSeconds(30)
    )
    (servers, WorkerInputs.of(plan, servers, !serverPlan.consistency().isSynchronous))
  }

  for {
    (consistency, accumulate, expected) <- Seq(
      // Join; of each step the pulls of both tables, their pushes and the step; leave.
      (Synchronous, 1, Seq(2, 21, 21, 22, 22, 3, 21, 21, 22, 22, 3, 4)),
      // The rows of the next batch are asked for before that of this one is computed.
      (Asynchronous, 1, Seq(2, 21, 21, 21, 21, 22, 22, 3, 21, 21, 22, 22, 3, 4)),
      (Synchronous, 2, Seq(2, 21, 21, 21, 21, 22, 22, 3, 21, 21, 21, 21, 22, 22, 3, 4)),
      (Asynchronous, 2, Seq(2, 21, 21, 21, 21, 21, 21, 22, 22, 3, 21, 21, 22, 22, 3, 4))
    )
  }
    test(s"$consistency asks for rows in time, with $accumulate batches a step") {
      withTempDir { folder =>
        val serverPlan = new ServerPlan(1, consistency)
        val one = plan(1, 8, 1, exchange = new Exchange(accumulate, Exchange.DEFAULT.agreement()))
        withBoth(one, serverPlan, folder) { all =>
          driverClient(all, serverPlan, 1).begin(1, 1, 4, 1)
          val sent = new ConcurrentLinkedQueue[Int]()
          val replica = openEmbedded(one)
          try {
            val (servers, inputs) = worker(one, serverPlan, new Noting(all.head, sent), replica)
            val rows = inputs.batches(RankBatches.of(0, new FixedBatches(batches)))
            new WorkerSteps(
              one,
              inputs.replica(replica),
              rows,
              servers,
              inputs.rows(),
              OptimizerPosition.START,
              consistency.isSynchronous
            ).run(new Segment(1, 1, 2, 4), 1)
            inputs.close()
            servers.close()
          } finally replica.close()
          val found = sent.toArray(Array[Integer]()).toSeq.map(_.intValue)
          assert(found == expected)
        }
      }
    }

  test("rows are changed by rate x gradient / weight, the gradients being those of the loss") {
    withTempDir { folder =>
      val serverPlan = new ServerPlan(1, Synchronous)
      val one = plan(1, 32, 1)
      val weighted = records(32, weight = i => 0.5f + i % 2)
      withBoth(one, serverPlan, folder) { all =>
        driverClient(all, serverPlan, 1).begin(1, 1, 1, 0.5)
        def loss(): Double = {
          val replica = openEmbedded(one)
          val client = workerClient(all, serverPlan, 7, replica)
          val inputs = WorkerInputs.of(one, client, false)
          try {
            val rows = inputs.batches(RankBatches.of(0, new FixedBatches(Seq(weighted))))
            rows.startAt(1, 0)
            inputs.replica(replica).forwardBackward(rows.next(0), StepContext.at(0, 1)) / 32
          } finally {
            inputs.close()
            client.close()
            replica.close()
          }
        }
        val before = loss()
        val users = rowsOf(all, 0, 3, Users: _*).flatten
        val words = rowsOf(all, 1, 2, 0L until 20L: _*).flatten
        learn(all, one, serverPlan, 0, new FixedBatches(Seq(weighted)), new Segment(1, 1, 1, 1))
        val changes = Seq(
          rowsOf(all, 0, 3, Users: _*).flatten.zip(users).map { case (now, was) => now - was },
          rowsOf(all, 1, 2, 0L until 20L: _*).flatten.zip(words).map { case (now, was) => now - was }
        )
        // AdaGrad's first step is its rate, times the schedule's factor, against the gradient's sign.
        assert(changes(0).forall(change => math.abs(math.abs(change) - 0.05f) < 1e-3 || change == 0))
        // Row-wise, a row is moved by that in the mean square; by nothing if it did not occur.
        changes(1).grouped(2).foreach { row =>
          val meanSquare = row.map(x => x * x).sum / 2
          assert(math.abs(math.sqrt(meanSquare) - 0.05) < 1e-3 || meanSquare == 0, row)
        }
        assert(changes.flatten.count(_ != 0) > 40)
        assert(loss() < before)
      }
    }
  }

  test("a push of a step that was pushed before changes nothing, until the next epoch") {
    withTempDir { folder =>
      val serverPlan = new ServerPlan(1, Asynchronous)
      val one = plan(2, 8, 1)
      withBoth(one, serverPlan, folder) { all =>
        val driver = driverClient(all, serverPlan, 1)
        val replica = openEmbedded(one)

        /** Computes a batch and pushes its rows; its task is lost before it can send the step. */
        def push(step: Long): Seq[Seq[Float]] = {
          val (servers, inputs) = worker(one, serverPlan, new DirectClient(all.head, 0), replica)
          servers.join()
          val rows = inputs.batches(RankBatches.of(0, new FixedBatches(batches)))
          rows.startAt(1, step - 1)
          inputs.replica(replica).forwardBackward(rows.next(0), StepContext.at(step, 1))
          inputs.rows().send(step, 8)
          inputs.rows().sent()
          inputs.close()
          servers.close()
          rowsOf(all, 0, 3, Users: _*)
        }
        try {
          driver.begin(1, 1, 4, 1)
          val first = push(1)
          assert(push(1) == first)
          val second = push(2)
          assert(second != first && push(1) == second && push(2) == second)
          driver.begin(1, 1, 4, 1)
          assert(push(2) == second)
          driver.begin(2, 1, 4, 1)
          assert(push(1) != second)
        } finally replica.close()
      }
    }
  }

  test("a worker that takes no part pushes nothing") {
    withTempDir { folder =>
      val serverPlan = new ServerPlan(1, Synchronous)
      val one = plan(1, 8, 1)
      withBoth(one, serverPlan, folder) { all =>
        driverClient(all, serverPlan, 1).begin(1, 1, 4, 1)
        val replica = openEmbedded(one)
        val (servers, inputs) = worker(one, serverPlan, new DirectClient(all.head, 0), replica)
        try {
          val rows = inputs.batches(RankBatches.of(0, new FixedBatches(batches)))
          rows.startAt(1, 0)
          inputs.replica(replica).forwardBackward(rows.next(0), StepContext.at(0, 1))
          inputs.rows().send(1, 8)
          val thrown = intercept[RequestRefusedException](inputs.rows().sent())
          assert(thrown.getMessage == "Worker 0 takes no part over this connection")
        } finally {
          inputs.close()
          servers.close()
          replica.close()
        }
      }
    }
  }

  test("what a lost worker has pushed for a synchronous step is not part of it") {
    withTempDir { folder =>
      val serverPlan = new ServerPlan(1, Synchronous)
      val two = plan(1, 8, 2)
      withBoth(two, serverPlan, folder) { all =>
        val driver = driverClient(all, serverPlan, 2)
        driver.begin(1, 2, 4, 1)
        val replicas = Seq.fill(2)(openEmbedded(two))
        val fromStart = rowsOf(all, 0, 3, Users: _*)
        try {
          val (lost, ofLost) = worker(two, serverPlan, new DirectClient(all.head, 1), replicas(1))
          lost.join()
          val rows = ofLost.batches(RankBatches.of(0, new FixedBatches(batches)))
          rows.startAt(1, 0)
          ofLost.replica(replicas(1)).forwardBackward(rows.next(0), StepContext.at(0, 1))
          ofLost.rows().send(1, 8)
          ofLost.rows().sent()
          ofLost.close()
          lost.close()
          // It comes again, and has no row with weight now.
          val (again, _) = worker(two, serverPlan, new DirectClient(all.head, 1), replicas(1))
          again.join()
          val (other, _) = worker(two, serverPlan, new DirectClient(all.head, 0), replicas(0))
          other.join()
          replicas.foreach(_.gradients().host().fill(0.1f))
          val step = Future(other.step(1, new StepTotals(8, 8, 1), false))
          again.step(1, new StepTotals(8, 8, 1), false)
          Await.result(step, 10.seconds)
          assert(driver.position().version() == 1)
          assert(rowsOf(all, 0, 3, Users: _*) == fromStart)
          again.close()
          other.close()
        } finally replicas.foreach(_.close())
      }
    }
  }

  test("a batch of other rows than those that were looked up last is refused") {
    withTempDir { folder =>
      val serverPlan = new ServerPlan(1, Asynchronous)
      val one = plan(1, 8, 1)
      withBoth(one, serverPlan, folder) { all =>
        val replica = openEmbedded(one)
        val (servers, inputs) = worker(one, serverPlan, new DirectClient(all.head, 0), replica)
        try {
          val rows = inputs.batches(RankBatches.of(0, new FixedBatches(batches)))
          rows.startAt(1, 0)
          val before = rows.next(0)
          rows.next(0)
          val thrown = intercept[IllegalArgumentException](
            inputs.replica(replica).forwardBackward(before, StepContext.at(0, 1))
          )
          assert(thrown.getMessage.startsWith("Invalid batch (its rows were not looked up here"))
        } finally {
          inputs.close()
          servers.close()
          replica.close()
        }
      }
    }
  }
}
