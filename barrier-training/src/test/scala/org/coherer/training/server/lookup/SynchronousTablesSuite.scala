package org.coherer.training.server.lookup

import scala.concurrent.duration.DurationInt
import scala.concurrent.{Await, Future}

import org.coherer.testkit.OwnThreads.context
import org.coherer.training.plan.{Consistency, Exchange, ServerPlan, TrainingPlan}
import org.coherer.training.server.Segment
import org.nd4j.linalg.learning.config.{Adam, Sgd}
import org.scalatest.funsuite.AnyFunSuite

class SynchronousTablesSuite extends AnyFunSuite with WithEmbeddedServers {

  private val Synchronous = new Consistency.Synchronous

  /** Trains with one thread per worker; returns parameters, rows of users and rows of words. */
  private def served(plan: TrainingPlan, servers: Int, batches: Seq[Seq[Record]]*): Seq[Seq[Float]] =
    withTempDir { folder =>
      val serverPlan = new ServerPlan(servers, Synchronous)
      val perStep = plan.exchange().accumulateSteps()
      val perEpoch = batches.map(_.size).max.toLong
      withBoth(plan, serverPlan, folder) { all =>
        val driver = driverClient(all, serverPlan, batches.size)
        for (epoch <- 1 to plan.data().epochs()) {
          val steps = plan.exchange().stepsFor(perEpoch)
          driver.begin(epoch, batches.size, steps, 1)
          val workers = batches.indices.map { number =>
            val own = batches(number)
            val last = (own.size + perStep - 1) / perStep
            val segment = new Segment(epoch, 1, last.toLong, perEpoch)
            Future(learn(all, plan, serverPlan, number, new FixedBatches(own), segment))
          }
          workers.foreach(Await.result(_, 30.seconds))
        }
        val found = driver.snapshot().parameters().toArray.toSeq
        val ofUsers = rowsOf(all, 0, 3, (0L until 12L).map(_ << 40): _*).flatten
        Seq(found, ofUsers, rowsOf(all, 1, 2, 0L until 20L: _*).flatten)
      }
    }

  private val data = records(41, weight = i => 0.5f + i % 3)
  private val whole = Seq(data.take(16), data.slice(16, 27), data.slice(27, 35), data.drop(35))
  private val first = Seq(whole(0).take(8), whole(1).take(8), whole(2).take(3), whole(3).take(1))
  private val second = Seq(whole(0).drop(8), whole(1).drop(8), whole(2).drop(3), whole(3).drop(1))

  private def assertAllClose(found: Seq[Seq[Float]], expected: Seq[Seq[Float]], relative: Double = 1e-6) =
    found.zip(expected).foreach { case (some, others) => assertClose(some, others, relative) }

  for ((name, updater) <- Seq("SGD" -> new Sgd(0.1), "Adam" -> new Adam(0.01)))
    test(s"two workers are one worker with the rows of both, on any number of servers: $name") {
      val two = plan(6, 8, 2, network(updater))
      val one = served(plan(6, 16, 1, network(updater)), 1, whole)
      val both = served(two, 1, first, second)
      assertAllClose(both, one)
      assert(served(two, 2, first, second) == both)
      assert(served(two, 3, first, second) == both)
      // Something was learned.
      assert(one(1) != served(plan(1, 16, 1, network(updater)), 1, whole)(1))
    }

  test("a worker with a shard of fewer batches, and rows without ids, take part as in any other step") {
    val two = plan(4, 16, 2)
    val alone = plan(4, 32, 1)
    val joined = Seq(whole(0) ++ whole(2), whole(1), whole(3))
    assertAllClose(served(two, 2, Seq(whole(0), whole(1), whole(3)), Seq(whole(2))), served(alone, 1, joined))
  }

  test("with accumulated steps, batches are one batch with all their rows") {
    val several = plan(4, 8, 1, exchange = new Exchange(2, Exchange.DEFAULT.agreement()))
    val parts = Seq(whole(0).take(8), whole(0).drop(8), whole(1).take(8), whole(1).drop(8))
    assertAllClose(served(several, 2, parts), served(plan(4, 16, 1), 1, whole.take(2)))
  }

  test("a step that comes twice, and the rows pushed with it, count once") {
    withTempDir { folder =>
      val serverPlan = new ServerPlan(2, Synchronous)
      val one = plan(1, 16, 1)
      def trained(again: Boolean) = withBoth(one, serverPlan, folder) { all =>
        val driver = driverClient(all, serverPlan, 1)
        driver.begin(1, 1, 4, 1)
        learn(all, one, serverPlan, 0, new FixedBatches(whole), new Segment(1, 1, 2, 4))
        if (again) {
          // A task that was lost after its steps were applied sends one again, and is answered.
          val replica = openEmbedded(one)
          val client = workerClient(all, serverPlan, 0, replica)
          val inputs = WorkerInputs.of(one, client, false)
          try {
            assert(client.join() == 2)
            val batches = inputs.batches(org.coherer.training.data.RankBatches.of(0, new FixedBatches(whole)))
            batches.startAt(1, 1)
            inputs
              .replica(replica)
              .forwardBackward(batches.next(0), org.coherer.training.engine.StepContext.at(1, 1))
            inputs.rows().send(2, 11)
            client.step(2, new org.coherer.training.sync.StepTotals(11, 11, 1), false)
            inputs.rows().sent()
          } finally {
            inputs.close()
            client.close()
            replica.close()
          }
        }
        learn(all, one, serverPlan, 0, new FixedBatches(whole), new Segment(1, 3, 4, 4))
        assert(driver.position().version() == 4)
        (
          driver.snapshot().parameters().toArray.toSeq,
          rowsOf(all, 0, 3, (0L until 12L).map(_ << 40): _*),
          rowsOf(all, 1, 2, 0L until 20L: _*)
        )
      }
      assert(trained(again = true) == trained(again = false))
    }
  }
}
