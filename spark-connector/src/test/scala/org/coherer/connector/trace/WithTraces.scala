package org.coherer.connector.trace

import org.coherer.training.trace.{Phase, Span}

/** Traces for suites; times are in microseconds. */
trait WithTraces {

  def span(phase: Phase, start: Long, end: Long, name: String = ""): Span =
    new Span(phase, name, start * 1000, (end - start) * 1000)

  def rankTrace(rank: Int, spans: Span*): RankTrace = {
    val all = new java.util.ArrayList[Span]()
    spans.foreach(one => all.add(one))
    new RankTrace(rank, s"rank $rank on host", all)
  }

  def list[A](some: A*): java.util.List[A] = {
    val all = new java.util.ArrayList[A]()
    some.foreach(one => all.add(one))
    all
  }

  /** A step of 100 microseconds, of which the rank waits for others for some time. */
  def step(number: Int, at: Long, waits: Long = 0, exchange: Long = 10): Seq[Span] = Seq(
    span(Phase.DATA, at, at + 5),
    span(Phase.FORWARD, at + 5, at + 15, "0 Dense"),
    span(Phase.FORWARD, at + 15, at + 20, "1 Dense"),
    span(Phase.LOSS, at + 20, at + 22),
    span(Phase.BACKWARD, at + 22, at + 30, "1 Dense"),
    span(Phase.BACKWARD, at + 30, at + 50 - waits, "0 Dense"),
    span(Phase.PASS, at + 5, at + 50 - waits),
    span(Phase.EXCHANGE, at + 50 - waits, at + 50 + exchange),
    span(Phase.CLIP, at + 50 + exchange, at + 65),
    span(Phase.UPDATE, at + 65, at + 95),
    span(Phase.STEP, at, at + 100, number.toString)
  )
}
