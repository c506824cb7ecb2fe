package org.coherer.training.embedding.table

import scala.util.Random

import org.coherer.training.embedding.{RowOptimizer, RowStep}
import org.scalatest.funsuite.AnyFunSuite

/** Optimizers against their formulas in double precision, over many pushes. */
class RowUpdateSuite extends AnyFunSuite with WithTables {

  private val rate = 0.05

  /** A row and its state. */
  private case class Row(w: Seq[Double], s: Seq[Double])

  private def close(found: Float, expected: Double) =
    math.abs(found - expected) <= 2e-5 * math.max(0.1, math.abs(expected))

  /** Pushes ids by turns: some often, some seldom. */
  private def assertRule(optimizer: RowOptimizer, width: Int)(
      rule: (Row, Seq[Double], Double) => Row
  ): Unit = withTable(spec(width, optimizer)) { table =>
    val random = new Random(width)
    val start = Row(Nil, Seq.fill(optimizer.stateOf(width))(0.0))
    val rows = (0L until 300L).map(id => start.copy(w = table.initial(id).map(_.toDouble))).toArray
    for (step <- 1 to 60) {
      val ids = (0L until 300L).filter(id => random.nextInt(1 + (id % 7).toInt) == 0)
      val factor = if (step > 30) 0.5f else 1f
      val gradients = ids.map(_ => Seq.fill(width)(random.nextGaussian().toFloat))
      table.push(idsOf(ids), floatsOf(gradients), new RowStep(4f, factor, step.toLong))
      ids.zip(gradients).foreach { case (id, g) =>
        rows(id.toInt) = rule(rows(id.toInt), g.map(_ / 4.0), rate * factor)
      }
    }
    val found = table.snapshot()
    assert(found.size == 300)
    for ((id, (floats, _)) <- found; (value, expected) <- floats.zip(rows(id.toInt).w ++ rows(id.toInt).s))
      assert(close(value, expected), s"id $id: $value, not $expected")
  }

  for (width <- Seq(1, 3, 16, 65)) {
    test(s"stochastic gradient descent, $width wide") {
      assertRule(new RowOptimizer.Sgd(rate.toFloat), width) { (row, g, r) =>
        row.copy(w = row.w.zip(g).map { case (w, slope) => w - r * slope })
      }
    }

    test(s"AdaGrad, $width wide") {
      assertRule(new RowOptimizer.AdaGrad(rate.toFloat, 1e-6f), width) { (row, g, r) =>
        val s = row.s.zip(g).map { case (sum, slope) => sum + slope * slope }
        Row((0 until width).map(i => row.w(i) - r * g(i) / (math.sqrt(s(i)) + 1e-6)), s)
      }
    }

    test(s"row-wise AdaGrad, $width wide") {
      assertRule(new RowOptimizer.RowWiseAdaGrad(rate.toFloat, 1e-6f), width) { (row, g, r) =>
        val s = row.s.head + g.map(slope => slope * slope).sum / width
        Row((0 until width).map(i => row.w(i) - r * g(i) / (math.sqrt(s) + 1e-6)), Seq(s))
      }
    }

    test(s"lazy Adam, $width wide") {
      assertRule(new RowOptimizer.LazyAdam(rate.toFloat, 0.9f, 0.99f, 1e-6f), width) { (row, g, r) =>
        val (b1, b2) = (0.9f.toDouble, 0.99f.toDouble)
        val m = (0 until width).map(i => b1 * row.s(i) + (1 - b1) * g(i))
        val v = (0 until width).map(i => b2 * row.s(width + i) + (1 - b2) * g(i) * g(i))
        val t = row.s(2 * width) + 1
        val corrected = r * math.sqrt(1 - math.pow(b2, t)) / (1 - math.pow(b1, t))
        Row((0 until width).map(i => row.w(i) - corrected * m(i) / (math.sqrt(v(i)) + 1e-6)), m ++ v :+ t)
      }
    }
  }

  test("the first step of lazy Adam is as long as the rate, however late it is") {
    withTable(spec(1, new RowOptimizer.LazyAdam(0.01f, 0.9f, 0.999f, 1e-12f))) { table =>
      table.touch(Seq(1), step = 1000000)
      assert(math.abs(table.initial(1).head - table.row(1).head - 0.01f) < 1e-6)
    }
  }

  test("corrections of Adam go on where those that are computed once end") {
    val adam = new LazyAdamUpdate(new RowOptimizer.LazyAdam(1f, 0f, 0.9999f, 1e-12f))
    for (pushes <- Seq(1, 16383, 16384, 16385, 1 << 24)) {
      val slot = Array(0f, 0f, 0f, pushes - 1f)
      adam.apply(slot, Array(1f), 1, 1f)
      val correction = math.sqrt(1 - math.pow(0.9999f.toDouble, pushes.toDouble))
      val step = correction / math.sqrt(1 - 0.9999f)
      assert(math.abs(-slot(0) / step - 1) < 1e-5, pushes)
    }
  }

  test("rows without gradients keep their bits, whatever the optimizer") {
    val optimizers = Seq(
      sgd,
      new RowOptimizer.AdaGrad(0.1f, 1e-8f),
      new RowOptimizer.RowWiseAdaGrad(0.1f, 1e-8f),
      new RowOptimizer.LazyAdam(0.1f, 0.9f, 0.999f, 1e-8f)
    )
    for (optimizer <- optimizers) withTable(spec(4, optimizer)) { table =>
      table.touch(0L until 50L)
      val before = table.snapshot()
      for (_ <- 0 until 5) table.touch(25L until 50L)
      val after = table.snapshot()
      for (id <- 0L until 25L) assert(after(id) == before(id))
      for (id <- 25L until 50L) assert(after(id) != before(id))
    }
  }
}
