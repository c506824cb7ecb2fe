package org.coherer.connector.trace

import org.coherer.training.trace.{Phase, Span}
import org.scalatest.funsuite.AnyFunSuite

class StepSummarySuite extends AnyFunSuite with WithTraces {

  private def times(ranks: RankTrace*): StepTimes = StepTimes.of(list(ranks: _*))
  private def verdict(spans: Span*): String =
    new StepSummary(times(rankTrace(0, spans: _*)), 1, 1).verdict()

  test("times are summed over ranks and steps; what another rank waits less is waiting") {
    val all = times(
      rankTrace(0, step(1, 0) ++ step(2, 100): _*),
      rankTrace(1, step(1, 0, waits = 20) ++ step(2, 100): _*)
    )
    assert((all.ranks, all.steps) == ((2, 2)))
    assert(all.total == 400000 && all.waiting == 20000 && all.exchanging == 40000)
    assert(all.of(Phase.UPDATE) == 120000 && all.rest == 20000)
    assert(all.layers.get("0 Dense") == 100000 && all.layers.get("1 Dense") == 52000)
    assert(all.millis(all.total) == 0.1 && all.share(all.waiting) == 0.05)
  }

  test("the text has every part of a step, in milliseconds and percent, and the slowest layers") {
    val summary =
      new StepSummary(times(rankTrace(0, step(5, 0): _*), rankTrace(1, step(5, 0, waits = 20): _*)), 5, 5)
    assert(
      summary.text() ==
        """Steps 5 to 5 of 2 ranks, 0.100 ms each on average.
          |Computing bounds the steps: it takes 35% of their time. Most of it is spent in 0 Dense.
          |
          |data                                          0.005 ms   5.0%
          |forward and backward                          0.035 ms  35.0%
          |  forward                                     0.015 ms  15.0%
          |  loss                                        0.002 ms   2.0%
          |  backward                                    0.018 ms  18.0%
          |exchange                                      0.010 ms  10.0%
          |waiting for other ranks                       0.010 ms  10.0%
          |look through, clip                            0.005 ms   5.0%
          |optimizer                                     0.030 ms  30.0%
          |rest                                          0.005 ms   5.0%
          |
          |Layers, forward and backward:
          |  0 Dense                                     0.020 ms  20.0%
          |  1 Dense                                     0.013 ms  13.0%
          |""".stripMargin
    )
  }

  test("what takes most is what bounds the steps, with what can be done about it") {
    assert(
      verdict(span(Phase.DATA, 0, 60), span(Phase.PASS, 60, 90), span(Phase.STEP, 0, 100)) ==
        "Waiting for data bounds the steps: it takes 60% of their time. More cacheMemory keeps the rows in" +
        " memory; a larger batchSize does not help."
    )
    assert(
      verdict(span(Phase.PASS, 0, 90), span(Phase.STEP, 0, 100)) ==
        "Computing bounds the steps: it takes 90% of their time. A smaller network or more workers make steps" +
        " shorter."
    )
    assert(
      verdict(span(Phase.EXCHANGE, 0, 90), span(Phase.STEP, 0, 100))
        .startsWith("Exchanging bounds the steps: it takes 90% of their time. A larger batchSize")
    )
    assert(
      verdict(span(Phase.UPDATE, 0, 55), span(Phase.STEP, 0, 100))
        .startsWith("The optimizer bounds the steps: it takes 55% of their time. A larger batchSize")
    )
    val slow = times(
      rankTrace(0, span(Phase.EXCHANGE, 10, 90), span(Phase.STEP, 0, 100)),
      rankTrace(1, span(Phase.PASS, 0, 38), span(Phase.EXCHANGE, 88, 90), span(Phase.STEP, 0, 100))
    )
    assert(
      new StepSummary(slow, 1, 1).verdict() ==
        "Waiting for slower ranks bounds the steps: it takes 39% of their time. The trace shows which rank" +
        " comes last, and with what."
    )
  }

  test("of many layers, the slowest are named and the others counted") {
    val layers = (1 to 30).map(i => span(Phase.FORWARD, 100 * i, 100 * i + i, s"layer$i"))
    val text = new StepSummary(times(rankTrace(0, layers :+ span(Phase.STEP, 0, 4000): _*)), 1, 1).text()
    assert(text.contains("\n  layer30 ") && text.contains("\n  layer21 ") && !text.contains("layer20"))
    assert(text.contains("\n  20 others "))
    val whole = new StepSummary(times(rankTrace(0, span(Phase.STEP, 0, 4000))), 1, 1).text()
    assert(whole.endsWith("\nThe engine runs this network as a whole, so layers are not known.\n"))
  }

  test("ranks' clocks become one: exchanges end at the same time on all of them") {
    val ahead = rankTrace(1, (step(1, 5000) ++ step(2, 5103) ++ step(3, 5201)): _*)
    val both = CommonClock.of(list(rankTrace(0, step(1, 0) ++ step(2, 100) ++ step(3, 200): _*), ahead))
    assert(both.get(0).of(Phase.STEP).get(0).start() == 0)
    assert(both.get(1).of(Phase.STEP).get(0).start() == -1000)
    assert(both.get(1).of(Phase.STEP).get(2).start() == 200000)
    val other = rankTrace(1, step(1, 5000): _*)
    assert(CommonClock.of(list(rankTrace(0, step(1, 0) ++ step(2, 100): _*), other)).get(1) == other)
    assert(CommonClock.of(list[RankTrace]()).isEmpty)
  }
}
