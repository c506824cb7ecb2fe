package org.coherer.connector.profile

import java.math.{BigDecimal => JavaDecimal}

import scala.util.Random

import org.scalatest.funsuite.AnyFunSuite

class MomentsSuite extends AnyFunSuite {

  /** Rows of four numbers: of a common size, far from 0 with little spread, drifting, mostly 0. */
  private def rows(count: Int, seed: Int): IndexedSeq[Array[Float]] = {
    val random = new Random(seed)
    IndexedSeq.tabulate(count) { i =>
      Array(
        (random.nextGaussian() * 3 - 1).toFloat,
        (1e6 + random.nextInt(8)).toFloat,
        (i * 10 + random.nextGaussian()).toFloat,
        if (i % 7 == 0) (random.nextGaussian() * 1e-3).toFloat else 0f
      )
    }
  }

  private def momentsOf(rows: Seq[Array[Float]]): Moments = {
    val builder = new MomentsBuilder(4)
    rows.foreach(row => builder.add(row, 1f))
    builder.build()
  }

  private def sparseMomentsOf(rows: Seq[Array[Float]]): Moments = {
    val builder = new MomentsBuilder(4)
    rows.foreach { row =>
      val there = row.indices.filter(i => row(i) != 0f).toArray
      builder.add(there, there.map(i => row(i)), there.length, 1f)
    }
    builder.build()
  }

  /** Mean and variance as exact decimals give them. */
  private def exact(rows: Seq[Array[Float]], i: Int): (Double, Double) = {
    val context = new java.math.MathContext(60)
    val values = rows.map(row => new JavaDecimal(row(i).toDouble))
    def mean(all: Seq[JavaDecimal]): JavaDecimal =
      all.reduce(_.add(_, context)).divide(new JavaDecimal(all.size), context)
    val middle = mean(values)
    val variance = mean(values.map { value =>
      val away = value.subtract(middle, context)
      away.multiply(away, context)
    })
    (middle.doubleValue, variance.doubleValue)
  }

  private def assertClose(found: Moments, rows: Seq[Array[Float]], tolerance: Double): Unit = {
    assert(found.weight() == rows.size)
    for (i <- 0 until 4) {
      val (mean, variance) = exact(rows, i)
      assert(math.abs(found.mean(i) - mean) <= tolerance * (math.abs(mean) + math.sqrt(variance)), s"mean $i")
      assert(math.abs(found.variance(i) - variance) <= tolerance * variance, s"variance $i")
    }
  }

  for (count <- Seq(1, 2, 255, 256, 257, 5000))
    test(s"the moments of $count rows are those of exact arithmetic") {
      assertClose(momentsOf(rows(count, count)), rows(count, count), 1e-12)
    }

  test("sparse rows have the moments of the same dense ones") {
    val some = rows(3000, 5).map(row => Array(row(0), 0f, 0f, row(3)))
    assertClose(sparseMomentsOf(some), some, 1e-12)
    val (dense, sparse) = some.splitAt(1000)
    assertClose(momentsOf(dense).plus(sparseMomentsOf(sparse)), some, 1e-12)
  }

  test(
    "other partitions of the same rows lead to the same moments within 1e-12, the same ones to the same bits"
  ) {
    val some = rows(20000, 3)
    val whole = momentsOf(some)
    for (parts <- Seq(2, 7, 100, 1999)) {
      def merged = some.grouped(20000 / parts + 1).map(momentsOf).reduce(_ plus _)
      assert(merged == merged)
      for (i <- 0 until 4) {
        val spread = math.sqrt(whole.variance(i))
        assert(math.abs(merged.mean(i) - whole.mean(i)) <= 1e-12 * (math.abs(whole.mean(i)) + spread))
        assert(math.abs(merged.variance(i) - whole.variance(i)) <= 1e-12 * whole.variance(i))
      }
    }
  }

  test("a weight counts as so many rows, and a row without any counts nothing") {
    val some = rows(700, 9)
    val (dense, sparse, repeated) = (new MomentsBuilder(4), new MomentsBuilder(4), new MomentsBuilder(4))
    for ((row, i) <- some.zipWithIndex) {
      dense.add(row, (i % 3).toFloat)
      sparse.add(Array(0, 1, 2, 3), row, 4, (i % 3).toFloat)
      (0 until i % 3).foreach(_ => repeated.add(row, 1f))
    }
    val expected = repeated.build()
    for (found <- Seq(dense.build(), sparse.build()); i <- 0 until 4) {
      assert(found.weight() == 699)
      assert(math.abs(found.mean(i) - expected.mean(i)) <= 1e-9 * (1 + math.abs(expected.mean(i))))
      assert(math.abs(found.variance(i) - expected.variance(i)) <= 1e-2 * expected.variance(i))
    }
    val weightless = new MomentsBuilder(1)
    weightless.add(Array(5f), 0f)
    assert(weightless.build().weight() == 0 && weightless.build().variance(0) == 0)
  }

  test("no rows add nothing") {
    val some = momentsOf(rows(10, 1))
    assert(some.plus(Moments.none(4)) == some && Moments.none(4).plus(some) == some)
    assert(Moments.none(4).variance(0) == 0 && Moments.none(4).weight() == 0)
  }
}
