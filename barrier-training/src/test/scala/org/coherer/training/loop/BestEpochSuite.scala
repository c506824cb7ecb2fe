package org.coherer.training.loop

import java.util.Optional

import org.coherer.training.encoding.TargetEncoding
import org.coherer.training.engine.HostMirror
import org.coherer.training.event.TrainingHistory
import org.coherer.training.plan.{Monitor, OnDivergence, Stopping}
import org.coherer.training.vector.FlatVector
import org.scalatest.funsuite.AnyFunSuite

class BestEpochSuite extends AnyFunSuite {

  /** The epoch after which it stops, the best one, and the parameters at the end; epoch n has (n, n). */
  private def decided(
      values: Seq[Double],
      patience: Int,
      monitor: String = "accuracy",
      minDelta: Double = 0,
      restoreBest: Boolean = true
  ): (Int, Int, Float) = {
    val stopping = new Stopping(patience, minDelta, monitor, restoreBest, 0, OnDivergence.FAIL)
    val parameters = FlatVector.allocate(2)
    val monitorOf = Monitor.of(stopping, true, new TargetEncoding.ClassIndex(3))
    val result = new KeptCopy(HostMirror.of(parameters), Optional.empty())
    var best = BestEpoch.NONE
    val last = values.indices.find { i =>
      parameters.fill(i + 1f)
      val better = best.or(epoch(i + 1, values(i)), monitorOf, minDelta)
      if (better != best) result.keep()
      best = better
      patience > 0 && i + 1 - best.epoch() >= patience
    }
    val count = last.fold(values.size)(_ + 1)
    if (restoreBest && best.epoch() > 0) result.restore()
    assert(parameters.get(0) == parameters.get(1))
    (count, if (best.epoch() == 0) count else best.epoch(), parameters.get(0))
  }

  private def epoch(number: Int, value: Double) = new TrainingHistory.Epoch(
    number,
    value,
    1,
    0,
    1,
    new TrainingHistory.Times(0, 0, 0, 0, 0),
    new TrainingHistory.ValidationResult(
      value,
      java.util.Collections.singletonMap("accuracy", Double.box(value)) match {
        case map => new java.util.TreeMap[String, java.lang.Double](map)
      }
    )
  )

  private val some = Seq(0.1, 0.4, 0.3, 0.35, 0.6, 0.5, 0.5, 0.5)

  test("training goes on until there was no better epoch for as many as patience says") {
    assert(decided(some, 1) == ((3, 2, 2f)))
    assert(decided(some, 2) == ((4, 2, 2f)))
    assert(decided(some, 3) == ((8, 5, 5f)))
    assert(decided(some, 4) == ((8, 5, 5f)))
    assert(decided(some, 0) == ((8, 5, 5f)))
  }

  test("of a loss, less is better") {
    for (name <- Seq("loss", "trainingLoss"))
      assert(decided(some.map(1 - _), 2, name) == ((4, 2, 2f)))
    assert(decided(some, 3, "loss") == ((4, 1, 1f)))
  }

  test("a better epoch is better by more than minDelta, than the best one before") {
    assert(decided(Seq(0.0, 0.25, 0.5, 0.75, 1.0), 2, minDelta = 0.25) == ((5, 5, 5f)))
    assert(decided(Seq(0.0, 0.25, 0.25, 0.25), 2, minDelta = 0.25) == ((3, 1, 1f)))
    assert(decided(Seq(1, 0.9, 0.8, 0.7), 2, "loss", minDelta = 0.15) == ((4, 3, 3f)))
  }

  test("an equal epoch is no better one") {
    assert(decided(Seq(0.5, 0.5, 0.5), 2) == ((3, 1, 1f)))
  }

  test("the last parameters stay if the best ones are not asked for") {
    assert(decided(some, 2, restoreBest = false) == ((4, 2, 4f)))
  }

  test("what is no number is never better, and the last epoch is the best of none") {
    val nan = Double.NaN
    assert(decided(Seq(nan, 0.5, nan, nan), 2) == ((4, 2, 2f)))
    assert(decided(Seq(nan, nan, nan), 2) == ((2, 2, 2f)))
    assert(decided(Seq(nan, nan, nan), 0) == ((3, 3, 3f)))
  }
}
