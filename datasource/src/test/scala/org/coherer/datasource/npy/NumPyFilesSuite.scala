package org.coherer.datasource.npy

import java.io.{ByteArrayOutputStream, IOException}
import java.util.Collections

import org.coherer.datasource.Resources
import org.coherer.datasource.codec.BrokenContentException
import org.scalatest.funsuite.AnyFunSuite

/** Files that NumPy wrote, read; and written again, byte by byte. */
class NumPyFilesSuite extends AnyFunSuite {

  private def read(name: String): Seq[Any] = NpyFiles.rows(Resources.bytes(s"npy/$name.npy"))

  private def refused(name: String): String = intercept[BrokenContentException](read(name)).getMessage

  private val numbers = Seq(-2, 0, 1, 100)

  private val expected: Map[String, Seq[Any]] = Map(
    "b1" -> Seq(true, false),
    "i1" -> numbers.map(_.toByte),
    "i2" -> numbers.map(_.toShort),
    "i4" -> numbers,
    "i8" -> Seq(Long.MinValue, Long.MaxValue),
    "u1" -> Seq[Short](0, 255),
    "u2" -> Seq(0, 65535),
    "u4" -> Seq(0L, 4294967295L),
    "u8" -> Seq(0L, Long.MaxValue),
    "f2" -> Seq(0.5f, -2f, Float.PositiveInfinity),
    "f4" -> Seq(Seq(0f, 0.25f, 0.5f), Seq(0.75f, 1f, 1.25f)),
    "f8" -> Seq(0.1, 1e300),
    "S" -> Seq("a", "bcd", ""),
    "U" -> Seq("größe", "\ud83d\ude00", ""),
    "scalar" -> Seq(7),
    "rank3" -> Seq(0 until 12, 12 until 24),
    "none" -> Nil
  )

  for ((name, rows) <- expected) {
    test(s"rows of $name") {
      assert(read(name) == rows)
    }
  }

  test("the most significant byte may come first") {
    for (name <- Seq("i2", "i4", "i8", "u2", "u4", "f2", "f4", "f8", "U"))
      assert(read(s"big-$name") == expected(name), name)
  }

  test("Fortran order") {
    assert(read("fortran") == expected("rank3"))
  }

  test("versions 2 and 3") {
    for (name <- Seq("version2", "version3")) assert(read(name) == expected("f4"))
  }

  test("pickled, structured and complex elements are refused, and ints above 2^63") {
    assert(refused("object").contains("elements of type '|O' (must be |b1, i1 to i8, "))
    assert(refused("structured").contains("a string must be here (structured types are not read)"))
    assert(refused("complex").contains("elements of type '<c16'"))
    val failure = intercept[ArithmeticException](read("u8-large")).getMessage
    assert(failure == "has the element 9223372036854775808 (must be below 2^63)")
  }

  test("what is written is what NumPy writes") {
    for (name <- expected.keys if name != "scalar") {
      val file = Resources.bytes(s"npy/$name.npy")
      assert(NpyFiles.rewritten(file).toSeq == file.toSeq, name)
    }
    assert(NpyFiles.rows(NpyFiles.rewritten(Resources.bytes("npy/fortran.npy"))) == expected("rank3"))
  }

  for (name <- Seq("stored", "deflated")) {
    test(s"an archive, $name") {
      val arrays = NpyFiles.arrays(Resources.bytes(s"npy/$name.npz"))
      val x = (0 until 4).map(i => (0 until 3).map(j => (3 * i + j).toFloat))
      assert(arrays == Map("x" -> x, "y" -> Seq(0L, 1L, 2L, 3L)))
    }
  }

  test("an archive that is written can be read") {
    val out = new ByteArrayOutputStream
    val array = new NpyWriter(NpyType.of("<i4").get, Collections.emptyList[java.lang.Long])
    try {
      array.add(Array[Byte](5, 0, 0, 0))
      assert(
        intercept[IOException](array.add(new Array[Byte](8))).getMessage ==
          "Cannot write row 1: it has 2 elements (must be 1, as those before it)"
      )
      val archive = new NpzWriter(out)
      archive.add("a", array)
      archive.close()
    } finally array.close()
    assert(NpyFiles.arrays(out.toByteArray) == Map("a" -> Seq(5)))
  }
}
