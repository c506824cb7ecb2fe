package org.coherer.training.network.function

import org.scalatest.funsuite.AnyFunSuite

/** Functions are as exact as they say, everywhere. */
class ActivationsSuite extends AnyFunSuite {

  private def applied(function: Activation, x: Array[Float]): Array[Float] = {
    val values = x.clone()
    function.apply(values, values.length)
    values
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
