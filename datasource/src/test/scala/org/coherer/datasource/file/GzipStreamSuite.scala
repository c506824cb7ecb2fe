package org.coherer.datasource.file

import java.io.{ByteArrayInputStream, EOFException, IOException, InputStream}
import java.util.zip.CRC32

import scala.util.Random

import org.coherer.datasource.WithFiles
import org.scalatest.funsuite.AnyFunSuite

class GzipStreamSuite extends AnyFunSuite with WithFiles {

  private val first = Array[Byte](1, 2, 3)
  private val second = Array[Byte](4, 5)
  private val two = gzip(first) ++ gzip(second)

  private def inflated(stored: InputStream, buffer: Int): Seq[Byte] = {
    val in = new GzipStream(stored, buffer)
    try in.readAllBytes().toSeq
    finally in.close()
  }

  private def inflated(stored: Array[Byte], buffer: Int = 64): Seq[Byte] =
    inflated(new ByteArrayInputStream(stored), buffer)

  private def failure(stored: Array[Byte]): String = intercept[IOException](inflated(stored)).getMessage

  /** A member whose header has an extra field, a name, a comment and a checksum of itself. */
  private def withHeader(flags: Int, checksumDelta: Int): Array[Byte] = {
    val start = Array[Byte](0x1f, 0x8b.toByte, 8, flags.toByte, 9, 9, 9, 9, 2, 3)
    val fields = Array[Byte](3, 0, 'x', 0, 'y') ++ "name\u0000a comment\u0000".getBytes("US-ASCII")
    val checksum = new CRC32
    checksum.update(start ++ fields)
    val stored = (checksum.getValue.toInt & 0xffff) + checksumDelta
    start ++ fields ++ Array(stored.toByte, (stored >> 8).toByte) ++ gzip(first).drop(10)
  }

  test("all members are one content, whatever the buffer, and whatever is available") {
    val noise = Array.ofDim[Byte](5000)
    new Random(3).nextBytes(noise)
    val stored = two ++ gzip(Array.emptyByteArray) ++ gzip(noise)
    val reluctant = new ByteArrayInputStream(stored) {
      override def available(): Int = 0
      override def read(bytes: Array[Byte], offset: Int, length: Int): Int =
        super.read(bytes, offset, math.min(length, 1))
    }
    val expected = (first ++ second ++ noise).toSeq
    assert(inflated(reluctant, 64) == expected)
    for (buffer <- Seq(1, 7, 64, 1 << 16)) assert(inflated(stored, buffer) == expected, buffer)
    val in = new GzipStream(new ByteArrayInputStream(two), 8)
    assert(Seq.fill(7)(in.read()) == Seq(1, 2, 3, 4, 5, -1, -1) && in.read(Array.emptyByteArray) == 0)
    in.close()
    assert(intercept[IOException](in.read()).getMessage == "Cannot read a gzip file that is closed")
  }

  test("optional fields of headers are skipped, and their checksum is checked") {
    assert(inflated(gzip(second) ++ withHeader(0x1f, 0)) == second.toSeq ++ first)
    assert(failure(withHeader(0x1f, 1)).contains("the checksum of a header is 0x"))
  }

  test("a damaged header of any member is an error, not the end") {
    val at = gzip(first).length
    def damaged(offset: Int, value: Int): String = failure(two.updated(at + offset, value.toByte))
    val start = s"the gzip file is damaged before its stored byte ${at + 2}: "
    assert(damaged(0, 0x1e) == start + "a member starts with 0x1E 0x8B (must be 0x1F 0x8B)")
    assert(damaged(1, 0) == start + "a member starts with 0x1F 0x00 (must be 0x1F 0x8B)")
    assert(damaged(2, 7).endsWith("the compression method is 7 (must be 8)"))
    assert(damaged(3, 0x20).endsWith("the flags are 0x20 (must be below 0x20)"))
    assert(failure(two ++ "more".getBytes("US-ASCII")).contains("a member starts with 0x6D 0x6F"))
    assert(failure(first).contains("a member starts with 0x01 0x02"))
  }

  test("a file that is cut anywhere but behind a member") {
    for (length <- two.indices if length != gzip(first).length)
      assert(
        intercept[EOFException](inflated(two.take(length))).getMessage ==
          s"the gzip file ends within a member, at its stored byte $length"
      )
  }

  test("data, checksums and lengths that are wrong") {
    val one = gzip(first)
    def flipped(at: Int): String = failure(one.updated(at, (one(at) ^ 1).toByte) ++ gzip(second))
    assert(flipped(one.length - 8).matches(".*the checksum of a member is 0x.* \\(must be 0x.*\\)"))
    assert(flipped(one.length - 4).endsWith("the length of a member is 2 (must be 3)"))
    assert(failure(one.take(10) ++ Array.fill[Byte](20)(-1)).contains("the deflated data make no sense: "))
  }

  test("zeros up to the end are no error, as with gzip(1)") {
    assert(inflated(two ++ Array.ofDim[Byte](1000)) == (first ++ second).toSeq)
    assert(
      failure(gzip(first) ++ Array.ofDim[Byte](3) ++ gzip(second)).endsWith(
        "0x1F follows zeros behind a member (must be zeros alone)"
      )
    )
    assert(failure(Array.ofDim[Byte](100)).contains("a member starts with 0x00 0x00"))
  }

  test("members without content take no stack") {
    val empty = gzip(Array.emptyByteArray)
    assert(inflated(Array.fill(20000)(empty).flatten ++ gzip(second)) == second.toSeq)
  }
}
