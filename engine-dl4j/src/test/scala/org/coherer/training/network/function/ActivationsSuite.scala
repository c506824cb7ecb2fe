package org.coherer.training.network.function

import org.scalatest.funsuite.AnyFunSuite

/** Functions are as exact as they say, everywhere. */
class ActivationsSuite extends AnyFunSuite {

  private val points: Array[Float] =
    (-2000 to 2000).map(_ / 100f).toArray ++
      (-38 to 3).flatMap(e => Seq(1f, -1f).map(_ * math.pow(10, e.toDouble).toFloat)) ++
      Array(0f, -0f, Float.MaxValue, -Float.MaxValue, Float.PositiveInfinity, Float.NegativeInfinity)

  private def applied(function: Activation, x: Array[Float]): Array[Float] = {
    val values = x.clone()
    function.apply(values, values.length)
    values
  }

  test("tanh: relative error below 3.3e-7, odd, never beyond 1") {
    val found = applied(Activations.TANH, points)
    points.zip(found).foreach { case (x, y) =>
      val expected = math.tanh(x.toDouble)
      // Below the smallest normal number there are fewer digits.
      assert(math.abs(y - expected) <= 3.3e-7 * math.abs(expected) + 1e-44, s"tanh($x) = $y")
      assert(math.abs(y) <= 1f)
    }
    assert(applied(Activations.TANH, points.map(-_)).toSeq == found.map(-_).toSeq)
  }

  test("sigmoid: error below 2e-7, from 0 to 1") {
    points.zip(applied(Activations.SIGMOID, points)).foreach { case (x, y) =>
      assert(math.abs(y - 1 / (1 + math.exp(-x.toDouble))) <= 2e-7, s"sigmoid($x) = $y")
      assert(y >= 0f && y <= 1f)
    }
  }

  test("what is not a number stays so") {
    for (function <- Activations.values().toSeq :+ new LeakyRelu(0.1f))
      assert(applied(function, Array(Float.NaN)).head.isNaN, function)
  }

  test("derivatives are slopes") {
    val at = Array(-3f, -1.5f, -0.2f, 0.3f, 0.9f, 2.5f)
    val step = 1e-2f
    for (function <- Activations.values().toSeq :+ new LeakyRelu(0.1f)) {
      val gradients = Array.fill(at.length)(2f)
      function.multiplyDerivative(applied(function, at), gradients, at.length)
      val above = applied(function, at.map(_ + step))
      val below = applied(function, at.map(_ - step))
      at.indices.foreach { i =>
        assert(math.abs(gradients(i) - (above(i) - below(i)) / step) < 1e-3, s"$function at ${at(i)}")
      }
    }
  }

  test("a slope that turns the order of numbers around is refused") {
    val message = intercept[IllegalArgumentException](new LeakyRelu(2)).getMessage
    assert(message == "Invalid slope 2.0 (must be from 0 to 1)")
  }
}
