package org.coherer.training.network.function

import org.scalatest.funsuite.AnyFunSuite

class WavesSuite extends AnyFunSuite {

  private def computed(angles: Seq[Float]): Seq[(Float, Float)] = {
    val cosines = angles.toArray
    val sines = new Array[Float](angles.length)
    Waves.cosinesAndSines(cosines, sines, angles.length)
    cosines.toSeq.zip(sines)
  }

  test("cosines and sines are within 5e-7, and within the floats' distance beyond") {
    val angles = (-40000 to 40000).map(i => (i * 0.001).toFloat) ++ Seq(0f, 1000.25f, -3456.75f)
    for ((angle, (cosine, sine)) <- angles.zip(computed(angles))) {
      val bound = 5e-7 + 1.2e-7 * math.abs(angle)
      assert(math.abs(cosine - math.cos(angle.toDouble)) <= bound, s"cosine of $angle")
      assert(math.abs(sine - math.sin(angle.toDouble)) <= bound, s"sine of $angle")
    }
  }

  test("angles beyond any precision give numbers between -1 and 1") {
    for ((cosine, sine) <- computed(Seq(1e8f, -1e20f, Float.MaxValue, Float.PositiveInfinity)))
      assert(math.abs(cosine) <= 1.000001f && math.abs(sine) <= 1.000001f)
  }

  test("only as many as asked for are computed") {
    val angles = Array(1f, 2f, 3f)
    val sines = new Array[Float](3)
    Waves.cosinesAndSines(angles, sines, 2)
    assert(angles(2) == 3f && sines(2) == 0f)
  }
}
