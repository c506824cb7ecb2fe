package org.coherer.training.barrier

import java.util.Arrays.asList

import org.coherer.training.cluster.RankTask
import org.scalatest.funsuite.AnyFunSuite

class DeparturesSuite extends AnyFunSuite {

  private val tasks =
    asList(Seq("a", "b", "c").zipWithIndex.map { case (executor, rank) =>
      new RankTask(0, rank, executor, "host", 0)
    }: _*)

  private class Watched {
    var leaving: Set[String] = Set.empty
    var reachable = true
    var asked = 0
    private val departures = new Departures(
      executor => leaving(executor),
      () => {
        if (reachable) asked += 1
        reachable
      }
    )
    def look(): Int = {
      departures.look(tasks)
      asked
    }
  }

  test("a checkpoint is asked for once for each executor that leaves") {
    val watched = new Watched
    assert(watched.look() == 0)
    watched.leaving = Set("b", "elsewhere")
    assert(watched.look() == 1 && watched.look() == 1)
    watched.leaving = Set("b", "c")
    assert(watched.look() == 2 && watched.look() == 2)
  }

  test("whoever cannot be asked yet is asked later") {
    val watched = new Watched
    watched.reachable = false
    watched.leaving = Set("a")
    assert(watched.look() == 0)
    watched.reachable = true
    assert(watched.look() == 1 && watched.look() == 1)
  }
}
