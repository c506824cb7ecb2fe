package org.coherer.training.optimizer

import scala.util.Random

import org.coherer.training.vector.FlatVector
import org.scalatest.funsuite.AnyFunSuite

/** Steps over flat vectors against the formulas in double precision. */
class FlatOptimizerSuite extends AnyFunSuite {

  private val size = 3000 // More than two blocks, and no multiple of one.
  private val rate = 0.05

  /** A parameter, its gradient and its state, in double precision. */
  private case class Element(p: Double, g: Double, s: Seq[Double])

  private def plain(rule: UpdateRule) =
    new ParameterChange(1, ParameterChange.NO_CLIP, 0, 0, rule, 0)

  private def values(seed: Int, count: Int = size, positive: Boolean = false): Array[Float] = {
    val random = new Random(seed)
    Array.fill(count) {
      val value = random.nextGaussian().toFloat
      if (positive) math.abs(value) else value
    }
  }

  /** Vectors of two segments, whose border lies within a block. */
  private def vector(from: Array[Float]): FlatVector = {
    val (head, tail) = from.splitAt(from.length / 3)
    FlatVector.concat(FlatVector.of(head: _*), FlatVector.of(tail: _*))
  }

  private class Fixture(stateCount: Int) {
    val start: Array[Float] = values(1)
    val slopes: Array[Float] = values(2)
    val before: Array[Float] = values(3, size * stateCount, positive = true)
    val parameters: FlatVector = vector(start)
    val gradients: FlatVector = vector(slopes)
    val state: FlatVector = if (stateCount == 0) FlatVector.of() else vector(before)
    val optimizer = new FlatOptimizer(parameters, gradients, state)

    def run(offset: Long, length: Long) = new ParameterRun(offset, length, offset, size.toLong)

    def element(i: Int): Element =
      Element(
        start(i).toDouble,
        slopes(i).toDouble,
        (0 until stateCount).map(k => before(k * size + i).toDouble)
      )
  }

  private def close(found: Float, expected: Double) =
    math.abs(found - expected) <= 1e-6 * math.max(1, math.abs(expected))

  private def assertStep(change: ParameterChange)(formula: Element => Element): Unit = {
    val stateCount = change.rule.stateCount
    val fixture = new Fixture(stateCount)
    fixture.optimizer.step(fixture.run(0, size.toLong), change)
    for (i <- 0 until size) {
      val expected = formula(fixture.element(i))
      assert(close(fixture.parameters.get(i.toLong), expected.p), s"parameter $i")
      for (k <- 0 until stateCount)
        assert(close(fixture.state.get(k.toLong * size + i), expected.s(k)), s"state $k of parameter $i")
    }
    assert(fixture.gradients.toArray.sameElements(fixture.slopes), "gradients are left as they are")
  }

  test("stochastic gradient descent, and none at all") {
    assertStep(plain(new UpdateRule.Sgd(rate.toFloat)))(e => e.copy(p = e.p - rate * e.g))
    assertStep(plain(new UpdateRule.NoOp()))(e => e.copy(p = e.p - e.g))
  }

  test("Nesterov's momentum") {
    assertStep(plain(new UpdateRule.Nesterovs(rate.toFloat, 0.9f))) { e =>
      val v = e.s.head
      val velocity = 0.9 * v - rate * e.g
      Element(e.p + 1.9 * velocity - 0.9 * v, e.g, Seq(velocity))
    }
  }

  test("Adam and AMSGrad") {
    def moments(e: Element) = (0.9 * e.s(0) + 0.1 * e.g, 0.99 * e.s(1) + 0.01 * e.g * e.g)
    assertStep(plain(new UpdateRule.Adam(rate.toFloat, 0.9f, 0.99f, 1e-8f))) { e =>
      val (first, second) = moments(e)
      Element(e.p - rate * first / (math.sqrt(second) + 1e-8), e.g, Seq(first, second))
    }
    assertStep(plain(new UpdateRule.AmsGrad(rate.toFloat, 0.9f, 0.99f, 1e-8f))) { e =>
      val (first, second) = moments(e)
      val largest = math.max(e.s(2), second)
      Element(e.p - rate * first / (math.sqrt(largest) + 1e-8), e.g, Seq(first, second, largest))
    }
  }

  test("AdaGrad and RMSProp") {
    assertStep(plain(new UpdateRule.AdaGrad(rate.toFloat, 1e-6f))) { e =>
      val s = e.s.head
      Element(e.p - rate * e.g / (math.sqrt(s + e.g * e.g) + 1e-6), e.g, Seq(s + e.g * e.g))
    }
    assertStep(plain(new UpdateRule.RmsProp(rate.toFloat, 0.95f, 1e-8f))) { e =>
      val s = e.s.head
      val mean = 0.95 * s + 0.05 * e.g * e.g
      Element(e.p - rate * e.g / (math.sqrt(mean) + 1e-8), e.g, Seq(mean))
    }
  }

  test("gradients are divided, then clipped, then regularized; decay comes after the rule") {
    val change = new ParameterChange(4, 0.2f, 0.01f, 0.02f, new UpdateRule.Sgd(rate.toFloat), 0.003f)
    assertStep(change) { e =>
      val clipped = math.max(-0.2, math.min(0.2, e.g / 4))
      val regularized = clipped + 0.02 * e.p + 0.01 * math.signum(e.p)
      e.copy(p = e.p - (rate * regularized + 0.003 * e.p))
    }
  }

  test("the rate of Adam is corrected for its first steps, and never unusable") {
    def corrected(step: Long) = UpdateRule.Adam.correctedRate(0.001f, 0.9f, 0.999f, 1e-8f, step)
    for (step <- Seq(1L, 2L, 10L, 1000L)) {
      val expected =
        0.001 * math.sqrt(1 - math.pow(0.999, step.toDouble)) / (1 - math.pow(0.9, step.toDouble))
      assert(math.abs(corrected(step) / expected - 1) < 1e-4, step)
    }
    assert(corrected(1000000L) == 0.001f)
    assert(UpdateRule.Adam.correctedRate(0f, 0.9f, 0.999f, 1e-8f, 1) == 1e-8f)
  }

  test("a step in parts gives the bits of a step over all of it") {
    val change = plain(new UpdateRule.Adam(rate.toFloat, 0.9f, 0.99f, 1e-8f))
    val whole = new Fixture(2)
    whole.optimizer.step(whole.run(0, size.toLong), change)
    val parts = new Fixture(2)
    val borders = Seq(0, 1, 700, 1000, 1001, 2900, size)
    borders.zip(borders.tail).reverse.foreach { case (from, to) =>
      parts.optimizer.step(parts.run(from.toLong, (to - from).toLong), change)
    }
    assert(parts.parameters.toArray.sameElements(whole.parameters.toArray))
    assert(parts.state.toArray.sameElements(whole.state.toArray))
  }

  test("a run without parameters is left alone") {
    val fixture = new Fixture(1)
    fixture.optimizer.step(fixture.run(10, 0), plain(new UpdateRule.RmsProp(1, 0.9f, 1e-8f)))
    assert(fixture.parameters.toArray.sameElements(fixture.start))
  }
}
