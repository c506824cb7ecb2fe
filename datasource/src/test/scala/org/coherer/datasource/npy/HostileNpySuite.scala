package org.coherer.datasource.npy

import java.io.ByteArrayOutputStream
import java.nio.charset.StandardCharsets.US_ASCII
import java.util.zip.{ZipEntry, ZipOutputStream}

import org.coherer.datasource.Resources
import org.coherer.datasource.codec.BrokenContentException
import org.coherer.testkit.hostile.HostileRun
import org.scalatest.funsuite.AnyFunSuite

class HostileNpySuite extends AnyFunSuite {

  private def refused(body: => Any): String = {
    val message = intercept[BrokenContentException](body).getMessage
    assert(message.startsWith("Cannot read np"))
    message.dropWhile(_ != '\'')
  }

  private def array(literal: String, data: Int = 0): Array[Byte] =
    Array[Byte](0x93.toByte) ++ "NUMPY".getBytes(US_ASCII) ++
      Array[Byte](1, 0, literal.length.toByte, (literal.length >> 8).toByte) ++
      literal.getBytes(US_ASCII) ++ new Array[Byte](data)

  private def shaped(shape: String, data: Int = 0): Array[Byte] =
    array(s"{'descr': '<f4', 'fortran_order': False, 'shape': $shape, }\n", data)

  test("a file that is cut at any byte, or goes on") {
    for (name <- Seq("f4", "fortran")) {
      val good = Resources.bytes(s"npy/$name.npy")
      for (length <- 0 until good.length) assert(refused(NpyFiles.rows(good.take(length))).nonEmpty)
      assert(refused(NpyFiles.rows(good :+ 0.toByte)).contains("must be here, but there are"))
    }
  }

  test("an archive that is cut at any byte, or damaged at any bit") {
    for (name <- Seq("stored", "deflated")) {
      val good = Resources.bytes(s"npy/$name.npz")
      for (length <- 0 until good.length) assert(refused(NpyFiles.arrays(good.take(length))).nonEmpty)
      val right = NpyFiles.arrays(good)
      for (bit <- 0 until good.length * 8) {
        val flipped = good.clone()
        flipped(bit / 8) = (flipped(bit / 8) ^ (1 << bit % 8)).toByte
        try {
          val found = NpyFiles.arrays(flipped)
          assert(found.forall { case (key, rows) => right.get(key).forall(_ == rows) }, s"$name $bit")
        } catch { case e: BrokenContentException => assert(e.getMessage.contains("'memory'")) }
      }
    }
  }

  test("a literal that is none of the format's") {
    def broken(literal: String): String = refused(NpyFiles.rows(array(literal)))
    assert(broken("").contains("'{' must be here"))
    assert(broken("{}").contains("the dictionary must have descr, fortran_order and shape"))
    assert(broken("{'x': 1}").contains("the key 'x' (must be descr, fortran_order and shape, each once)"))
    assert(broken("{'descr': '<f4', 'descr': '<f4'}").contains("the key 'descr'"))
    assert(broken("{'descr': __import__('os')}").contains("a string must be here"))
    assert(broken("{'descr': '<f\\x34'}").contains("a string has no end, or has a backslash"))
    assert(broken("{'fortran_order': 0}").contains("True or False must be here"))
    assert(broken("{'shape': (1 + 1,)}").contains("')' must be here"))
    assert(broken("{'shape': (1)}").contains("(must have a comma behind it)"))
    assert(broken("{'shape': (-1,)}").contains("a number of 1 to 18 digits must be here"))
    assert(broken("{'shape': (" + "1," * 65 + ")}").contains("more than 64 dimensions"))
    assert(
      refused(NpyFiles.rows(array(new String(Resources.bytes("npy/f4.npy"), 10, 118, US_ASCII) + "x")))
        .contains(
          "the dictionary is followed by something"
        )
    )
  }

  test("types that do not exist") {
    for (descr <- Seq("f4", "=f4", "|f4", "<f3", "<i1", "<b1", "|S0", "<U0", "|S9999999", "<f16", ""))
      assert(
        refused(NpyFiles.rows(array(s"{'descr': '$descr', 'fortran_order': False, 'shape': (1,)}"))).contains(
          s"elements of type '$descr'"
        )
      )
  }

  test("rows of too many elements, of none, and more than are there") {
    assert(refused(NpyFiles.rows(shaped("(1, 134217729)"))).contains("make rows of too many or no elements"))
    assert(
      refused(NpyFiles.rows(shaped("(999999999999, 0)"))).contains("make rows of too many or no elements")
    )
    assert(refused(NpyFiles.rows(shaped("(1, " + "99999999, " * 5 + ")"))).contains("make rows of too many"))
    assert(refused(NpyFiles.rows(shaped("(999999999999999999, 9)"))).contains("need 2^63 bytes or more"))
    assert(
      refused(NpyFiles.rows(shaped("(1000000, 1000)", 4)))
        .contains("1000000 rows of 4000 bytes must be here, but there are 4 bytes")
    )
    assert(NpyFiles.rows(shaped("(0, 1000)")).isEmpty)
  }

  test("an archive of too many files, and of arrays that cannot be as long") {
    val out = new ByteArrayOutputStream
    val zip = new ZipOutputStream(out)
    for (i <- 0 to 4096) {
      zip.putNextEntry(new ZipEntry(s"$i.npy"))
      zip.closeEntry()
    }
    zip.close()
    assert(refused(NpyFiles.arrays(out.toByteArray)).contains("more than 4096 files"))
    val good = Resources.bytes("npy/deflated.npz")
    val entry = good.indexOfSlice(Seq[Byte]('P', 'K', 1, 2))
    assert(
      refused(NpyFiles.arrays(good.patch(entry + 26, Seq[Byte](127), 1)))
        .contains("(must be at most 1032 times as many)")
    )
    assert(refused(NpyFiles.arrays(good.patch(entry + 22, Seq[Byte](127), 1))).contains("(must not overlap)"))
    assert(refused(NpyFiles.arrays("PK, no archive".getBytes(US_ASCII))).contains("must be a zip archive"))
  }

  test("500 damaged files end in other rows or a typed error, soon, in a JVM of 512 MB") {
    val lines = HostileRun.fork(classOf[NpyFiles], 500, 20261201L)
    val said = String.join("\n", lines)
    info(said.take(1000))
    assert(lines.size == 1 && said.contains(" 0 faults"))
  }
}
