package org.coherer.training.network.function

import org.scalatest.funsuite.AnyFunSuite

/** Curves and their slopes are finite everywhere, and fit each other. */
class CurvesSuite extends AnyFunSuite {

  private val curves: Seq[Curve] =
    Curves.values().toSeq ++ Seq(new SigmoidWeighted(1, 0), new SigmoidWeighted(1.6, 1e-4))

  private val sizes = (-38 to 38).map(e => math.pow(10, e.toDouble)) ++ (1 to 1200).map(_ / 10.0)

  test("finite at every size, with slopes between those of a line and a step") {
    for (curve <- curves; size <- sizes; x <- Seq(size, -size, 0.0)) {
      val value = curve.value(x)
      assert(math.abs(value) <= math.abs(x) + 1.8, s"$curve at $x")
      assert(math.abs(curve.slope(x)) <= 1.2, s"$curve at $x")
    }
  }

  test("slopes are central differences") {
    for (curve <- curves; x <- (-1200 to 1200).map(_ / 10.0) if x != 0) {
      val step = 1e-5 * math.max(1, math.abs(x))
      val measured = (curve.value(x + step) - curve.value(x - step)) / (2 * step)
      assert(math.abs(curve.slope(x) - measured) < 1e-8 * math.max(1, math.abs(x)), s"$curve at $x")
    }
  }

  test("large arguments: the argument itself, or 0") {
    for (curve <- curves if curve != Curves.RATIONAL_TANH; x <- Seq(45.0, 1e3, 1e9, 1e38)) {
      assert(curve.value(x).toFloat == x.toFloat && curve.slope(x).toFloat == 1f, s"$curve at $x")
      assert(math.abs(curve.value(-x)) < 1e-17 && math.abs(curve.slope(-x)) < 1e-17, s"$curve at -$x")
    }
    assert(Curves.RATIONAL_TANH.value(-1e30).toFloat == -1.7159f && Curves.RATIONAL_TANH.slope(1e30) < 1e-80)
  }

  test("known values") {
    def close(found: Double, expected: Double) =
      assert(math.abs(found - expected) <= 1e-7 * math.abs(expected), s"$found, not $expected")
    close(Curves.SOFTPLUS.value(0), math.log(2))
    close(Curves.SOFTPLUS.value(-20), 2.0611536e-9)
    close(Curves.MISH.value(1), 0.86509839)
    close(Curves.MISH.value(-20), -4.1223072e-8)
    close(new SigmoidWeighted(1, 0).value(2), 2 / (1 + math.exp(-2)))
    close(Curves.RATIONAL_TANH.value(1.5), 1.7159 * (1 - 1 / 4.41645))
  }
}
