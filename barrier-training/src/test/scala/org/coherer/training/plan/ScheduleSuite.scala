package org.coherer.training.plan

import org.coherer.training.plan.Schedule.Constant
import org.coherer.training.plan.Schedule.Cosine
import org.coherer.training.plan.Schedule.CosineOfLogarithm
import org.coherer.training.plan.Schedule.Exponential
import org.coherer.training.plan.Schedule.Step
import org.coherer.training.plan.Schedule.Warmup
import org.coherer.training.plan.Schedule.Warmup.Unit.EPOCHS
import org.coherer.training.plan.Schedule.Warmup.Unit.STEPS
import org.nd4j.linalg.schedule.{ExponentialSchedule, ISchedule, ScheduleType, StepSchedule}
import org.scalatest.funsuite.AnyFunSuite

class ScheduleSuite extends AnyFunSuite {

  private val perEpoch = 7L
  private val epochs = 9
  private val steps = 0 until (perEpoch * epochs).toInt

  private def factors(schedule: Schedule): Seq[Double] =
    steps.map(step => schedule.factor(step.toLong, perEpoch, epochs))

  private def assertLike(schedule: Schedule, dl4j: ISchedule): Unit =
    factors(schedule).zip(steps).foreach { case (factor, step) =>
      assert(math.abs(factor - dl4j.valueAt(step, step / perEpoch.toInt)) < 1e-15, step)
    }

  test("a constant rate is multiplied by one") {
    assert(factors(Schedule.CONSTANT).forall(_ == 1))
  }

  test("steps fall as DL4J's do") {
    for (every <- Seq(1, 2, 4, 20))
      assertLike(new Step(every, 0.3, Warmup.NONE), new StepSchedule(ScheduleType.EPOCH, 1, 0.3, every))
  }

  test("an exponential falls as DL4J's does") {
    assertLike(new Exponential(0.8, Warmup.NONE), new ExponentialSchedule(ScheduleType.EPOCH, 1, 0.8))
  }

  test("a cosine starts at one, is half way in the middle, and ends at the final fraction") {
    val found = factors(new Cosine(0.1, Warmup.NONE))
    assert(found.head == 1)
    assert(found == found.sorted.reverse && found.distinct.size == found.size)
    val middle = new Cosine(0.1, Warmup.NONE).factor(32, 8, 8)
    assert(math.abs(middle - 0.55) < 1e-15)
    assert(math.abs(new Cosine(0.1, Warmup.NONE).factor(64, 8, 8) - 0.1) < 1e-15)
    // The fall of the last step: (1 - f) (1 - cos(pi / steps)) / 2 above the end.
    assert(math.abs(found.last - 0.1 - 0.9 * (1 - math.cos(math.Pi / steps.size)) / 2) < 1e-15)
  }

  test("a warm-up rises along a line to the rate itself, counted in steps or epochs") {
    assert(factors(new Constant(new Warmup(4, STEPS))).take(6) == Seq(0.25, 0.5, 0.75, 1, 1, 1))
    assert(factors(new Constant(new Warmup(2, EPOCHS))) == factors(new Constant(new Warmup(14, STEPS))))
    assert(factors(new Constant(new Warmup(1, STEPS))) == factors(Schedule.CONSTANT))
  }

  test("a warm-up goes along with a fall, and a cosine begins behind it") {
    val warm = new Warmup(3, EPOCHS)
    val rise = factors(new Constant(warm))
    for (fall <- Seq[Warmup => Schedule](new Step(2, 0.5, _), new Exponential(0.9, _)))
      assert(factors(fall(warm)) == factors(fall(Warmup.NONE)).zip(rise).map { case (a, b) => a * b })
    val cosine = factors(new Cosine(0, warm))
    assert(cosine.take(21) == rise.take(21))
    val alone = (0 until 42).map(step => new Cosine(0, Warmup.NONE).factor(step.toLong, perEpoch, 6))
    cosine.drop(21).zip(alone).foreach { case (found, expected) =>
      assert(math.abs(found - expected) < 1e-15)
    }
  }

  test("a warm-up as long as the run, or longer, never ends") {
    for (warm <- Seq(new Warmup(epochs, EPOCHS), new Warmup(100, STEPS))) {
      val rise = steps.map(step => (step + 1.0) / warm.steps(perEpoch))
      assert(factors(new Cosine(0, warm)) == rise && factors(new Constant(warm)) == rise)
    }
  }

  test("a cosine of a logarithm has cycles twice as long each time, between 0 and the rate") {
    // Four cycles of 1, 2, 4 and 8 parts of 15.
    val four = new CosineOfLogarithm(4, Warmup.NONE)
    def at(part: Double) = four.factor((part * 1000).toLong, 1000, 15)
    for (end <- Seq(0, 1, 3, 7, 15)) assert(math.abs(at(end.toDouble)) < 1e-12, end)
    for (start <- Seq(1, 2, 4, 8)) {
      // Half way by the logarithm.
      val top = start * math.sqrt(2) - 1
      assert(math.abs(at(top) - 1) < 1e-4, start)
    }
    assert(factors(four).forall(factor => factor >= 0 && factor <= 1))
    assert(math.abs(new CosineOfLogarithm(1, Warmup.NONE).factor(25, 1, 100) - 0.71839) < 1e-4)
    val warm = new Warmup(2, EPOCHS)
    val expected = factors(four).zip(factors(new Constant(warm))).map { case (a, b) => a * b }
    assert(factors(new CosineOfLogarithm(4, warm)) == expected)
  }

  test("numbers that make no schedule are refused by name") {
    def messageOf(make: => Any) = intercept[IllegalArgumentException](make).getMessage
    assert(messageOf(new Step(0, 0.5, Warmup.NONE)) == "Invalid everyEpochs 0 (must be at least 1)")
    for (cycles <- Seq(0, -1, 31))
      assert(
        messageOf(new CosineOfLogarithm(cycles, Warmup.NONE)) ==
          s"Invalid cycles $cycles (must be from 1 to 30)"
      )
    for (bad <- Seq(0, -1, 1.5, Double.NaN)) {
      assert(messageOf(new Step(1, bad, Warmup.NONE)) == s"Invalid factor $bad (must be in (0, 1])")
      assert(messageOf(new Exponential(bad, Warmup.NONE)) == s"Invalid factor $bad (must be in (0, 1])")
    }
    for (bad <- Seq(-0.1, 1.1, Double.NaN))
      assert(messageOf(new Cosine(bad, Warmup.NONE)) == s"Invalid finalFraction $bad (must be in [0, 1])")
    assert(messageOf(new Warmup(-1, EPOCHS)) == "Invalid warmup -1 (must be at least 0)")
  }
}
