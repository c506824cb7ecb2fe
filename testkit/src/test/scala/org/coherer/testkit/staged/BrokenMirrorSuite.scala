package org.coherer.testkit.staged

import java.util.concurrent.ConcurrentLinkedQueue

import org.coherer.testkit.engine.{BrokenMirrors, EngineContract, Perceptrons}
import org.coherer.training.engine.{Engine, NetworkSpec, Replica, ReplicaSettings}
import org.scalatest.events.{Event, TestFailed, TestSucceeded}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.{Args, Reporter}

/** The contract of engines is broken by an engine that forgets a pull or a push. */
class BrokenMirrorSuite extends AnyFunSuite {

  private class Contract(override val engine: Engine) extends EngineContract {
    override def classifier: NetworkSpec = Perceptrons.classifier("staged", 5, 7, 3)
  }

  /** The tests of the contract that an engine fails, and those that it passes. */
  private def outcomes(broken: Replica => Replica): (Set[String], Set[String]) = {
    val events = new ConcurrentLinkedQueue[Event]
    val reporter: Reporter = event => events.add(event): Unit
    val engine = new StagedEngine {
      override def open(settings: ReplicaSettings): Replica = broken(super.open(settings))
    }
    new Contract(engine).run(None, Args(reporter))
    val all = events.toArray(Array[Event]()).toSeq
    (
      all.collect { case e: TestFailed => e.testName }.toSet,
      all.collect { case e: TestSucceeded =>
        e.testName
      }.toSet
    )
  }

  /** The one test that compares classes, which those of these suites are not. */
  private val byClass = Set("contract: the engine is found by its name")

  test("broken mirrors: with none, the contract holds") {
    val (failed, passed) = outcomes(identity)
    assert(failed == byClass && passed.size > 25)
  }

  private val restored = "contract: writing to the parameters' mirror and pushing it restores a network"
  private val seeded = "contract: the same seed gives the same bits, in any thread, whatever ran before"
  private val resumed =
    "contract: parameters, optimizer state and position are all that a step depends on"
  private val changed = "contract: a replica may step on gradients that came from others alone"
  private val wholeBatch = "contract: gradients of parts of a batch add up to the gradient of the whole"

  for (
    (what, broken, expected) <- Seq[(String, Replica => Replica, Set[String])](
      ("parameters without push", new BrokenMirrors(_).parametersWithoutPush, Set(restored, resumed)),
      ("parameters without pull", new BrokenMirrors(_).parametersWithoutPull, Set(restored, seeded)),
      ("gradients without push", new BrokenMirrors(_).gradientsWithoutPush, Set(changed)),
      ("gradients without pull", new BrokenMirrors(_).gradientsWithoutPull, Set(wholeBatch)),
      ("state without push", new BrokenMirrors(_).stateWithoutPush, Set(resumed)),
      ("state without pull", new BrokenMirrors(_).stateWithoutPull, Set(resumed))
    )
  )
    test(s"broken mirrors: $what break the contract") {
      val (failed, _) = outcomes(broken)
      assert(expected.subsetOf(failed), failed)
    }
}
