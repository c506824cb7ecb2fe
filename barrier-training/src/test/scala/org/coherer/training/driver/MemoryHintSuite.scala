package org.coherer.training.driver

import java.nio.ByteBuffer

import scala.util.Try

import org.bytedeco.javacpp.FloatPointer
import org.scalatest.funsuite.AnyFunSuite

/** Memory that really does not suffice, so that the messages are those of today's runtime and libraries. */
class MemoryHintSuite extends AnyFunSuite {

  private def hintFor(exhaust: => Any): String =
    MemoryHint.of(intercept[OutOfMemoryError](exhaust)).orElse("none")

  test("the heap is spark.executor.memory") {
    assert(
      hintFor(Array.fill(64)(new Array[Long](Int.MaxValue - 8))).startsWith("raise spark.executor.memory,")
    )
  }

  test("buffers off the heap have a limit of their own") {
    val hint = hintFor(Array.fill(64)(ByteBuffer.allocateDirect(Int.MaxValue)))
    assert(hint.startsWith("raise -XX:MaxDirectMemorySize"))
  }

  test("so has what the network takes natively") {
    val hint = hintFor(new FloatPointer(1L << 60))
    assert(
      hint.startsWith("raise spark.executor.memoryOverhead, and -Dorg.bytedeco.javacpp.maxPhysicalBytes")
    )
  }

  test("threads are no memory, and other failures have no hint") {
    val threads = new OutOfMemoryError("unable to create native thread: possibly out of memory")
    assert(MemoryHint.of(threads).get.startsWith("raise the limit of threads"))
    assert(!MemoryHint.of(Try(1 / 0).failed.get).isPresent)
  }
}
