package org.coherer.training.loop.time

import org.coherer.training.sync.StepTotals
import org.scalatest.funsuite.AnyFunSuite

class ProgressMeterSuite extends AnyFunSuite {

  private var seconds = 0.0
  private def meter(epochs: Int, steps: Long) = {
    seconds = 100
    val created = new ProgressMeter(epochs, steps, () => (seconds * 1e9).toLong)
    created.start(0)
    created.startEpoch(0)
    created
  }

  test("reports come about once a second and at the end of an epoch") {
    val progress = meter(1, 25)
    val reported = (1 to 25).filter { step =>
      seconds += 0.1
      progress.afterStep(1, step, new StepTotals(step * 10, step * 10, step)) != null
    }
    assert(reported.size == 3 && reported.last == 25)
  }

  test("the rate counts the rows since the last report") {
    val progress = meter(2, 10)
    seconds += 1
    assert(progress.afterStep(1, 1, new StepTotals(100, 100, 50)).rowsPerSecond() == 100)
    seconds += 2
    val second = progress.afterStep(1, 2, new StepTotals(400, 400, 100))
    assert(second.rowsPerSecond() == 150)
    assert(second.loss() == 0.25)
  }

  test("what a run had done before it was resumed counts as done, not as done since") {
    val progress = new ProgressMeter(2, 10, () => (seconds * 1e9).toLong)
    seconds = 100
    progress.start(5)
    progress.startEpoch(50)
    seconds += 2
    val report = progress.afterStep(1, 10, new StepTotals(100, 100, 1))
    assert(report.rowsPerSecond() == 25)
    assert(math.abs(report.secondsLeft() - 4) < 1e-6)
  }

  test("the time left scales what is done to what is to do, over all epochs") {
    val progress = meter(2, 10)
    seconds += 4
    assert(math.abs(progress.afterStep(1, 5, new StepTotals(5, 5, 1)).secondsLeft() - 12) < 1e-6)
  }
}
