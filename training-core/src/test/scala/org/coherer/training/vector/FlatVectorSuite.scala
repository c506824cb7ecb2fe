package org.coherer.training.vector

import java.nio.{ByteBuffer, ByteOrder}
import java.util.Arrays

import org.scalatest.funsuite.AnyFunSuite

class FlatVectorSuite extends AnyFunSuite {

  private val primes = Seq(0, 1, 2, 3, 5, 7, 11, 13, 97)

  private def ramp(length: Int): FlatVector = FlatVector.of(Array.tabulate(length)(_.toFloat): _*)

  /** The same values in segments of the given length, off or on the heap. */
  private def cut(values: FlatVector, segment: Int, onHeap: Boolean = false): FlatVector = {
    val pieces = values.toArray.grouped(segment).toList.map { piece =>
      val bytes = piece.length * 4
      val buffer = if (onHeap) ByteBuffer.allocate(bytes) else ByteBuffer.allocateDirect(bytes)
      buffer.order(ByteOrder.nativeOrder).asFloatBuffer.put(piece)
      buffer
    }
    FlatVector.wrap(pieces: _*)
  }

  test("arithmetic does not depend on how the values are cut into segments") {
    for (length <- primes; a <- Seq(1, 2, 3, 5, 96); b <- Seq(1, 3, 7); onHeap <- Seq(false, true)) {
      val sum = cut(ramp(length), a)
      sum.add(cut(ramp(length), b, onHeap))
      assert(Arrays.equals(sum.toArray, Array.tabulate(length)(_ * 2f)))
      sum.scale(0.5f)
      assert(Arrays.equals(sum.toArray, ramp(length).toArray))
      val copy = cut(FlatVector.allocate(length.toLong), a)
      copy.copyFrom(cut(ramp(length), b, onHeap))
      assert(Arrays.equals(copy.toArray, ramp(length).toArray))
    }
  }

  test("subnormal numbers become zero, and no others do") {
    val normal = java.lang.Float.MIN_NORMAL
    val kept = Seq(normal, -normal, 1f, -3e-38f, Float.MaxValue, Float.NegativeInfinity, Float.NaN, 0f)
    val cleared = Seq(Float.MinPositiveValue, -Float.MinPositiveValue, normal / 2, -normal * 0.999f)
    val kinds: Seq[Float] = kept ++ cleared
    val values = Array.tabulate(2500)(i => kinds(i * 7 % kinds.size))
    for (segment <- Seq(1, 3, 1024, 2500)) {
      val vector = cut(FlatVector.of(values: _*), segment)
      vector.clearSubnormals()
      assert(Arrays.equals(vector.toArray, values.map(v => if (math.abs(v) < normal) 0f else v)))
    }
  }

  test("arithmetic on more than one block") {
    val vector = ramp(10007)
    vector.add(vector)
    vector.scale(3f)
    assert(Arrays.equals(vector.toArray, Array.tabulate(10007)(_ * 6f)))
    vector.fill(2f)
    assert(vector.toArray.forall(_ == 2f))
  }

  test("a slice across segments aliases them") {
    val vector = cut(ramp(20), 3)
    val slice = vector.slice(2, 11)
    assert((slice.length, slice.segmentCount) == ((11L, 5)))
    assert(Arrays.equals(slice.toArray, Array.tabulate(11)(i => i + 2f)))
    slice.set(10, -1f)
    assert(vector.get(12) == -1f)
  }

  test("a concatenation aliases its parts") {
    val parts = Seq(ramp(3), FlatVector.allocate(0), ramp(2))
    val whole = FlatVector.concat(parts: _*)
    assert(Arrays.equals(whole.toArray, Array(0f, 1f, 2f, 0f, 1f)))
    whole.set(4, 9f)
    assert(parts.last.get(1) == 9f)
  }

  test("a segment is seen in native byte order, and writes go through") {
    val vector = ramp(2)
    assert(vector.segment(0).order == ByteOrder.nativeOrder)
    vector.segment(0).putFloat(4, 8f)
    assert(vector.get(1) == 8f)
  }

  test("bounds are checked") {
    val vector = ramp(5)
    for ((offset, length) <- Seq((0L, 6L), (5L, 1L), (-1L, 2L), (2L, -1L), (1L, Long.MaxValue))) {
      val e = intercept[IndexOutOfBoundsException](vector.slice(offset, length))
      assert(e.getMessage == s"Slice of $length floats at $offset of a vector of 5")
    }
    assert(vector.slice(5, 0).length == 0)
    for (index <- Seq(-1L, 5L)) {
      assert(intercept[IndexOutOfBoundsException](vector.get(index)).getMessage.startsWith(s"Index $index"))
    }
  }

  test("what is no vector is refused") {
    val negative = intercept[IllegalArgumentException](FlatVector.allocate(-1))
    assert(negative.getMessage == "Invalid vector length -1 (must not be negative)")
    val ragged = intercept[IllegalArgumentException](FlatVector.wrap(ByteBuffer.allocate(7)))
    assert(ragged.getMessage == "Cannot wrap 7 bytes as floats (must be a multiple of 4)")
    val unequal = intercept[IllegalArgumentException](ramp(2).add(ramp(3)))
    assert(unequal.getMessage == "Cannot combine vectors of 2 and 3 floats")
  }
}
