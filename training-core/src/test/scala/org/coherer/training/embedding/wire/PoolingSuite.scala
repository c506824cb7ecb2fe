package org.coherer.training.embedding.wire

import scala.util.Random

import org.coherer.training.embedding.Combiner
import org.scalatest.funsuite.AnyFunSuite

class PoolingSuite extends AnyFunSuite {

  private val ends = Array(2, 2, 3, 7)

  /** Rows of 2 floats: position p has p and 10 p. */
  private val rows = Array.tabulate(7)(p => Seq(p.toFloat, p * 10f)).flatten

  private def pooled(combiner: Combiner): Seq[Float] = {
    val into = Array.fill(8)(Float.NaN)
    new Pooling(combiner, 2).pool(rows, ends, into)
    into.toSeq
  }

  test("bags have the sum, the mean or the scaled sum of their rows; empty ones have zeros") {
    assert(pooled(Combiner.SUM) == Seq(1f, 10f, 0f, 0f, 2f, 20f, 18f, 180f))
    assert(pooled(Combiner.MEAN) == Seq(0.5f, 5f, 0f, 0f, 2f, 20f, 4.5f, 45f))
    val root = math.sqrt(0.5).toFloat
    assert(pooled(Combiner.SQRTN) == Seq(root, 10 * root, 0f, 0f, 2f, 20f, 9f, 90f))
  }

  test("gradients of positions are those of the sum over bags of gradient times row") {
    val random = new Random(1)
    val gradients = Array.fill(8)(random.nextInt(9) - 4f)
    for (combiner <- Combiner.values) {
      val pooling = new Pooling(combiner, 2)
      val spread = Array.fill(14)(Float.NaN)
      pooling.spread(gradients, ends, spread)
      def loss(at: Array[Float]): Double = {
        val into = new Array[Float](8)
        pooling.pool(at, ends, into)
        into.zip(gradients).map { case (v, g) => v.toDouble * g }.sum
      }
      for (i <- 0 until 14) {
        val (up, down) = (rows.clone(), rows.clone())
        up(i) += 1
        down(i) -= 1
        assert(math.abs((loss(up) - loss(down)) / 2 - spread(i)) < 1e-4, s"$combiner, $i")
      }
    }
  }

  test("bags that end before they start are refused") {
    for (ends <- Seq(Array(-1), Array(2, 1))) {
      val pooling = new Pooling(Combiner.SUM, 2)
      val pool = intercept[IllegalArgumentException](pooling.pool(rows, ends, new Array[Float](8)))
      assert(
        pool.getMessage.matches("Invalid end -?1 of a bag of ids \\(must be at least its start, [02]\\)")
      )
      intercept[IllegalArgumentException](pooling.spread(new Array[Float](8), ends, new Array[Float](14)))
    }
  }
}
