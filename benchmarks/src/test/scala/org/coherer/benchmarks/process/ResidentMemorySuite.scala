package org.coherer.benchmarks.process

import java.nio.ByteBuffer

import org.scalatest.funsuite.AnyFunSuite

class ResidentMemorySuite extends AnyFunSuite {

  test("memory that is touched is resident, and the peak is never below what is there") {
    val before = ResidentMemory.peak
    val bytes = 64 << 20
    val buffer = ByteBuffer.allocateDirect(bytes)
    for (page <- 0 until bytes by 4096) buffer.put(page, 1.toByte)
    val now = ResidentMemory.now
    assert(now > bytes && ResidentMemory.peak >= before)
    assert(ResidentMemory.peak >= bytes && buffer.get(0) == 1)
  }
}
