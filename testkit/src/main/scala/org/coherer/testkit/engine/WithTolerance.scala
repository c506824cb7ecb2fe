package org.coherer.testkit.engine

import org.scalatest.Assertions

/** Compares vectors of floats. */
trait WithTolerance extends Assertions {

  /** The largest difference, relative to the largest value of the expected vector. */
  def difference(actual: Array[Float], expected: Array[Float]): Double = {
    assert(actual.length == expected.length)
    val largest = expected.map(value => math.abs(value.toDouble)).foldLeft(0.0)(math.max)
    val apart = actual.zip(expected).map { case (a, b) => math.abs(a.toDouble - b) }
    val worst = apart.foldLeft(0.0)((a, b) => if (b.isNaN || b > a) b else a)
    if (largest == 0) worst else worst / largest
  }

  def assertClose(actual: Array[Float], expected: Array[Float], tolerance: Double): Unit = {
    val found = difference(actual, expected)
    assert(found <= tolerance, s"relative difference")
    ()
  }

  def assertSameBits(actual: Array[Float], expected: Array[Float]): Unit = {
    val bits = actual.map(value => java.lang.Float.floatToRawIntBits(value))
    assert(bits.sameElements(expected.map(value => java.lang.Float.floatToRawIntBits(value))))
    ()
  }
}
