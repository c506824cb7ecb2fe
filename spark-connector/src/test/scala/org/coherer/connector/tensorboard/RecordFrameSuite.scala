package org.coherer.connector.tensorboard

import java.nio.charset.StandardCharsets.UTF_8

import org.coherer.testkit.EventRecords
import org.scalatest.funsuite.AnyFunSuite

class RecordFrameSuite extends AnyFunSuite {

  private def hex(bytes: Array[Byte]): String = bytes.map(each => f"$each%02x").mkString(" ")

  private def unmask(masked: Int): Int = {
    val rotated = masked - 0xa282ead8
    (rotated << 15) | (rotated >>> 17)
  }

  test("checksums are CRC-32C: the check value and the examples of RFC 3720") {
    val examples = Seq(
      "123456789".getBytes(UTF_8) -> 0xe3069283,
      new Array[Byte](32) -> 0x8a9136aa,
      Array.fill(32)(0xff.toByte) -> 0x62a8ab43,
      Array.tabulate(32)(_.toByte) -> 0x46dd794e
    )
    examples.foreach { case (bytes, expected) =>
      assert(unmask(RecordFrame.maskedChecksum(bytes, bytes.length)) == expected)
      assert(EventRecords.checksum(bytes) == expected)
    }
  }

  test("a file of TensorFlow's begins with the length 24 and its checksum") {
    val framed = RecordFrame.of(new Array[Byte](24))
    assert(hex(framed.take(12)) == "18 00 00 00 00 00 00 00 a3 7f 4b 22")
    assert(framed.length == 8 + 4 + 24 + 4)
  }

  test("records come back whole, whatever their length") {
    val lengths = Seq(0, 1, 127, 128, 70001)
    val written = lengths.map(length => Array.tabulate(length)(i => (i * 31).toByte))
    val read = EventRecords.records(written.map(RecordFrame.of).reduce(_ ++ _))
    assert(read.map(_.toSeq) == written.map(_.toSeq))
  }
}
