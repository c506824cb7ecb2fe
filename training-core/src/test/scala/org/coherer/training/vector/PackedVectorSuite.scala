package org.coherer.training.vector

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}

import org.scalatest.funsuite.AnyFunSuite

class PackedVectorSuite extends AnyFunSuite {

  private def sent(packed: PackedVector): PackedVector = {
    val bytes = new ByteArrayOutputStream()
    val out = new ObjectOutputStream(bytes)
    out.writeObject(packed)
    out.close()
    new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray)).readObject().asInstanceOf[PackedVector]
  }

  private val piece = 1 << 22

  for (length <- Seq(0, 1, 7, piece - 1, piece, piece + 1))
    test(s"a vector of $length floats survives its way, bit for bit") {
      val vector = FlatVector.allocate(length.toLong)
      for (i <- Seq(0, length / 2, length - 1).filter(i => i >= 0 && i < length))
        vector.set(i.toLong, i * 1.5f - 1)
      val packed = sent(new PackedVector(vector))
      assert(packed.length == length)
      assert(packed.unpack().toArray.sameElements(vector.toArray))
    }

  test("it is a copy, and goes into vectors of its length only") {
    val vector = FlatVector.of(1f, 2f)
    val packed = new PackedVector(vector)
    vector.set(0L, 9f)
    assert(packed.unpack().toArray.toSeq == Seq(1f, 2f))
    val message =
      intercept[IllegalArgumentException](packed.unpackInto(FlatVector.allocate(3L))).getMessage
    assert(message == "Cannot copy 2 values into a vector of 3")
  }
}
