package org.coherer.training.embedding

import scala.util.Random

import org.scalatest.funsuite.AnyFunSuite

class IdCodeSuite extends AnyFunSuite {

  test("an id comes back from three whole numbers below 2^21") {
    val random = new Random(1)
    val edges = (0 until 63).flatMap(bit => Seq(1L << bit, (1L << bit) - 1)) ++ Seq(0L, Long.MaxValue)
    for (id <- edges ++ Seq.fill(1000)(random.nextLong() & Long.MaxValue)) {
      val floats = new Array[Float](5)
      IdCode.encode(id, floats, 1)
      assert(floats.forall(digit => digit == digit.toInt && digit >= 0 && digit < (1 << 21)))
      assert(floats(0) == 0 && floats(4) == 0)
      assert(IdCode.decode(floats, 1) == id)
    }
  }
}
