package org.coherer.benchmarks.recovery

import java.util.Collections.{emptyList, singletonList}
import java.util.Optional

import org.coherer.benchmarks.barrier.Moment
import org.coherer.benchmarks.harness.{BenchmarkException, Selection}
import org.scalatest.funsuite.AnyFunSuite

class StepsSuite extends AnyFunSuite {

  private def moments(all: (Int, Int)*): java.util.List[Moment] = {
    val list = new java.util.ArrayList[Moment]
    all.zipWithIndex.foreach { case ((rank, millis), i) =>
      list.add(new Moment(rank, 1, i.toLong, millis * 1000000L))
    }
    list
  }

  test("a step takes the median of the times between two steps of rank 0, from the half of them on") {
    val noted = moments((0, 5), (1, 6), (0, 105), (1, 110), (0, 108), (0, 112), (0, 612), (0, 616))
    assert(StepTimes.medianMillis(noted, 6) == 4)
  }

  test("steps that were not noted are told") {
    val e = intercept[BenchmarkException](StepTimes.medianMillis(moments((0, 5), (1, 6)), 2))
    assert(e.getMessage == "Rank 0 has noted 1 of 2 steps")
  }

  test("a line has both times, and the ratio of the two turns of a round") {
    val line = new StepsLine
    for ((on, off) <- Seq((2.0, 1.0), (3.0, 3.0), (5.0, 4.0))) {
      assert(line.add(true, on) == on)
      line.add(false, off)
    }
    assert(
      line.line("recovery", 100).toString ==
        "recovery case=steps on_step_ms=3.000 on_step_ms_min=2.000 on_step_ms_max=5.000" +
        " off_step_ms=3.000 off_step_ms_min=1.000 off_step_ms_max=4.000" +
        " ratio=1.2500 ratio_min=1.0000 ratio_max=2.0000 steps=100 processes=2 batch=128 rounds=3"
    )
  }

  test("either case can be asked for alone, and nothing else") {
    def cases(names: java.util.List[String]) =
      RecoveryBenchmark.cases(new Selection(names, emptyList(), Optional.empty()))
    assert(cases(emptyList()).size == 2)
    assert(cases(singletonList("steps")) == java.util.Collections.singleton("steps"))
    val unknown = intercept[BenchmarkException](cases(singletonList("stops")))
    assert(unknown.getMessage == "Unknown case 'stops' of recovery (must be one of: kills, steps)")
    val contenders = new Selection(emptyList(), singletonList("torch"), Optional.empty())
    assert(
      intercept[BenchmarkException](RecoveryBenchmark.cases(contenders)).getMessage ==
        "Cannot choose contenders of recovery (omit --contenders and --peers)"
    )
  }
}
