package org.coherer.training.recovery

import java.util.Arrays

import org.coherer.training.recovery.PartOffers.{Offered, Standing}
import org.coherer.training.sync.PartVersions
import org.coherer.training.vector.Chunk
import org.scalatest.funsuite.AnyFunSuite

class PartOffersSuite extends AnyFunSuite {

  private val Length = 10L

  private def standing(
      rank: Int,
      steps: Long,
      version: Long,
      lineage: Long = 5,
      good: Long = PartVersions.NONE
  ) =
    new Standing(
      rank,
      0,
      new Position(1, false, 0, steps),
      new PartVersions(lineage, version, version, good, PartVersions.NONE),
      3,
      9
    )

  private def part(rank: Int, owner: Int, version: Long, from: Long, to: Long, lineage: Long = 5) =
    new Offered(rank, 0, lineage, version, owner, new Chunk(from, to - from), to - from)

  private def offers(standings: Standing*)(parts: Offered*) =
    new PartOffers(Arrays.asList(standings: _*), Arrays.asList(parts: _*))

  private def senders(found: PartOffers, at: Standing, version: Long): Seq[Int] =
    found.cover(at, version, Length).toArray(Array[Offered]()).toSeq.map(_.rank())

  test("the furthest step of which all parts are there is taken") {
    val (behind, ahead) = (standing(0, 6, 6), standing(1, 7, 7))
    val old = Seq(part(0, 0, 6, 0, 4), part(0, 2, 6, 7, 10), part(1, 1, 6, 4, 7))
    val some = offers(behind, ahead)(old :+ part(1, 1, 7, 4, 7): _*)
    assert(some.furthestWhole(Length).get == behind && senders(some, behind, 6) == Seq(0, 1, 0))
    val all = offers(behind, ahead)(
      old ++ Seq(part(1, 1, 7, 4, 7), part(0, 0, 7, 0, 4), part(1, 2, 7, 7, 10)): _*
    )
    assert(all.furthestWhole(Length).get == ahead && senders(all, ahead, 7) == Seq(0, 1, 1))
    assert(!all.missing().get.contains("0"))
  }

  test("a step needs what the run would go back to as well") {
    val at = standing(0, 6, 6, good = 3)
    val now = Seq(part(0, 0, 6, 0, 4), part(1, 1, 6, 4, 10))
    assert(!offers(at)(now: _*).furthestWhole(Length).isPresent)
    val good = Seq(part(0, 0, 3, 0, 4), part(1, 1, 3, 4, 10))
    assert(offers(at)(now ++ good: _*).furthestWhole(Length).get == at)
  }

  test("parts may be cut otherwise, and overlap; those of another attempt do not count") {
    val at = standing(0, 6, 6)
    val cut = offers(at)(part(0, 0, 6, 0, 3), part(1, 0, 6, 0, 5), part(2, 1, 6, 4, 10))
    assert(senders(cut, at, 6) == Seq(1, 2))
    val foreign = offers(at)(part(0, 0, 6, 0, 5), part(1, 1, 6, 5, 10, lineage = 4))
    assert(!foreign.furthestWhole(Length).isPresent && foreign.missing().get == "1, 2")
    assert(!offers()().furthestWhole(Length).isPresent && !offers()().missing().isPresent)
  }
}
