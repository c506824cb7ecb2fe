package org.coherer.training.recovery

import org.coherer.training.plan.{Agreement, Exchange}
import org.scalatest.funsuite.AnyFunSuite

/** Runs whose ranks average parameters go on at the last exchange; what a rank has for itself stays with it.
  */
class AveragedRecoverySuite extends AnyFunSuite with WithAttempts {

  /** Rank 1 has as many batches as the others, so that all ranks make as many calls. */
  override protected def rowsOf(rank: Int): Int = 18 + rank

  private def averaged(steps: Int, momentum: Double) =
    new Exchange(1, new Agreement.Averaging(steps, 0.7, momentum))

  /** In an epoch of five steps of three calls each, with an exchange after every other step, and two calls of
    * validation: the calls before which a rank may wait for others, which then have left the last exchange.
    */
  private val within = (0 until 3 * 17).filterNot(call => Set(0, 6, 12, 15)(call % 17)).map(_ + 1)

  for (ranks <- Seq(2, 3); momentum <- Seq(0.0, 0.9))
    test(s"$ranks ranks, momentum $momentum: between exchanges, a rank fails, and the bits are the same") {
      val plan = planOf(ranks, averaged(2, momentum))
      val expected = undisturbed(plan)
      for (call <- within) withCluster(plan) { cluster =>
        assert(cluster.attempt(Some(Fault(call % ranks, call, together = true))).isEmpty)
        assert(cluster.attempt(None).contains(expected), s"call $call")
        // In mid update, none; a rank whose call has changed nothing is where the others are.
        assert(
          Set(ranks, ranks - 1, 0).contains(cluster.keptBy.toArray.last.asInstanceOf[Int]),
          s"call $call"
        )
      }
    }

  test("a rank whose process is lost goes on with a copy of another one's optimizer state") {
    val plan = planOf(3, averaged(2, 0.9))
    val expected = undisturbed(plan)
    withCluster(plan) { cluster =>
      assert(cluster.attempt(Some(Fault(1, 17 + 8, together = true))).isEmpty)
      cluster.processes = cluster.processes.updated(1, new Survivors)
      val found = cluster.attempt(None).get
      assert(cluster.keptBy.toArray.last == 2)
      val states = (0 to 2).map(rank => cluster.began.get(rank))
      assert(states(1) == states(0) && states(2) != states(0))
      assert(found.losses.size == expected.losses.size && found.parameters != expected.parameters)
      found.losses.zip(expected.losses).foreach { case (one, other) =>
        assert(math.abs(one / other - 1) < 0.02)
      }
    }
  }

  test("a rank that lacks an exchange which another one has made gets parameters and position from it") {
    val plan = planOf(2, averaged(2, 0.9))
    // Fails with its first call after an exchange, in which the other one may still be.
    for (call <- Seq(7, 13)) withCluster(plan) { cluster =>
      assert(cluster.attempt(Some(Fault(0, call))).isEmpty)
      val result = cluster.attempt(None).get
      assert(result.losses.size == 6 && result.losses.forall(_ > 0))
      assert(Set(1, 2).contains(cluster.keptBy.toArray.last.asInstanceOf[Int]))
    }
  }

  test("a run survives one failure after the other, the loss of a process among them") {
    val plan = planOf(2, averaged(3, 0.9))
    withCluster(plan) { cluster =>
      for ((rank, call) <- Seq((1, 4), (0, 2), (1, 5), (0, 8)))
        assert(cluster.attempt(Some(Fault(rank, call, together = true))).isEmpty)
      cluster.processes = Seq(cluster.processes.head, new Survivors)
      assert(cluster.attempt(Some(Fault(1, 2))).isEmpty)
      val result = cluster.attempt(None).get
      assert(result.losses.size == 6 && result.losses.last < result.losses.head)
    }
  }
}
