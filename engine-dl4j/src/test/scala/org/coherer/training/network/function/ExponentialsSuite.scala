package org.coherer.training.network.function

import org.scalatest.funsuite.AnyFunSuite

/** Functions are as exact as they say at every exponent, never turn back, and end at their limits. */
class ExponentialsSuite extends AnyFunSuite {

  private type Function = (Array[Float], Int, Int) => Unit

  private val tanh: Function = Exponentials.tanh(_, _, _)
  private val sigmoid: Function = Exponentials.sigmoid(_, _, _)
  private val elu: Function = Exponentials.elu(_, _, _)

  private def applied(function: Function, x: Float*): Seq[Float] = {
    val values = x.toArray
    function(values, 0, values.length)
    values.toSeq
  }

  private def exactSigmoid(x: Double): Double =
    if (x > 0) 1 / (1 + math.exp(-x)) else math.exp(x) / (1 + math.exp(x))

  private val bitsOfInfinity = java.lang.Float.floatToRawIntBits(Float.PositiveInfinity)

  /** Calls back with blocks of the floats from 0 to infinity, by their bits, and then negative ones. */
  private def blocks(stride: Int)(body: Array[Float] => Unit): Unit = {
    val size = 1024
    for (sign <- Seq(1f, -1f)) {
      var first = 0L
      while (first <= bitsOfInfinity) {
        val x = new Array[Float](size)
        var i = 0
        while (i < size) {
          val bits = math.min(first + i.toLong * stride, bitsOfInfinity.toLong).toInt
          x(i) = sign * java.lang.Float.intBitsToFloat(bits)
          i += 1
        }
        body(x)
        first += size.toLong * stride
      }
    }
  }

  /** The largest error in units in the last place of the exact value, at 8 million arguments. */
  private def largestError(function: Function, exact: Double => Double, from: Float): (Double, Float) = {
    var largest = 0.0
    var at = 0f
    blocks(stride = 509) { x =>
      val y = x.clone()
      function(y, 0, y.length)
      var i = 0
      while (i < x.length) {
        if (x(i) >= from) {
          val expected = exact(x(i).toDouble)
          val error = math.abs(y(i) - expected) / math.ulp(expected.toFloat)
          if (!(error <= largest)) {
            largest = error
            at = x(i)
          }
        }
        i += 1
      }
    }
    (largest, at)
  }

  test("tanh: within 2 units in the last place, everywhere") {
    val (error, at) = largestError(tanh, math.tanh, Float.NegativeInfinity)
    info(f"at most $error%.3f, at $at")
    assert(error <= 2, s"at $at")
  }

  test("sigmoid: within 2.5 units in the last place, and 5e-39 where that is below 1e-38") {
    val (error, at) = largestError(sigmoid, exactSigmoid, -87f)
    info(f"at most $error%.3f, at $at")
    assert(error <= 2.5, s"at $at")
    for (x <- Seq(-87.3f, -88f, -88.37f, -88.4f, -90f, -100f, -104f))
      assert(math.abs(applied(sigmoid, x).head - exactSigmoid(x.toDouble)) <= 5e-39, x)
  }

  test("elu: within 1 unit in the last place, everywhere; what is not below 0 stays") {
    val (error, at) = largestError(elu, x => if (x > 0) x else math.expm1(x), Float.NegativeInfinity)
    info(f"at most $error%.3f, at $at")
    assert(error <= 1, s"at $at")
    assert(applied(elu, -18f, -1e9f, -Float.MaxValue, Float.NegativeInfinity).forall(_ == -1f))
    val kept = Seq(0f, 1e-45f, 1e-30f, 1f, 1e9f, Float.MaxValue, Float.PositiveInfinity)
    assert(applied(elu, kept: _*) == kept)
  }

  test("mish: within 4 units in the last place from -80 up, and 2e-33 below") {
    val mish: Function = Exponentials.mish(_, _, _)
    val (error, at) = largestError(mish, Curves.MISH.value(_), -80f)
    info(f"at most $error%.3f, at $at")
    assert(error <= 4, s"at $at")
    for (x <- Seq(-80.5f, -87f, -88f, -1e9f, -Float.MaxValue, Float.NegativeInfinity))
      assert(math.abs(applied(mish, x).head) <= 2e-33, x)
    assert(applied(mish, 25f, 1e30f, Float.PositiveInfinity) == Seq(25f, 1e30f, Float.PositiveInfinity))
  }

