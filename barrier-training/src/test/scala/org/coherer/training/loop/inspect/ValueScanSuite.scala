package org.coherer.training.loop.inspect

import java.util.Collections

import scala.util.Random

import org.coherer.training.event.TensorStatistics
import org.coherer.training.event.TensorStatistics.{Kind, Moments}
import org.coherer.training.vector.FlatVector
import org.scalatest.funsuite.AnyFunSuite

class ValueScanSuite extends AnyFunSuite {

  private val scan = new ValueScan()

  private def of(values: Seq[Float], divisor: Double = 1): TensorStatistics =
    scan.of("layer", Kind.WEIGHTS, Collections.singletonList(FlatVector.of(values: _*)), divisor)

  private def counts(found: TensorStatistics): Seq[Long] =
    found.counts().toArray(Array[java.lang.Long]()).toSeq.map(_.longValue())

  for (count <- Seq(2, 4095, 4096, 4097, 10001))
    test(s"$count values: moments and bins are those of their definitions") {
      val random = new Random(count)
      val values = Seq.fill(count)(random.nextGaussian().toFloat * 3 - 1)
      val found = of(values, divisor = 4)
      val divided = values.map(_ / 4.0)
      val mean = divided.sum / count
      assert(found.values() == count && found.notFinite() == 0 && found.finite() == count)
      assert(found.moments().min() == divided.min && found.moments().max() == divided.max)
      assert(math.abs(found.moments().mean() - mean) < 1e-12)
      val deviation = math.sqrt(divided.map(value => math.pow(value - mean, 2)).sum / count)
      assert(math.abs(found.moments().deviation() - deviation) < 1e-12)
      assert(found.counts().size() == TensorStatistics.MOST_BINS && counts(found).sum == count)
      val width = (divided.max - divided.min) / 64
      // A value at the end of a bin may count as one of the next bin.
      for (bin <- 0 until 63) {
        val below = counts(found).take(bin + 1).sum
        val limit = divided.min + (bin + 1) * width
        assert(divided.count(_ < limit - 1e-12) <= below && below <= divided.count(_ < limit + 1e-12))
        assert(math.abs(found.limit(bin) - limit) < 1e-12)
      }
      assert(found.limit(63) == divided.max)
    }

  test("what is not finite is counted, and in no bin") {
    val found = of(Seq(1f, Float.NaN, 3f, Float.PositiveInfinity, Float.NegativeInfinity))
    assert(found.values() == 5 && found.notFinite() == 3 && found.finite() == 2)
    assert(found.moments() == new Moments(1, 3, 2, 1))
    assert(counts(found) == 1L +: Seq.fill(62)(0L) :+ 1L)
  }

  test("values that are all equal have one bin, and none have none") {
    val equal = of(Seq.fill(7)(-2.5f))
    assert(equal.moments() == new Moments(-2.5, -2.5, -2.5, 0) && counts(equal) == Seq(7L))
    assert(equal.limit(0) == -2.5)
    for (nothing <- Seq(Seq.empty[Float], Seq(Float.NaN))) {
      val none = of(nothing)
      assert(none.finite() == 0 && none.counts().isEmpty && none.moments() == Moments.NONE)
    }
  }

  test("the smallest and the largest of all floats are in the first and the last bin") {
    val found = of(Seq(-Float.MaxValue, Float.MaxValue, Float.MinPositiveValue))
    assert(counts(found).head == 1 && counts(found).last == 1 && counts(found).sum == 3)
    val tiny = of(Seq(0f, java.lang.Float.MIN_VALUE), divisor = 1e9)
    assert(counts(tiny).head == 1 && counts(tiny).last == 1)
  }
}
