package org.coherer.training.sync

import org.coherer.training.vector.FlatVector
import org.scalatest.funsuite.AnyFunSuite

class NotFiniteSuite extends AnyFunSuite {

  private def count(vector: FlatVector) = new NotFinite().countIn(vector)

  test("NaN of any bits and infinities count, wherever they are, and no other number does") {
    val finite = Seq(0, 0x80000000, 1, 0x807fffff, 0x7f7fffff, 0xff7fffff, 0x3f800000)
    val others = Seq(0x7f800000, 0xff800000, 0x7fc00000, 0x7f800001, 0xffffffff)
    for (length <- Seq(1, 1023, 1024, 1025, 5000); where <- Seq(0, length / 2, length - 1)) {
      val vector = FlatVector.allocate(length.toLong)
      for (bits <- finite) {
        vector.setBits(where.toLong, bits)
        assert(count(vector) == 0, bits)
      }
      for (bits <- others) {
        vector.setBits(where.toLong, bits)
        assert(count(vector) == 1, bits)
      }
    }
  }

  test("all parts of a vector are looked at, and nothing around them") {
    val bad = FlatVector.of(Seq.fill(3000)(Float.NaN): _*)
    assert(count(bad) == 3000)
    assert(count(FlatVector.concat(bad.slice(1, 1500), FlatVector.allocate(7), bad.slice(9, 2))) == 1502)
    assert(count(FlatVector.allocate(0)) == 0)
  }
}