  test("mish: slopes are within 1e-6, everywhere") {
    blocks(stride = 509) { x =>
      val gradients = Array.fill(x.length)(1f)
      Exponentials.multiplyMishSlopes(x.clone(), gradients, 0, x.length)
      var i = 0
      while (i < x.length) {
        // The curve's own formula has no value at infinity.
        val expected = Curves.MISH.slope(math.max(-1e30, math.min(1e30, x(i).toDouble)))
        assert(math.abs(gradients(i) - expected) <= 1e-6, x(i))
        i += 1
      }
    }
  }

  for ((name, function) <- Seq("tanh" -> tanh, "sigmoid" -> sigmoid, "elu" -> elu))
    test(s"$name: monotone, over every exponent and from one float to the next") {
      def check(x: Array[Float]): Unit = {
        val y = x.clone()
        function(y, 0, y.length)
        val up = x.last >= x.head
        var i = 1
        while (i < y.length) {
          assert(if (up) y(i) >= y(i - 1) else y(i) <= y(i - 1), s"$name(${x(i)}) after $name(${x(i - 1)})")
          i += 1
        }
      }
      blocks(stride = 1021)(check)
      // The neighbours of 61 numbers of each exponent, where the value moves.
      for {
        bits <- java.lang.Float
          .floatToRawIntBits(1e-5f) until java.lang.Float.floatToRawIntBits(110f) by 137513
        sign <- Seq(1f, -1f)
      } check(Array.tabulate(512)(i => sign * java.lang.Float.intBitsToFloat(bits + i)))
    }

  test("tanh: odd, and exactly 1 where floats have no number closer to it") {
    blocks(stride = 65521) { x =>
      assert(applied(tanh, x.map(-_).toSeq: _*) == applied(tanh, x.toSeq: _*).map(-_))
    }
    val ends = Seq(9.4f, 10f, 20f, 1e3f, 1e9f, Float.MaxValue, Float.PositiveInfinity)
    assert(applied(tanh, ends: _*).forall(_ == 1f))
    assert(applied(tanh, 0f).head == 0f)
  }

  test("sigmoid: exactly 0 and 1 at the ends, and exact in all digits before") {
    assert(applied(sigmoid, 18f, 40f, 1e9f, Float.MaxValue, Float.PositiveInfinity).forall(_ == 1f))
    assert(applied(sigmoid, -89f, -104f, -1e9f, -Float.MaxValue, Float.NegativeInfinity).forall(_ == 0f))
    assert(math.abs(applied(sigmoid, -20f).head / 2.0611537e-9 - 1) < 1e-6)
  }

  test("slopes end at 0, and keep their digits left of it") {
    def slope(function: Activations, x: Float): Float = {
      val gradient = Array(1f)
      val value = Array(x)
      function.apply(value, 1)
      function.multiplyDerivative(value, gradient, 1)
      gradient.head
    }
    for (x <- Seq(20f, 1e3f, 1e9f)) {
      assert(slope(Activations.TANH, x) == 0f && slope(Activations.TANH, -x) == 0f)
      assert(slope(Activations.SIGMOID, x) == 0f)
    }
    assert(math.abs(slope(Activations.SIGMOID, -20f) / 2.0611537e-9 - 1) < 1e-6)
  }

  test("a part of an array is computed alone") {
    val values = Array.fill(9)(0.5f)
    Exponentials.tanh(values, 2, 5)
    Exponentials.sigmoid(values, 5, 7)
    values(7) = -0.5f
    Exponentials.elu(values, 7, 8)
    val ofTanh = math.tanh(0.5).toFloat
    val ofSigmoid = exactSigmoid(0.5).toFloat
    val expected =
      Seq(0.5f, 0.5f, ofTanh, ofTanh, ofTanh, ofSigmoid, ofSigmoid, math.expm1(-0.5).toFloat, 0.5f)
    values.toSeq.zip(expected).foreach { case (found, wanted) => assert(math.abs(found - wanted) < 1e-6) }
  }
}
