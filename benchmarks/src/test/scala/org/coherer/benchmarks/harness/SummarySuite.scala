package org.coherer.benchmarks.harness

import java.util.Optional
import java.util.function.DoubleUnaryOperator

import org.scalatest.funsuite.AnyFunSuite

class SummarySuite extends AnyFunSuite {

  test("the median of an odd number is the middle one, whatever the order") {
    assert(Summary.of(5, 1, 4, 2, 3) == new Summary(3, 1, 5))
    assert(Summary.of(7) == new Summary(7, 7, 7))
  }

  test("the median of an even number is the mean of the middle two") {
    assert(Summary.of(1, 10, 2, 4) == new Summary(3, 1, 10))
  }

  test("the values that were handed in keep their order") {
    val values = Array(3.0, 1.0, 2.0)
    Summary.of(values: _*)
    assert(values.sameElements(Array(3.0, 1.0, 2.0)))
  }

  test("nothing has no median") {
    val e = intercept[IllegalArgumentException](Summary.of())
    assert(e.getMessage == "Cannot sum up no measurements (must be at least 1)")
  }

  test("a unit that turns times into rates swaps the ends of the spread") {
    val rate = new DoubleUnaryOperator { override def applyAsDouble(value: Double): Double = 8 / value }
    assert(Summary.of(1, 2, 4).in(rate) == new Summary(4, 2, 8))
  }

  test("a ratio above 1 means that we are ahead, in times and in rates") {
    val low = Summary.of(2)
    val high = Summary.of(6)
    assert(low.timeRatio(Optional.of(high)).get == 3.0)
    assert(high.timeRatio(Optional.of(low)).get < 1)
    assert(high.rateRatio(Optional.of(low)).get == 3.0)
    assert(low.rateRatio(Optional.of(high)).get < 1)
  }

  test("there is no ratio to an absent peer") {
    assert(!Summary.of(1).timeRatio(Optional.empty()).isPresent)
    assert(!Summary.of(1).rateRatio(Optional.empty()).isPresent)
  }
}
