package org.coherer.training.saving

import org.coherer.training.checkpoint.RangeValues
import org.coherer.training.checkpoint.format.VectorRange
import org.coherer.training.trainer.CheckpointInterval
import org.coherer.training.vector.FlatVector
import org.scalatest.funsuite.AnyFunSuite

class StateShareSuite extends AnyFunSuite {

  private val state = FlatVector.of(1, 2, 3)

  private def ranges(values: java.util.List[RangeValues]): Seq[VectorRange] =
    values.toArray(Array[RangeValues]()).toSeq.map(_.range())

  test("ranks that all have the same state save a part of it each, and read all of it") {
    val shares = (0 to 1).map(rank => new StateShare.Whole(3, rank, 2))
    assert(shares.flatMap(share => ranges(share.toSave("optimizer", state))) == Seq((0, 2), (2, 1)).map {
      case (offset, length) => VectorRange.of("optimizer", offset.toLong, length.toLong)
    })
    assert(ranges(shares(1).toHave("optimizer", state, 3)) == Seq(VectorRange.of("optimizer", 0, 3)))
    assert(shares.forall(_.total() == 3))
  }

  test("ranks that have a state each save it behind those of the ranks before, and find it there") {
    for (rank <- 0 to 2) {
      val share = new StateShare.Own(3, rank, 3)
      val place = Seq(VectorRange.of("optimizer", 3L * rank, 3))
      assert(ranges(share.toSave("optimizer", state)) == place && share.total() == 9 && share.saved() == 3)
      assert(ranges(share.toHave("optimizer", state, 9)) == place)
      // Of a checkpoint of two ranks, the third has what the first has; of one of five, some is left.
      assert(
        ranges(share.toHave("optimizer", state, 6)) == Seq(VectorRange.of("optimizer", 3L * (rank % 2), 3))
      )
      assert(ranges(share.toHave("optimizer", state, 15)) == place)
    }
    val none = new StateShare.Own(0, 2, 3)
    assert(
      ranges(none.toHave("optimizer", FlatVector.allocate(0), 0)) == Seq(VectorRange.of("optimizer", 0, 0))
    )
  }

  test("a checkpoint is due where its number of steps was passed, also between two exchanges") {
    val everyThree = new CheckpointInterval(0, 3, 0)
    def due(before: Long, now: Long) = everyThree.isDue(1, before, now, false)
    assert(
      Seq(0 -> 1, 1 -> 2, 2 -> 3, 3 -> 4).map { case (b, n) => due(b.toLong, n.toLong) } ==
        Seq(false, false, true, false)
    )
    assert(due(2, 4) && due(0, 100) && !due(4, 5) && !due(9, 6), "a run that has gone back")
    assert(new CheckpointInterval(2, 0, 0).isDue(2, 0, 8, true))
  }
}
