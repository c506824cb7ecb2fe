package org.coherer.training.driver

import org.coherer.training.event.TrainingEvent._
import org.coherer.training.event.TrainingHistory.Times
import org.scalatest.funsuite.AnyFunSuite

class RunPositionSuite extends AnyFunSuite {

  private def completed(epoch: Int) = new EpochCompleted(epoch, 1, 10, 0, 0.1, new Times(1, 0, 1, 0, 0))

  test("steps, epochs and roll-backs bring a run further, and nothing else does") {
    val events = Seq(
      new Progress(1, 3, 1, 1, 1),
      new RolledBack(1, 5, "why", 1, 0.5),
      new Progress(1, 2, 1, 1, 1),
      new RolledBack(1, 0, "why", 2, 0.25),
      completed(1),
      new Progress(2, 1, 1, 1, 1)
    )
    val positions = events.scanLeft(RunPosition.START)(_ after _)
    for (Seq(before, next) <- positions.sliding(2)) assert(next.compareTo(before) > 0, next)
    assert(positions.last == new RunPosition(2, 2, 1))
    val late = positions.last
    for (
      other <- Seq(
        new Progress(1, 9, 1, 1, 1),
        completed(1),
        new StepSkipped(2, 1, "why"),
        new RunResumed(2, 1, 1)
      )
    )
      assert(late.after(other) == late)
  }
}
