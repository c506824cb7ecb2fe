package org.coherer.training.sync

import java.util.Arrays

import org.coherer.training.transport.Locality
import org.scalatest.funsuite.AnyFunSuite

class HoldersSuite extends AnyFunSuite {

  /** Who holds the copy of each rank's part, where each is in a process, written `machine/process`. */
  private def holders(places: String*): Seq[Int] = {
    val localities = Arrays.asList(places.map { place =>
      new Locality(place.takeWhile(_ != '/'), place, 1)
    }: _*)
    val all = places.indices.map(rank => Holders.of(rank, localities))
    assert(all.map(_.to).toSet == places.indices.toSet, "each holds one copy")
    all.zipWithIndex.foreach { case (each, rank) => assert(all(each.to).from == rank && each.to != rank) }
    all.map(_.to)
  }

  test("ranks that are all alone, or all together, stand in a circle") {
    assert(holders("a/1", "b/1", "c/1") == Seq(1, 2, 0))
    assert(holders("a/1", "a/1", "a/1", "a/1") == Seq(1, 2, 3, 0))
    assert(holders("a/1", "a/2") == Seq(1, 0))
  }

  test(
    "no process, and no machine, holds a copy of its own parts, unless it has more than half of the ranks"
  ) {
    assert(holders("a/1", "a/1", "b/1", "b/1") == Seq(2, 3, 0, 1))
    for (
      places <- Seq(
        Seq("a/1", "a/2", "b/3", "b/4"),
        Seq("a/1", "a/1", "b/3", "b/3", "c/4"),
        Seq("a/1", "b/1", "a/1", "c/1", "c/1", "a/1"),
        Seq("c/1", "b/1", "a/1", "b/1", "b/2", "b/2", "c/1", "d/1")
      )
    ) {
      val to = holders(places: _*)
      to.zipWithIndex.foreach { case (holder, rank) =>
        assert(places(holder).head != places(rank).head, places)
      }
    }
  }

  test("on one machine it is another process") {
    val places = Seq("a/1", "a/1", "a/2", "a/2", "b/3")
    holders(places: _*).zipWithIndex.foreach { case (holder, rank) => assert(places(holder) != places(rank)) }
    val most = Seq("a/1", "a/1", "a/1", "a/2")
    assert(holders(most: _*)(3) < 3 && holders(most: _*).take(3).contains(3))
  }
}
