package org.coherer.training.vector

import java.math.{BigDecimal => Exact}

import scala.util.Random

import org.scalatest.funsuite.AnyFunSuite

class SquareSumSuite extends AnyFunSuite {

  private def sum(parts: Seq[Float]*): Array[Double] =
    parts
      .map { part =>
        val one = new SquareSum
        one.add(FlatVector.of(part: _*))
        one.digits()
      }
      .reduce((a, b) => a.zip(b).map { case (x, y) => x + y })

  private def exact(values: Seq[Float]): Double =
    values.map(v => new Exact(v.toDouble).pow(2)).foldLeft(Exact.ZERO)(_ add _).doubleValue()

  private def random(count: Int, seed: Long = 1): Seq[Float] = {
    val source = new Random(seed)
    Seq.fill(count)((source.nextGaussian() * math.pow(2, (source.nextInt(60) - 40).toDouble)).toFloat)
  }

  test("the sum of squares is that of exact arithmetic, rounded once") {
    for (count <- Seq(0, 1, 2, 5, 4095, 4096, 4097, 70001)) {
      val values = random(count)
      assert(SquareSum.valueOf(sum(values)) == exact(values))
    }
  }

  test("it does not depend on the order, or on who adds what") {
    val values = random(5000, seed = 2)
    val whole = sum(values).toSeq
    assert(sum(new Random(3).shuffle(values)).toSeq == whole)
    for (cut <- Seq(0, 1, 1023, 2500, 5000)) {
      val parts = sum(values.take(cut), values.drop(cut))
      assert(SquareSum.valueOf(parts) == SquareSum.valueOf(whole.toArray))
    }
  }

  test("the largest, the smallest and subnormal numbers count") {
    val edge =
      Seq(Float.MaxValue, -Float.MaxValue, java.lang.Float.MIN_NORMAL, Float.MinPositiveValue, 0f, -0f)
    for (values <- edge.map(Seq(_)) ++ Seq(edge, edge.drop(2), edge.drop(3)))
      assert(SquareSum.valueOf(sum(values)) == exact(values))
  }

  test("many equal squares do not overflow, also where sums are carried again and again") {
    val one = new SquareSum
    val vector = FlatVector.allocate(300000)
    vector.fill(java.lang.Math.nextDown(2f))
    one.add(vector)
    one.add(vector)
    val expected = new Exact(java.lang.Math.nextDown(2f).toDouble).pow(2).multiply(new Exact(600000))
    assert(SquareSum.valueOf(one.digits()) == expected.doubleValue())
    one.clear()
    assert(SquareSum.valueOf(one.digits()) == 0)
  }
}
