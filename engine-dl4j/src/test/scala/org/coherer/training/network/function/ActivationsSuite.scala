package org.coherer.training.network.function

import org.scalatest.funsuite.AnyFunSuite

/** Functions are as exact as they say, everywhere. */
class ActivationsSuite extends AnyFunSuite {

  private val functions =
    Activations.values().toSeq ++ Seq(new LeakyRelu(0.1f), new Elu(1, 1), new Elu(0.5f, 2), Elu.SELU)

  private def applied(function: Activation, x: Array[Float]): Array[Float] = {
    val values = x.clone()
    function.apply(values, values.length)
    values
  }

  test("what is not a number stays so") {
    for (function <- functions)
      assert(applied(function, Array(Float.NaN)).head.isNaN, function)
  }

  test("derivatives are slopes") {
    val at = Array(-3f, -1.5f, -0.2f, 0.3f, 0.9f, 2.5f)
    val step = 1e-2f
    for (function <- functions) {
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

  test("ELU: a line above 0, and its exponential below, down to the limit and a slope of 0") {
    for ((function, alpha, factor) <- Seq((new Elu(1, 1), 1.0, 1.0), (Elu.SELU, 1.67326324, 1.05070099))) {
      val x = Array(-1e9f, -100f, -20f, -3f, -0.5f, -1e-3f, -1e-30f, 0f, 1e-30f, 2f, 1e9f)
      val values = applied(function, x)
      values.zip(x).foreach { case (found, at) =>
        val expected = factor * (if (at > 0) at.toDouble else alpha * math.expm1(at.toDouble))
        assert(math.abs(found - expected) <= 2e-7 * math.abs(expected), at)
      }
      val slopes = Array.fill(x.length)(1f)
      function.multiplyDerivative(values, slopes, x.length)
      assert(slopes(0) == 0f && slopes(1) == 0f && slopes(2) < 1e-6f)
      slopes.zip(x).foreach { case (found, at) =>
        val expected = factor * (if (at > 0) 1 else alpha * math.exp(at.toDouble))
        assert(math.abs(found - expected) <= 2e-7, at)
      }
    }
  }

  test("ELU: numbers that make it fall are refused") {
    for ((alpha, factor) <- Seq((-1f, 1f), (1f, 0f), (1f, Float.NaN)))
      assert(
        intercept[IllegalArgumentException](new Elu(alpha, factor)).getMessage ==
          s"Invalid alpha $alpha or factor $factor (must be at least 0, and above 0)"
      )
  }
}
