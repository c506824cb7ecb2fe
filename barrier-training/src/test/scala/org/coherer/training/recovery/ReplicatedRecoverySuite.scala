package org.coherer.training.recovery

import org.coherer.testkit.WithLogLines
import org.coherer.training.engine.NetworkSpec
import org.coherer.training.plan.{OnDivergence, TrainingPlan}
import org.scalatest.funsuite.AnyFunSuite

/** Runs in which every rank has a part of the optimizer's state and a copy of another one's go on after
  * failures, with the same bits, and repeat no step.
  */
class ReplicatedRecoverySuite extends AnyFunSuite with WithAttempts with WithLogLines {

  private val exchanges = Seq("one batch" -> replicated(), "two batches" -> replicated(2))

  private def calls(plan: TrainingPlan) =
    Epochs * (BatchesPerEpoch + 2 * plan.exchange().stepsFor(BatchesPerEpoch.toLong).toInt + 2)

  /** No step that one of those has complete that are left is made again. */
  private def assertNoStepRepeated(cluster: Cluster, lost: Set[Int], clue: String): Unit =
    for (rank <- 0 until cluster.ranks if !lost(rank) && cluster.stood.containsKey(rank))
      assert(cluster.resumed.compareTo(cluster.stood.get(rank)) >= 0, s"$clue: rank $rank was further")

  private def lose(cluster: Cluster, lost: Set[Int]): Unit =
    cluster.processes = cluster.processes.zipWithIndex.map { case (process, rank) =>
      if (lost(rank)) new Survivors else process
    }

  /** Fails once, loses some processes and goes on to the end. */
  private def disturbed(plan: TrainingPlan, fault: Fault, lost: Set[Int], expected: Result): Unit =
    withCluster(plan) { cluster =>
      if (cluster.attempt(Some(fault)).isEmpty) {
        val before = new java.util.HashMap[Int, Position](cluster.stood)
        lose(cluster, lost)
        assert(cluster.attempt(None).contains(expected), s"$fault, lost $lost")
        cluster.stood.putAll(before)
        assertNoStepRepeated(cluster, lost, s"$fault, lost $lost")
        assert(cluster.keptBy.toArray.last != 0, s"$fault, lost $lost: nothing was kept")
      }
    }

  for (ranks <- Seq(2, 3); (name, exchange) <- exchanges) {
    test(s"$ranks ranks, $name: a copy changes no bit of what is trained") {
      val found = undisturbed(planOf(ranks, exchange))
      val expected = undisturbed(planOf(ranks, sharded(exchange.accumulateSteps())))
      assert(found == expected)
    }

    test(s"$ranks ranks, $name: wherever in a pass or an update a rank is lost, no step is") {
      val plan = planOf(ranks, exchange)
      val expected = undisturbed(plan)
      for (call <- 1 to calls(plan) by ranks + 1; failing = call % ranks)
        disturbed(plan, Fault(failing, call), Set(failing), expected)
    }

    test(s"$ranks ranks, $name: a rank that fails and lives on loses nothing either") {
      val plan = planOf(ranks, exchange)
      val expected = undisturbed(plan)
      for (call <- 2 to calls(plan) by 5) disturbed(plan, Fault(call % ranks, call), Set.empty, expected)
    }
  }

  for (ranks <- Seq(2, 3))
    test(s"$ranks ranks: wherever in an exchange a rank is lost, no step is") {
      val plan = planOf(ranks, replicated())
      val expected = undisturbed(plan)
      // All vectors of the first two steps, and some of those after them.
      for (moved <- (4 to 40) ++ (41 to 200 by 7); failing <- 0 until ranks)
        disturbed(plan, Fault(failing, moved, moving = true), Set(failing), expected)
    }

  test("any rank may be lost, also one that has not failed") {
    val plan = planOf(3, replicated())
    val expected = undisturbed(plan)
    for (call <- 3 to calls(plan) by 7; lost <- 0 until 3)
      disturbed(plan, Fault(1, call), Set(lost), expected)
  }

