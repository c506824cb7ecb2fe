package org.coherer.training.embedding

import org.scalatest.funsuite.AnyFunSuite

class RowInitializerSuite extends AnyFunSuite {

  private def row(initializer: RowInitializer, seed: Long, id: Long, width: Int = 16): Array[Float] = {
    val values = new Array[Float](width)
    initializer.fill(seed, id, values, width)
    values
  }

  private val uniform = RowInitializer.uniform(0.05f)
  private val normal = RowInitializer.normal(0.01f)

  test("the generator is SplitMix64") {
    // The first numbers from the seed 1234567, as its authors' program writes them.
    val expected = Seq("6457827717110365317", "3203168211198807973", "9817491932198370423")
    val found = (1 to 3).map(n => Mixing.splitMix(1234567L + n * Mixing.GOLDEN))
    assert(found.map(bits => java.lang.Long.toUnsignedString(bits)) == expected)
  }

  test("a row depends on seed, id and column alone") {
    for (initializer <- Seq(uniform, normal)) {
      val first = row(initializer, 1, 42)
      assert(row(initializer, 1, 42).sameElements(first))
      assert(row(initializer, 1, 42, width = 8).sameElements(first.take(8)))
      assert(!row(initializer, 2, 42).sameElements(first))
      assert(!row(initializer, 1, 43).sameElements(first))
    }
    assert(row(new RowInitializer.Constant(3f), 1, 2).forall(_ == 3f))
  }

  test("the numbers are those of the formula") {
    val start = Mixing.splitMix(42L + Mixing.splitMix(1L))
    for ((value, j) <- row(uniform, 1, 42).zipWithIndex) {
      val bits = BigInt(Mixing.splitMix(start + (j + 1) * Mixing.GOLDEN) >>> 12)
      val unit = (bits.toDouble + 0.5) / math.pow(2, 52)
      val (low, high) = (-0.05f.toDouble, 0.05f.toDouble)
      assert(math.abs(value - (low + (high - low) * unit)) < 1e-8)
    }
  }

  /** Mean, standard deviation and the fraction within one standard deviation. */
  private def statistics(values: Seq[Float]): (Double, Double, Double) = {
    val mean = values.map(_.toDouble).sum / values.size
    val deviation = math.sqrt(values.map(v => (v - mean) * (v - mean)).sum / values.size)
    (mean, deviation, values.count(v => math.abs(v - mean) < deviation).toDouble / values.size)
  }

  private def samples(initializer: RowInitializer): Seq[Float] =
    (0L until 20000L).flatMap(id => row(initializer, 5, id, width = 10))

  test("uniform numbers of consecutive ids have the moments of a uniform distribution") {
    val values = samples(uniform)
    assert(values.forall(v => v > -0.05f && v < 0.05f))
    val (mean, deviation, within) = statistics(values)
    assert(math.abs(mean) < 3e-4) // 4.6 standard errors.
    assert(math.abs(deviation - 0.1 / math.sqrt(12)) < 2e-4)
    assert(math.abs(within - 1 / math.sqrt(3)) < 5e-3)
  }

  test("normal numbers of consecutive ids have the moments of a normal distribution") {
    val values = samples(normal)
    val (mean, deviation, within) = statistics(values)
    assert(math.abs(mean) < 1e-4)
    assert(math.abs(deviation - 0.01) < 1e-4)
    assert(math.abs(within - 0.6827) < 5e-3)
    assert(math.abs(values.count(v => math.abs(v) > 0.02f).toDouble / values.size - 0.0455) < 3e-3)
  }

  test("neither columns nor neighbouring ids nor seeds are correlated") {
    val ids = 0L until 20000L
    val rows = ids.map(id => row(uniform, 5, id, width = 2))
    val others = ids.map(id => row(uniform, 6, id, width = 2))
    def correlation(pairs: Seq[(Float, Float)]): Double = {
      val variance = 0.1 * 0.1 / 12
      pairs.map { case (a, b) => a.toDouble * b }.sum / pairs.size / variance
    }
    assert(math.abs(correlation(rows.map(r => (r(0), r(1))))) < 0.04)
    assert(math.abs(correlation(rows.zip(rows.tail).map { case (a, b) => (a(0), b(0)) })) < 0.04)
    assert(math.abs(correlation(rows.zip(others).map { case (a, b) => (a(0), b(0)) })) < 0.04)
  }

  test("quantiles of the normal distribution") {
    val known = Seq(
      0.5 -> 0.0,
      0.75 -> 0.6744897501960817,
      0.975 -> 1.959963984540054,
      0.999 -> 3.090232306167813,
      1e-6 -> -4.753424308822899,
      1e-10 -> -6.361340902404056,
      1e-15 -> -7.941345326170998
    )
    for ((probability, quantile) <- known)
      assert(math.abs(NormalQuantile.of(probability) - quantile) <= 3e-7 * math.max(1, math.abs(quantile)))
    for (probability <- Seq(0.01, 0.2, 0.4))
      assert(math.abs(NormalQuantile.of(probability) + NormalQuantile.of(1 - probability)) < 1e-9)
    assert(Draws.unit(0) > 0)
    assert(NormalQuantile.of(math.pow(2, -53)) > -8.4)
    assert(NormalQuantile.of(1 - math.pow(2, -53)) < 8.4)
  }
}
