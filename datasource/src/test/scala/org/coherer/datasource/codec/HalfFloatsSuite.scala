package org.coherer.datasource.codec

import org.scalatest.funsuite.AnyFunSuite

class HalfFloatsSuite extends AnyFunSuite {

  /** The definition of IEEE 754, in doubles. */
  private def defined(bits: Int): Double = {
    val sign = if ((bits & 0x8000) != 0) -1.0 else 1.0
    val (exponent, fraction) = (bits >> 10 & 0x1f, bits & 0x3ff)
    if (exponent == 0) sign * fraction * math.pow(2, -24)
    else if (exponent < 31) sign * (1 + fraction / 1024.0) * math.pow(2, exponent - 15)
    else if (fraction == 0) sign * Double.PositiveInfinity
    else Double.NaN
  }

  test("every half is the float that IEEE 754 says") {
    for (bits <- 0 until (1 << 16)) {
      val (found, right) = (HalfFloats.ofHalf(bits.toShort), defined(bits))
      assert(if (right.isNaN) found.isNaN else java.lang.Double.compare(found.toDouble, right) == 0, bits)
    }
  }

  test("a bfloat16 is the upper half of a float") {
    for (value <- Seq(0f, 1f, -2f, Float.PositiveInfinity)) {
      assert(HalfFloats.ofBrain((java.lang.Float.floatToIntBits(value) >> 16).toShort) == value)
    }
  }
}
