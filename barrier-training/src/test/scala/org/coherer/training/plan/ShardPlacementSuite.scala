package org.coherer.training.plan

import org.scalatest.funsuite.AnyFunSuite

class ShardPlacementSuite extends AnyFunSuite {

  test("every shard has one rank, and ranks differ by one shard at most") {
    for (shards <- 1 to 9; ranks <- 1 to shards) {
      val placement = new ShardPlacement(shards, ranks)
      val of = (0 until ranks).map(rank => placement.of(rank).toArray.toSeq.map(_.asInstanceOf[Int]))
      assert(of.flatten.sorted == (0 until shards))
      assert(of.map(_.size).max - of.map(_.size).min <= 1)
      for (rank <- 0 until ranks; shard <- of(rank)) assert(placement.rankOf(shard) == rank)
    }
  }

  test("with a rank for each shard, they have the same numbers") {
    assert((0 until 5).forall(i => new ShardPlacement(5, 5).rankOf(i) == i))
  }

  test("more ranks than shards, and none, are refused") {
    val e = intercept[IllegalArgumentException](new ShardPlacement(2, 3))
    assert(e.getMessage == "Invalid number of ranks 3 (must be at most that of shards, 2)")
    assertThrows[IllegalArgumentException](new ShardPlacement(2, 0))
  }

  test("a run begins with the slots that are there, within its bounds") {
    assert((1 to 6).map(new Workers(4, 2, 4, 1).ranksFor(_)) == Seq(2, 2, 3, 4, 4, 4))
    assert((1 to 6).map(new Workers(4, 1, 3, 1).ranksFor(_)) == Seq(1, 2, 3, 3, 3, 3))
    assert(new Workers(4, 1).ranksFor(1) == 4)
    val e = intercept[IllegalArgumentException](new Workers(4, 3, 2, 1))
    assert(e.getMessage.startsWith("Invalid minWorkers 3 of 2 workers that are there, for 4 shards (must be"))
    assertThrows[IllegalArgumentException](new Workers(2, 1, 3, 1))
  }
}
