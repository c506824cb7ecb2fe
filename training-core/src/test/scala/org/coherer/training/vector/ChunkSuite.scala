package org.coherer.training.vector

import java.util.Arrays

import org.scalatest.funsuite.AnyFunSuite

class ChunkSuite extends AnyFunSuite {

  test("parts follow each other without gaps and differ by at most one, the longer ones first") {
    for (total <- Seq(0L, 1L, 6L, 7L, 8L, 97L, 5000000011L); parts <- Seq(1, 2, 3, 7, 8)) {
      val all = (0 until parts).map(Chunk.part(total, parts, _))
      assert(all.map(_.offset) == all.scanLeft(0L)(_ + _.length).init)
      assert(all.map(_.length).sum == total)
      assert(all.head.length - all.last.length <= 1)
      assert(all.map(_.length) == all.map(_.length).sorted.reverse)
    }
  }

  test("a chunk of a vector aliases it") {
    val vector = FlatVector.of(0f, 1f, 2f, 3f)
    new Chunk(1, 2).of(vector).fill(9f)
    assert(Arrays.equals(vector.toArray, Array(0f, 9f, 9f, 3f)))
  }

  test("what two chunks have in common is a chunk, maybe an empty one") {
    for (a <- 0L to 6L; b <- a to 6L; c <- 0L to 6L; d <- c to 6L) {
      val common = new Chunk(a, b - a).within(new Chunk(c, d - c))
      val expected = (a until b).intersect(c until d)
      assert((common.offset until common.end).toSeq == expected)
      assert((0L to 6L).filter(common.contains(_)) == expected)
    }
  }

  test("a negative offset or length is refused") {
    for ((offset, length) <- Seq((-1L, 1L), (1L, -1L))) {
      val e = intercept[IllegalArgumentException](new Chunk(offset, length))
      assert(e.getMessage == s"Invalid chunk of $length elements at $offset (neither may be negative)")
    }
  }
}
