package org.coherer.datasource.idx

import java.io.{IOException, UncheckedIOException}
import java.lang.management.ManagementFactory
import java.nio.file.{Files, Path}

import scala.annotation.tailrec
import scala.util.Random

import com.sun.management.ThreadMXBean
import org.coherer.testkit.hostile.HostileRun
import org.scalatest.funsuite.AnyFunSuite

class HostileIdxSuite extends AnyFunSuite with WithIdxFiles {

  private val good = ubytes(Seq(10, 2, 3), Seq.fill(60)(7))

  /** What load says of a file with these bytes, behind the file's name. */
  private def refusedByLoad(bytes: Array[Byte]): String = withTempDir { dir =>
    val file = write(dir.resolve("hostile"), bytes)
    val failure = intercept[UncheckedIOException](load(file))
    assert(failure.getCause.getMessage == failure.getMessage)
    behindName(failure.getMessage, file)
  }

  /** What a task says of a file that load took. */
  private def refusedByTask(bytes: Array[Byte]): String = withTempDir { dir =>
    val file = write(dir.resolve("hostile"), bytes)
    val frame = load(file)
    behindName(ioFailure(intercept[Exception](frame.collect())).getMessage, file)
  }

  @tailrec
  private def ioFailure(failure: Throwable): IOException = failure match {
    case broken: IOException => broken
    case other => ioFailure(other.getCause)
  }

  private def behindName(message: String, file: Path): String = {
    val start = s"Cannot read IDX file 'file:$file' at "
    assert(message.startsWith(start))
    message.drop(start.length)
  }

  test("a file of another kind") {
    assert(
      refusedByLoad("PK, not IDX".getBytes("US-ASCII")) ==
        "byte 0: magic 0x504B2C20 is not that of IDX (must start with two zero bytes)"
    )
    assert(
      refusedByLoad(gzip(gzip(good))) ==
        "byte 0 of its inflated content: magic 0x1F8B0800 is not that of IDX (must start with two zero bytes)"
    )
  }

  test("an element type that does not exist") {
    for (code <- Seq(0x00, 0x07, 0x0a, 0x0f, 0xff)) {
      assert(
        refusedByLoad(header(code, Seq(1))) ==
          f"byte 2: unsupported element type 0x$code%02X (must be 0x08 unsigned byte, 0x09 byte, " +
          "0x0B short, 0x0C int, 0x0D float or 0x0E double)"
      )
    }
  }

  test("no dimension, a negative one, too many elements in a row, and none") {
    def rows(dimensions: String) =
      s"byte 8: dimensions $dimensions make rows of too many or no elements (must be in [1, 134217728])"
    val most = Int.MaxValue
    assert(refusedByLoad(header(8, Seq())) == "byte 3: 0 dimensions (must be at least 1)")
    assert(
      refusedByLoad(header(8, Seq(1, -1, 3))) ==
        "byte 8: dimension 1 is 4294967295 (must be in [0, 2^31))"
    )
    assert(refusedByLoad(header(8, Seq(1, 1 << 14, 1 << 14))) == rows("[1, 16384, 16384]"))
    assert(refusedByLoad(header(8, Seq(1, most, most, most))) == rows(s"[1, $most, $most, $most]"))
    assert(refusedByLoad(header(8, Seq(most, 0))) == rows(s"[$most, 0]"))
    assert(refusedByLoad(header(8, Seq(0, most))).contains("(must be in [0, 134217728])"))
  }

  test("a header that is cut at any byte") {
    for (length <- 0 until 16) {
      val needed = if (length < 4) 4 else 16
      assert(
        refusedByLoad(good.take(length)) ==
          s"byte $length: the header is truncated (must have $needed bytes)"
      )
      assert(
        refusedByLoad(gzip(good.take(length))) ==
          s"byte $length of its inflated content: the header is truncated (must have $needed bytes)"
      )
    }
  }

  test("data that is cut at any byte") {
    for (length <- 16 until good.length) {
      val (row, found) = ((length - 16) / 6, (length - 16) % 6)
      val problem = s"row $row of 10 is truncated ($found bytes, must be 6)"
      assert(refusedByLoad(good.take(length)) == s"byte $length: $problem")
    }
    for (length <- Seq(16, 17, 21, 22, 40, 75)) {
      val (row, found) = ((length - 16) / 6, (length - 16) % 6)
      assert(
        refusedByTask(gzip(good.take(length))) ==
          s"byte $length of its inflated content: row $row of 10 is truncated ($found bytes, must be 6)"
      )
    }
  }

  test("bytes behind the data") {
    assert(
      refusedByLoad(good ++ Array.ofDim[Byte](5)) ==
        "byte 76: 5 bytes follow the last of 10 rows (must be none)"
    )
    assert(
      refusedByTask(gzip(good :+ 0.toByte)) ==
        "byte 76 of its inflated content: bytes follow the last of 10 rows"
    )
    assert(
      refusedByTask(gzip(ubytes(Seq(0), Seq(1)))) ==
        "byte 8 of its inflated content: bytes follow the last of 0 rows"
    )
  }

  test("a header that promises more than a gzip file can inflate to, before memory is taken") {
    val small = gzip(header(8, Seq(100000, 10000)))
    assert(
      refusedByLoad(small) ==
        "byte 4 of its inflated content: the dimensions need 1000000012 bytes, more than a gzip file of " +
        s"${small.length} bytes can hold (at most ${small.length * 1032})"
    )
  }

