package org.coherer.training.augmentation

import org.scalatest.funsuite.AnyFunSuite

class DrawsSuite extends AnyFunSuite {

  private def at(seed: Long, epoch: Long, row: Long, step: Int): Seq[Double] = {
    val draws = new Draws(seed)
    draws.begin(epoch, row, step)
    Seq.fill(3)(draws.uniform())
  }

  test("numbers depend on seed, epoch, row and step, and on nothing else") {
    assert(at(1, 2, 3, 4) == at(1, 2, 3, 4))
    val others = for (a <- 1 to 3; b <- 1 to 3; c <- 1 to 3; d <- 1 to 3) yield at(a, b, c, d)
    assert(others.distinct.size == others.size)
    val draws = new Draws(1)
    draws.begin(9, 9, 9)
    draws.beta(0.3)
    draws.begin(2, 3, 4)
    assert(Seq.fill(3)(draws.uniform()) == at(1, 2, 3, 4))
  }

  test("the numbers are those of every JVM") {
    val draws = new Draws(42)
    draws.begin(1, 0, 0)
    assert(
      Seq(draws.uniform(), draws.around(30), draws.beta(0.2)) ==
        Seq(0.1487405665728223, -7.1458949540001075, 0.005344792460852865)
    )
  }

  /** The mean and the variance of many numbers. */
  private def moments(next: Draws => Double): (Double, Double) = {
    val draws = new Draws(5)
    val all = Seq.tabulate(100000) { row =>
      draws.begin(1, row.toLong, 0)
      next(draws)
    }
    val mean = all.sum / all.size
    (mean, all.map(value => (value - mean) * (value - mean)).sum / all.size)
  }

  test("numbers are spread as their names say") {
    val (mean, variance) = moments(_.uniform())
    assert(math.abs(mean - 0.5) < 5e-3 && math.abs(variance - 1.0 / 12) < 2e-3)
    val (around, width) = moments(_.around(3))
    assert(math.abs(around) < 3e-2 && math.abs(width - 3) < 5e-2)
    val (below, spread) = moments(_.below(9).toDouble)
    assert(math.abs(below - 4) < 5e-2 && math.abs(spread - 80.0 / 12) < 0.1)
    for (alpha <- Seq(0.001, 0.2, 1.0, 4.0)) {
      val (center, square) = moments(_.beta(alpha))
      assert(math.abs(center - 0.5) < 1e-2, alpha)
      assert(math.abs(square - 1 / (4 * (2 * alpha + 1))) < 3e-3, alpha)
    }
  }
}
