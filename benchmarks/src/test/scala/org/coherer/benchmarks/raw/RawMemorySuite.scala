package org.coherer.benchmarks.raw

import org.coherer.benchmarks.harness.BenchmarkException
import org.scalatest.funsuite.AnyFunSuite

class RawMemorySuite extends AnyFunSuite {

  test("a copy has the marks of the rank that made them, and of no other") {
    Seq(0, 1, 250, 251, 252, 1000).foreach { bytes =>
      val memory = new RawMemory(bytes)
      memory.mark(3)
      memory.copy()
      memory.expectMark(3)
      if (bytes > 0) {
        val e = intercept[BenchmarkException](memory.expectMark(4))
        assert(e.getMessage == s"Wrong bytes: byte 0 of $bytes is 3 (must be 4, from rank 4)")
      }
    }
  }

  test("a wrong byte is named with its place") {
    val memory = new RawMemory(300)
    memory.mark(1)
    memory.copy()
    memory.in.put(299, 0.toByte)
    val e = intercept[BenchmarkException](memory.expectMark(1))
    assert(e.getMessage == "Wrong bytes: byte 299 of 300 is 0 (must be 49, from rank 1)")
  }
}
