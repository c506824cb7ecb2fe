package org.coherer.training.embedding.wire

import java.nio.FloatBuffer

import org.coherer.training.embedding.{EmbeddingInput, EmbeddingSpec, IdCode}
import org.scalatest.funsuite.AnyFunSuite

class IdBagsSuite extends AnyFunSuite {

  private val input = new EmbeddingInput("items", 3, EmbeddingSpec.of("items", 4))
  private val features = 2

  private def batch(rows: Seq[Long]*): FloatBuffer = {
    val length = features + input.floats()
    val floats = new Array[Float](rows.size * length)
    for ((ids, row) <- rows.zipWithIndex) {
      val at = row * length + features
      floats(at) = ids.size.toFloat
      for ((id, i) <- ids.zipWithIndex) IdCode.encode(id, floats, at + 1 + i * IdCode.FLOATS)
    }
    FloatBuffer.wrap(floats)
  }

  private def read(bags: IdBags, rows: Seq[Long]*): (Seq[Long], Seq[Int]) = {
    bags.read(batch(rows: _*), features + input.floats(), rows.size)
    (bags.ids().take(bags.count()).toSeq, bags.ends().toSeq)
  }

  test("the ids of each row are a bag, and batches of any size follow each other") {
    val bags = new IdBags(input, features)
    assert(read(bags, Seq(5L, Long.MaxValue), Nil, Seq(0L)) == ((Seq(5L, Long.MaxValue, 0L), Seq(2, 2, 3))))
    assert(read(bags, Seq(7L)) == ((Seq(7L), Seq(1))))
    assert(read(bags) == ((Nil, Nil)))
    assert(read(bags, Seq(1L, 2L, 3L), Seq(1L, 1L)) == ((Seq(1L, 2L, 3L, 1L, 1L), Seq(3, 5))))
  }

  test("a number of ids that cannot be is refused") {
    val wrong = batch(Seq(1L))
    for (count <- Seq(-1f, 4f)) {
      wrong.put(features, count)
      val refused = intercept[IllegalArgumentException] {
        new IdBags(input, features).read(wrong, features + input.floats(), 1)
      }
      assert(refused.getMessage == s"Invalid number of ids $count of column 'items' (must be from 0 to 3)")
    }
  }
}
