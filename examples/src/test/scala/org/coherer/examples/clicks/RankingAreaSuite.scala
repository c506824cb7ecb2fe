package org.coherer.examples.clicks

import scala.util.Random

import org.scalatest.funsuite.AnyFunSuite

class RankingAreaSuite extends AnyFunSuite {

  /** Counts all pairs, one by one. */
  private def counted(clicked: Array[Double], others: Array[Double]): Double = {
    val pairs =
      for (high <- clicked; low <- others) yield if (high > low) 1.0 else if (high == low) 0.5 else 0.0
    pairs.sum / pairs.length
  }

  test("the area is that of all pairs counted, with ties and without") {
    val random = new Random(3)
    for (values <- Seq(2, 5, 1000000); sizes <- Seq((1, 1), (1, 7), (40, 23), (200, 100))) {
      val clicked = Array.fill(sizes._1)(random.nextInt(values).toDouble)
      val others = Array.fill(sizes._2)(random.nextInt(values) - values / 4.0)
      assert(math.abs(RankingArea.of(clicked, others) - counted(clicked, others)) < 1e-12)
    }
  }

  test("right, wrong, and no order are 1, 0 and one half") {
    assert(RankingArea.of(Array(3.0, 2.0), Array(1.0, 0.0)) == 1)
    assert(RankingArea.of(Array(0.0), Array(1.0, 2.0)) == 0)
    assert(RankingArea.of(Array(1.0, 1.0), Array(1.0, 1.0, 1.0)) == 0.5)
  }

  test("both zeros are equal, and no score is changed") {
    val clicked = Array(2.0, 0.0, -0.0)
    assert(RankingArea.of(clicked, Array(-0.0)) == (1 + 0.5 + 0.5) / 3)
    assert(clicked.toSeq == Seq(2.0, 0.0, -0.0))
  }

  test("rows of one kind, and scores that are no numbers, are refused") {
    def refused(clicked: Array[Double], others: Array[Double]) =
      intercept[IllegalArgumentException](RankingArea.of(clicked, others)).getMessage
    assert(refused(Array(), Array(1)) == "No rows with clicks (there must be some of both)")
    assert(refused(Array(1), Array()) == "No rows without clicks (there must be some of both)")
    assert(refused(Array(1), Array(Double.NaN)) == "Invalid score NaN (must be a number)")
  }
}
