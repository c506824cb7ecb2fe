package org.coherer.examples.clicks

import org.scalatest.funsuite.AnyFunSuite

class ZipfSuite extends AnyFunSuite {

  test("probabilities are in proportion to 1 / (k + 1)^s, and sum to 1") {
    for (exponent <- Seq(0.0, 0.7, 1.0, 1.4)) {
      val zipf = new Zipf(1000, exponent)
      val sum = (0 until 1000).map(zipf.probability).sum
      assert(math.abs(sum - 1) < 1e-12)
      for (k <- Seq(1, 2, 9, 999)) {
        val ratio = zipf.probability(0) / zipf.probability(k)
        assert(math.abs(ratio / math.pow(k + 1.0, exponent) - 1) < 1e-9, s"$k, $exponent")
      }
    }
  }

  test("every uniform number becomes the number whose part of the unit interval it is in") {
    val zipf = new Zipf(7, 1)
    var low = 0.0
    for (k <- 0 until 7) {
      val high = low + zipf.probability(k)
      assert(zipf.number(low + 1e-9) == k && zipf.number(high - 1e-9) == k)
      low = high
    }
    assert(zipf.number(0) == 0)
    assert(zipf.number(Math.nextDown(1.0)) == 6)
  }

  test("a bound of two parts belongs to the second") {
    val even = new Zipf(4, 0)
    assert(Seq(0.25, 0.5, 0.75).map(even.number) == Seq(1, 2, 3))
  }

  test("one number is always drawn") {
    val one = new Zipf(1, 1.5)
    assert(one.probability(0) == 1 && one.number(0.999) == 0)
  }
}