  for (ranks <- Seq(2, 3))
    test(s"$ranks ranks: a run that rolls back loses nothing with a rank") {
      val plan = planOf(ranks, replicated(), OnDivergence.ROLL_BACK)
      val expected = undisturbed(plan)
      assert(expected.rollBacks == 3)
      for (call <- 1 to 2 * calls(plan) by 2; failing = call / 2 % ranks)
        disturbed(plan, Fault(failing, call), Set(failing), expected)
      for (moved <- 5 to 300 by 11; failing = moved % ranks)
        disturbed(plan, Fault(failing, moved, moving = true), Set(failing), expected)
    }

  test("where the engine has its memory apart, no step is lost either") {
    val text = s"staged; layers=$Features,7,$Classes; hidden=tanh; output=softmax; optimizer=adam; rate=0.01"
    val plan = planOf(3, replicated(), OnDivergence.ROLL_BACK, new NetworkSpec("staged", text))
    val expected = undisturbed(plan)
    assert(expected.rollBacks == 3)
    for (call <- 1 to 2 * calls(plan) by 5; failing = call % 3)
      disturbed(plan, Fault(failing, call), Set(failing), expected)
    for (moved <- 5 to 300 by 17; failing = moved % 3)
      disturbed(plan, Fault(failing, moved, moving = true), Set(failing), expected)
  }

  test("two ranks may be lost, unless one holds the copy of the other's part") {
    val plan = planOf(4, replicated())
    val expected = undisturbed(plan)
    for (call <- Seq(9, 20, 31)) disturbed(plan, Fault(0, call), Set(0, 2), expected)
    withCluster(plan) { cluster =>
      assert(cluster.attempt(Some(Fault(1, 20))).isEmpty)
      lose(cluster, Set(1, 2))
      val lines = logged(classOf[PartsCatchUp].getName) {
        assert(cluster.attempt(None).contains(expected) && cluster.keptBy.toArray.last == 0)
      }
      assert(
        lines.exists(
          _.contains(
            "nobody is left who has the parts of the optimizer's state of the ranks 1 (it goes on at its newest" +
              " checkpoint, or begins anew)"
          )
        ),
        lines.mkString("\n")
      )
    }
  }

  test("ranks that change places find their parts elsewhere") {
    val plan = planOf(3, replicated())
    val expected = undisturbed(plan)
    for (call <- Seq(8, 9, 20, 33)) withCluster(plan) { cluster =>
      assert(cluster.attempt(Some(Fault(1, call))).isEmpty)
      cluster.processes = Seq(cluster.processes(1), new Survivors, cluster.processes.head)
      assert(cluster.attempt(None).contains(expected), s"call $call")
      assert(cluster.keptBy.toArray.last != 0, s"call $call")
    }
  }

  test("a rank that fails while it catches up, and is lost again, costs nothing either") {
    val plan = planOf(3, replicated(), OnDivergence.ROLL_BACK)
    val expected = undisturbed(plan)
    for (moved <- 1 to 90 by 4; failing <- 0 until 3) withCluster(plan) { cluster =>
      val clue = s"rank $failing, vector $moved"
      assert(cluster.attempt(Some(Fault(1, 23))).isEmpty)
      val before = new java.util.HashMap[Int, Position](cluster.stood)
      lose(cluster, Set(1))
      if (cluster.attempt(Some(Fault(failing, moved, moving = true, early = true))).isEmpty) {
        lose(cluster, Set(1))
        assert(cluster.attempt(None).contains(expected), clue)
        assert(cluster.keptBy.toArray.last != 0, clue)
        cluster.stood.putAll(before)
        assertNoStepRepeated(cluster, Set(1), clue)
      } else assert(moved > 60, clue)
    }
  }

  test("a run survives one loss after the other") {
    val plan = planOf(3, replicated())
    val expected = undisturbed(plan)
    withCluster(plan) { cluster =>
      for ((rank, call) <- Seq((1, 4), (0, 1), (2, 5), (0, 7), (1, 3))) {
        assert(cluster.attempt(Some(Fault(rank, call))).isEmpty)
        lose(cluster, Set(rank))
      }
      assert(cluster.attempt(None).contains(expected))
      assert(!cluster.keptBy.toArray.drop(1).contains(0))
    }
  }
}