  test("a header of no rows, but huge ones, takes no memory for them") {
    withTempDir { dir =>
      for (bytes <- Seq(header(0x0e, Seq(0, 1 << 27)), gzip(header(0x0e, Seq(0, 1 << 27)))))
        assert(load(write(dir.resolve("none"), bytes)).collect().isEmpty)
    }
  }

  test("a gzip file that is cut, or whose checksum is wrong") {
    val random = new Random(1)
    val noise = gzip(ubytes(Seq(50, 100), Seq.fill(5000)(random.nextInt(256))))
    assert(
      refusedByTask(noise.take(3000))
        .contains("cannot be read: the gzip file ends within a member, at its stored byte 3000")
    )
    assert(
      refusedByLoad(noise.take(5))
        .contains(
          "byte 0 of its inflated content: the header cannot be read: the gzip file ends within a member, at its stored byte 5"
        )
    )
    val flipped = noise.clone()
    flipped(noise.length - 8) = (flipped(noise.length - 8) ^ 1).toByte
    assert(
      refusedByTask(flipped).startsWith(
        "byte 5012 of its inflated content: the end after the last of 50 rows cannot be read: " +
          s"the gzip file is damaged before its stored byte ${noise.length - 4}: the checksum of a member is 0x"
      )
    )
  }

  test("random damage is an error or other numbers, never anything else") {
    val random = new Random(77)
    withTempDir { dir =>
      for (i <- 0 until 80) {
        val bytes = if (i % 2 == 0) good.clone() else gzip(good)
        for (_ <- 0 to random.nextInt(3)) bytes(random.nextInt(bytes.length)) = random.nextInt().toByte
        val file = write(dir.resolve("damaged"), bytes)
        try load(file).collect()
        catch { case failure: Exception => assert(ioFailure(failure).getMessage.contains(file.toString)) }
      }
    }
  }

  test("500 damaged files end in other numbers or a typed error, soon, in a JVM of 512 MB") {
    val lines = HostileRun.fork(classOf[IdxFiles], 500, 20261129L)
    val said = String.join("\n", lines)
    info(said.take(1000))
    assert(lines.size == 1 && said.contains(" 0 faults"))
  }

  /** A gzip file of noise, whose header claims one row of so many doubles. */
  private def claiming(doubles: Int): Array[Byte] = {
    val noise = new Array[Byte](1200000)
    new Random(3).nextBytes(noise)
    gzip(header(0x0e, Seq(1, doubles)) ++ noise)
  }

  test("a row that is claimed, and not there, takes memory only as far as it is there") {
    withTempDir { dir =>
      val file = write(dir.resolve("claims"), claiming(1 << 25))
      val threads = ManagementFactory.getThreadMXBean.asInstanceOf[ThreadMXBean]
      val reader = new IdxFiles
      val before = threads.getThreadAllocatedBytes(Thread.currentThread.getId)
      val failure = intercept[IOException](reader.readAll(file))
      assert(threads.getThreadAllocatedBytes(Thread.currentThread.getId) - before < (32L << 20))
      assert(failure.getMessage.endsWith("row 0 of 1 is truncated (1200000 bytes, must be 268435456)"))
    }
  }

  test("a row that is larger than what the JVM has memory for is an error that says so") {
    val most = Runtime.getRuntime.maxMemory
    assume(most < (3L << 30))
    assert(
      refusedByTask(
        claiming(1 << 27)
      ) == "byte 12 of its inflated content: row 0 of 1 has 1073741824 bytes, " +
        s"too many for a JVM of $most bytes (raise its memory)"
    )
  }

  test("images and labels that do not fit together") {
    withTempDir { dir =>
      val labels = dir.resolve("train-labels-idx1-ubyte")
      val images = dir.resolve("train-images-idx3-ubyte")
      def refused(): String =
        intercept[UncheckedIOException](load(dir, "split" -> "train")).getMessage
      writeMnist(dir, "train", 10)
      write(labels, ubytes(Seq(9), Seq.fill(9)(1)))
      assert(
        refused() == s"Cannot read IDX file 'file:$labels' at byte 4: " +
          s"9 labels for the 10 images of 'file:$images' (must be as many)"
      )
      write(labels, idx(elements.last, Seq(10), Seq.fill(10)(1.0)))
      assert(
        refused().endsWith(
          "elements of type DOUBLE in dimensions [10] (labels must be integers in 1 dimension)"
        )
      )
      write(labels, ubytes(Seq(10, 1), Seq.fill(10)(1)))
      assert(refused().contains("elements of type UBYTE in dimensions [10, 1]"))
      write(labels, ubytes(Seq(10), Seq.fill(10)(1)))
      write(images, ubytes(Seq(10), Seq.fill(10)(1)))
      assert(refused().contains("1 dimension (images must have 2 or more"))
    }
  }

  test("a file that shrinks after load") {
    withTempDir { dir =>
      val file = write(dir.resolve("shrinks"), good)
      val frame = load(file)
      Files.write(file, good.take(42))
      val failure = ioFailure(intercept[Exception](frame.collect()))
      assert(behindName(failure.getMessage, file) == "byte 42: row 4 of 10 is truncated (2 bytes, must be 6)")
    }
  }
}
