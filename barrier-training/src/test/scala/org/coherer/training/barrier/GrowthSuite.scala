package org.coherer.training.barrier

import java.util.OptionalInt

import org.coherer.training.plan.ShardPlacement
import org.scalatest.funsuite.AnyFunSuite

class GrowthSuite extends AnyFunSuite {

  private class Watched(shards: Int, ranks: Int, most: Int = 4) {
    var free = 0
    private val growth = new Growth(new ShardPlacement(shards, ranks), most, () => free)
    def at(epoch: Int): OptionalInt = growth.look(epoch)
  }

  private val no = OptionalInt.empty()

  test("free slots are used from the beginning of the next epoch on") {
    val watched = new Watched(4, 2)
    assert(watched.at(1) == no)
    watched.free = 2
    assert(watched.at(1) == no && watched.at(1) == no)
    assert(watched.at(2) == OptionalInt.of(4))
  }

  test("slots that become free just then are used an epoch later") {
    val watched = new Watched(4, 2)
    assert(watched.at(1) == no)
    watched.free = 5
    assert(watched.at(2) == no)
    assert(watched.at(3) == OptionalInt.of(4))
  }

  test("a slot with which the rank that has most shards keeps them is of no use") {
    val watched = new Watched(4, 2)
    watched.free = 1
    assert((1 to 3).forall(watched.at(_) == no))
  }

  test("no more ranks than were asked for") {
    val watched = new Watched(6, 2, most = 3)
    watched.free = 4
    assert(watched.at(1) == no && watched.at(2) == OptionalInt.of(3))
  }

  test("a run that has all the ranks that it may have never looks") {
    val growth = new Growth(new ShardPlacement(2, 2), 2, () => fail("slots were counted"))
    assert((1 to 3).forall(growth.look(_) == no))
  }
}
