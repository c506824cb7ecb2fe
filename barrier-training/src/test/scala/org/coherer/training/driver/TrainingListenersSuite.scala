package org.coherer.training.driver

import java.time.Instant

import org.coherer.training.event.{RunEvent, TrainingEvent, TrainingListener}
import org.scalatest.funsuite.AnyFunSuite

class TrainingListenersSuite extends AnyFunSuite {

  private def event(epoch: Int) =
    new RunEvent("ab", Instant.EPOCH, new TrainingEvent.Progress(epoch, 1, 0.5, 10, 10))

  test("every listener receives every event, in the order in which they are named") {
    var seen = Seq[(String, RunEvent)]()
    def named(name: String): TrainingListener = event => seen :+= name -> event
    val both = TrainingListeners.of(named("a"), named("b"))
    both.onEvent(event(1))
    both.onEvent(event(2))
    assert(seen == Seq("a" -> event(1), "b" -> event(1), "a" -> event(2), "b" -> event(2)))
  }

  test("a listener that fails disturbs neither those before nor those behind it, nor the caller") {
    for (failure <- Seq(new IllegalStateException("on purpose"), new NoClassDefFoundError("on purpose"))) {
      var (before, behind) = (0, 0)
      val first: TrainingListener = _ => before += 1
      val failing: TrainingListener = _ => throw failure
      val last: TrainingListener = _ => behind += 1
      val all = TrainingListeners.of(first, failing, last)
      all.onEvent(event(1))
      all.onEvent(event(2))
      assert(before == 2 && behind == 2)
    }
  }

  test("no listener at all is one that ignores everything") {
    TrainingListeners.of().onEvent(event(1))
  }
}
