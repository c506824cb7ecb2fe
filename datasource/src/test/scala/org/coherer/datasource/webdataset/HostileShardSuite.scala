package org.coherer.datasource.webdataset

import org.coherer.datasource.codec.BrokenContentException
import org.coherer.testkit.hostile.HostileRun
import org.scalatest.funsuite.AnyFunSuite

class HostileShardSuite extends AnyFunSuite {

  private def refused(file: Array[Byte], most: Int = 1 << 20): String = {
    val message = intercept[BrokenContentException](Shards.samples(file, most)).getMessage
    val start = "Cannot read webdataset file 'memory' at byte "
    assert(message.startsWith(start))
    message.drop(start.length)
  }

  private val good = Shards.write("a.txt" -> "1", "a.cls" -> "2", "b.txt" -> "3" * 600)

  private def changed(file: Array[Byte], at: Int, text: String): Array[Byte] = {
    val bytes = text.getBytes("ISO-8859-1")
    val header = file.clone()
    System.arraycopy(bytes, 0, header, at, bytes.length)
    val block = at / 512 * 512
    val sum = f"${TarHeader.checksum(header.slice(block, block + 512))}%06o"
    System.arraycopy(sum.getBytes("US-ASCII"), 0, header, block + 148, 6)
    header
  }

  test("a shard that is cut at any byte") {
    for (length <- 0 to good.length - 1024) assert(refused(good.take(length)).contains(" is truncated "))
    assert(Shards.samples(good.dropRight(512)).size == 2)
  }

  test("a bit of a header that is flipped anywhere is found by the checksum") {
    for (bit <- 0 until 512 * 8) {
      val flipped = good.clone()
      flipped(bit / 8) = (flipped(bit / 8) ^ (1 << bit % 8)).toByte
      val known = bit / 8 >= 148 && bit / 8 < 156 // the checksum's own padding may differ
      if (!known) assert(refused(flipped).startsWith("0: the checksum of a header is wrong"), bit)
    }
  }

  test("sizes that are no numbers, or that nobody wants") {
    assert(refused(changed(good, 124, "x")) == "124: the size of a file is no number")
    assert(refused(changed(good, 124, "\u00ff" * 12)) == "124: the size of a file is no number")
    assert(refused(changed(good, 124, "\u0080" + "\u0000" * 3 + "\u007f" + "\u00ff" * 7)).startsWith("124: "))
    assert(
      refused(changed(good, 124, "\u0080" + "\u0000" * 8 + "\u0010\u0000\u0001")) ==
        "512: file 'a.txt' has 1048577 bytes (must be at most 1048576, the option maxEntryBytes)"
    )
    assert(
      refused(good, 100) == "2560: file 'b.txt' has 600 bytes (must be at most 100, the option maxEntryBytes)"
    )
    assert(refused(changed(good, 124, "77777777777")).contains("file 'a.txt' has 8589934591 bytes"))
  }

  test("records that are no records") {
    assert(
      refused(Shards.write("a.txt" -> "", "a.TXT" -> "")) ==
        "1024: file 'a.TXT' is the second 'txt' of its record (must be one)"
    )
    assert(
      refused(Shards.write("a.txt" -> "", "a.__KEY__" -> "")) ==
        "1024: file 'a.__KEY__' has the extension '__key__' " +
        "(must be another, since the name of a record is in the column '__key__')"
    )
    assert(
      refused(Shards.write((0 to 1024).map(i => s"a.$i" -> ""): _*)) ==
        "524800: file 'a.1024' makes more than 1024 of its record"
    )
    assert(refused(changed(good, 156, "S")) == "0: a sparse file (must be a plain one)")
    assert(refused(changed(good, 0, "\u00ff")) == "0: the name of a file is not UTF-8")
  }

  test("extended headers that are broken") {
    val file = Shards.write("ü.txt" -> "1")
    def pax(text: String) = refused(changed(file, 512, text).patch(148, file.slice(148, 156), 8))
    assert(file.slice(512, 529).toSeq == "15 path=ü.txt\n".getBytes("UTF-8").padTo(17, 0.toByte).toSeq)
    assert(pax("99").contains("a record of 99 bytes does not end with a line feed"))
    assert(pax("x").contains("a number of 1 to 18 digits must be here"))
    assert(pax("9" * 20).contains("a number of 1 to 18 digits must be here"))
    assert(pax("15 path ").contains("a record has no '='"))
    assert(pax("15 GNU.sparse=").contains("a sparse file"))
    assert(
      refused(changed(file, 124, "00010000000")).contains(
        "an extended header of 2097152 bytes (must be at most 1048576)"
      )
    )
  }

  test("500 damaged files end in other records or a typed error, soon, in a JVM of 512 MB") {
    val lines = HostileRun.fork(classOf[Shards], 500, 20261201L)
    val said = String.join("\n", lines)
    info(said.take(1000))
    assert(lines.size == 1 && said.contains(" 0 faults"))
  }
}
