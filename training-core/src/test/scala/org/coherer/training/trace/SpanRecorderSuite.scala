package org.coherer.training.trace

import org.scalatest.funsuite.AnyFunSuite

class SpanRecorderSuite extends AnyFunSuite {

  private var nanos = 1000L
  private val recorder = new SpanRecorder(() => nanos, () => 5L)

  private def timed(phase: Phase, name: String, length: Long): Unit = {
    val start = recorder.start()
    nanos += length
    recorder.end(phase, name, start)
  }

  private def taken: Seq[Span] = recorder.take().toArray(Array[Span]()).toSeq

  test("spans are kept while it is on, with times since 1970, and taken once") {
    timed(Phase.DATA, "", 10)
    assert(taken.isEmpty)
    recorder.turn(true)
    timed(Phase.PASS, "", 20)
    timed(Phase.FORWARD, "a", 30)
    recorder.turn(false)
    timed(Phase.UPDATE, "", 40)
    assert(recorder.size() == 2)
    assert(
      taken == Seq(
        new Span(Phase.PASS, "", 5000010, 20),
        new Span(Phase.FORWARD, "a", 5000030, 30)
      )
    )
    assert(taken.isEmpty)
  }

  test("what began while it was off is no span, also if it ends while it is on") {
    recorder.turn(false)
    val before = recorder.start()
    recorder.turn(true)
    recorder.end(Phase.EXCHANGE, "", before)
    assert(taken.isEmpty)
    val within = recorder.start()
    recorder.turn(false)
    recorder.end(Phase.EXCHANGE, "", within)
    assert(taken.isEmpty)
  }

  test("nobody reads no clock, and keeps nothing") {
    assert(Tracer.NONE.start() == 0)
    Tracer.NONE.end(Phase.STEP, "1", 0)
  }

  test("a phase is found by its code, and a span lasts no less than nothing") {
    Phase.values().foreach(phase => assert(Phase.of(phase.code()) == phase))
    assert(Phase.values().map(_.code()).distinct.length == Phase.values().length)
    val refused = intercept[IllegalArgumentException](new Span(Phase.STEP, "", 0, -1))
    assert(refused.getMessage == "Invalid duration -1 of a span (must be at least 0)")
  }
}
