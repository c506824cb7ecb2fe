package org.coherer.training.driver

import org.scalatest.funsuite.AnyFunSuite

class AttemptLogSuite extends AnyFunSuite {

  private class Run {
    var position: RunPosition = RunPosition.START
    private val log = new AttemptLog(() => position)
    def begin(attempt: Int): Unit = log.began(attempt)
    def fail(attempt: Int): Int = {
      log.failed(attempt)
      log.inARow()
    }
  }

  test("of each attempt, the first rank that fails counts") {
    val run = new Run
    assert(Seq(0, 0, 1, 0, 1, 4).map(run.fail) == Seq(1, 1, 2, 2, 2, 3))
  }

  test("an attempt that has got further is the first of a row") {
    val run = new Run
    assert(run.fail(0) == 1 && run.fail(1) == 2)
    run.begin(2)
    run.position = new RunPosition(1, 0, 5)
    assert(run.fail(2) == 1 && run.fail(3) == 2)
    run.begin(4)
    run.position = new RunPosition(1, 1, 0) // It has gone back with another rate: further, too.
    assert(run.fail(4) == 1)
  }

  test("how far an attempt has got may be known only after its failure") {
    val run = new Run
    run.begin(0)
    assert(run.fail(0) == 1)
    run.position = new RunPosition(2, 0, 0)
    run.begin(1)
    run.begin(1)
    assert(run.fail(1) == 2, "the second one has got no further than the first")
  }
}
