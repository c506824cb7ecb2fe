package org.coherer.datasource.tfrecord

import java.lang.management.ManagementFactory
import java.nio.{ByteBuffer, ByteOrder}

import com.sun.management.ThreadMXBean
import org.coherer.datasource.codec.BrokenContentException
import org.coherer.testkit.hostile.HostileRun
import org.scalatest.funsuite.AnyFunSuite

class HostileTfRecordSuite extends AnyFunSuite {
  import Records._

  private val records = Seq("a", "bc", "").map(_.getBytes("US-ASCII"))
  private val good = write(records)
  private val Start = "Cannot read TFRecord file 'memory' at byte "

  private def refused(file: Array[Byte]): String = {
    val message = intercept[BrokenContentException](read(file)).getMessage
    assert(message.startsWith(Start))
    message.drop(Start.length)
  }

  private def claiming(length: Long, there: Int): Array[Byte] = {
    val header = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putLong(length)
    header.putInt(MaskedCrc.of(header.array, 0, 8))
    header.array ++ new Array[Byte](there)
  }

  test("a file that is cut at any byte, or goes on") {
    val ends = records.scanLeft(0)((end, record) => end + 16 + record.length)
    for (length <- 0 until good.length) {
      if (ends.contains(length)) assert(read(good.take(length)).size == ends.indexOf(length))
      else
        assert(
          refused(good.take(length)).contains(s"record ${ends.lastIndexWhere(_ <= length)} is truncated")
        )
    }
    assert(refused(good :+ 0.toByte) == "52: the header of record 3 is truncated (1 bytes, must be 12)")
  }

  test("a bit that is flipped anywhere is found by a checksum") {
    for (bit <- 0 until good.length * 8) {
      val flipped = good.clone()
      flipped(bit / 8) = (flipped(bit / 8) ^ (1 << bit % 8)).toByte
      assert(refused(flipped).contains("the checksum of the "), bit)
    }
  }

  test("a length is not believed before it is known to be there") {
    val threads = ManagementFactory.getThreadMXBean.asInstanceOf[ThreadMXBean]
    def allocated(): Long = threads.getThreadAllocatedBytes(Thread.currentThread.getId)
    val before = allocated()
    assert(refused(claiming(1 << 27, 1000)) == "1012: record 0 is truncated (1000 bytes, must be 134217728)")
    assert(allocated() - before < (4L << 20))
    assert(
      refused(claiming((1 << 27) + 1, 0)) ==
        "0: record 0 has 134217729 bytes (must be at most 134217728, the option maxRecordBytes)"
    )
    assert(refused(claiming(-1, 0)).startsWith("0: record 0 has 18446744073709551615 bytes "))
  }

  test("a length that looks like gzip is a length if its checksum says so") {
    val record = new Array[Byte](0x8b1f)
    assert(read(write(Seq(record))).map(_.length) == Seq(0x8b1f))
    assert(write(Seq(record)).take(2).toSeq == Seq(0x1f.toByte, 0x8b.toByte))
  }

  for (compression <- RecordCompression.values) {
    test(s"compression $compression: the same records, and cut files are refused") {
      val file = write(records, compression)
      assert(read(file).map(_.toSeq) == records.map(_.toSeq))
      assert(refused(file.dropRight(1)).nonEmpty)
    }
  }

  test("a second gzip member whose header is damaged hides no record") {
    val one = write(records, RecordCompression.GZIP)
    assert(read(one ++ one).map(_.toSeq) == (records ++ records).map(_.toSeq))
    assert(refused(one ++ one.updated(2, 0.toByte)).contains("the compression method is 0 (must be 8)"))
  }

  test("fields of other numbers and types are skipped, numbers may be unpacked") {
    // Example { 1: Features { 1: { 1: "x" 2: Feature { 3: Int64List { 1: 5, 1: [6, 7], 9: 1 } } } } 7: 3 }
    val list = Array[Byte](0x08, 5, 0x0a, 2, 6, 7, 0x48, 1)
    val feature = Array[Byte](0x1a, list.length.toByte) ++ list
    val entry = Array[Byte](0x0a, 1, 'x', 0x12, feature.length.toByte) ++ feature
    val map = Array[Byte](0x0a, entry.length.toByte) ++ entry
    val message = Array[Byte](0x38, 3, 0x0a, map.length.toByte) ++ map
    assert(example(message) == features("x" -> longs(5, 6, 7)))
  }

  test("messages that are broken say where") {
    def broken(bytes: Int*): String =
      intercept[RecordException](example(bytes.map(_.toByte).toArray)).getMessage
    assert(broken(0x0a, 5, 1) == "is broken at its byte 1: field 1 has 5 bytes (there are 1)")
    assert(broken(0x08, 1) == "is broken at its byte 1: field 1 has wire type 0 (must be 2)")
    assert(broken(0x0b) == "is broken at its byte 1: field 1 has wire type 3 (must be 2)")
    assert(broken(0x3b) == "is broken at its byte 1: field 7 has wire type 3 (must be 0, 1, 2 or 5)")
    assert(broken(0x00) == "is broken at its byte 0: tag 0 is none (must be in [8, 2^32))")
    assert(broken(0x38) == "is broken at its byte 1: the message ends within a number")
    assert(
      broken(0x38 +: Seq.fill(10)(0x80): _*) == "is broken at its byte 1: a number has more than 10 bytes"
    )
    assert(broken(0x39, 1) == "is broken at its byte 1: 1 bytes are left (must be 8)")
  }

  test("the time of many small lists is linear") {
    val list = new WireWriter
    (0 until 1000000).foreach(_ => list.bytes(3, Array[Byte](0x08, 1)))
    val message = new WireWriter().message(1, new WireWriter().message(1, new WireWriter().message(2, list)))
    assert(example(message.toByteArray).features.get("").longs.length == 1000000)
  }

  test("500 damaged files end in other records or a typed error, soon, in a JVM of 512 MB") {
    val lines = HostileRun.fork(classOf[TfRecordFiles], 500, 20261201L)
    val said = String.join("\n", lines)
    info(said.take(1000))
    assert(lines.size == 1 && said.contains(" 0 faults"))
  }
}
