package org.coherer.training.server

import org.scalatest.funsuite.AnyFunSuite

class StalenessClockSuite extends AnyFunSuite {

  /** The steps that each worker has made; all have joined. */
  private def clockAt(bound: Long, steps: Seq[Int]): StalenessClock = {
    val clock = new StalenessClock(bound)
    steps.indices.foreach(clock.join)
    // The slowest first, so that no prefix of the steps exceeds the bound.
    for (round <- 1 to steps.max; worker <- steps.indices if steps(worker) >= round) clock.advance(worker)
    clock
  }

  /** Goes through all interleavings in which workers begin and end steps one by one. */
  private def explore(bound: Int, workers: Int, most: Int): Set[Seq[Int]] = {
    def next(seen: Set[Seq[Int]], fringe: Set[Seq[Int]]): Set[Seq[Int]] =
      if (fringe.isEmpty) seen
      else {
        val following = fringe.flatMap { steps =>
          val clock = clockAt(bound, steps)
          val free = steps.indices.filter(worker => steps(worker) < most && clock.mayBegin(worker))
          assert(free.nonEmpty || steps.forall(_ == most), s"nobody may go on at $steps")
          free.map(worker => steps.updated(worker, steps(worker) + 1))
        }
        next(seen ++ following, following -- seen)
      }
    next(Set(Seq.fill(workers)(0)), Set(Seq.fill(workers)(0)))
  }

  for (bound <- 0 to 4) {
    test(s"over all interleavings of 3 workers and 4 steps, a step begins at most $bound steps ahead") {
      val reached = explore(bound, 3, 4)
      val expected =
        for (a <- 0 to 4; b <- 0 to 4; c <- 0 to 4; all = Seq(a, b, c) if all.max - all.min <= bound + 1)
          yield all
      // Whoever has made one step more than the bound allows to begin, waits there.
      assert(reached == expected.toSet)
      for (steps <- reached; worker <- 0 to 2)
        assert(clockAt(bound.toLong, steps).mayBegin(worker) == (steps(worker) - steps.min <= bound))
    }
  }

  test("a step that was not to begin is refused") {
    val clock = new StalenessClock(1)
    clock.join(0)
    clock.join(1)
    clock.advance(0)
    clock.advance(0)
    assert(!clock.mayBegin(0))
    val thrown = intercept[IllegalStateException](clock.advance(0))
    assert(thrown.getMessage == "Worker 0 has made a step more than 1 steps ahead")
    clock.advance(1)
    assert(clock.mayBegin(0))
  }

  test("a worker that joins late counts from the slowest, and nobody waits for one that has left") {
    val clock = new StalenessClock(0)
    clock.join(0)
    clock.advance(0)
    clock.advance(0)
    clock.join(1)
    assert(clock.mayBegin(0) && clock.lead(1) == 0)
    clock.advance(0)
    assert(!clock.mayBegin(0))
    clock.leave(1)
    assert(clock.mayBegin(0))
    assert(!clock.mayBegin(1))
    assert(intercept[IllegalStateException](clock.advance(1)).getMessage.contains("takes no part"))
  }

  test("without a bound nobody waits") {
    val clock = new StalenessClock(Long.MaxValue)
    clock.join(0)
    clock.join(1)
    for (_ <- 1 to 1000) clock.advance(0)
    assert(clock.mayBegin(0) && clock.lead(0) == 1000)
  }
}
