package org.coherer.datasource.file

import java.io.EOFException

import scala.util.Random

import org.coherer.datasource.{WithFiles, WithSerialization}
import org.scalatest.funsuite.AnyFunSuite

class StoredFileSuite extends AnyFunSuite with WithFiles with WithSerialization {

  private def content(file: StoredFile, offset: Long): Seq[Byte] = {
    val in = file.open(offset, hadoop)
    try in.readAllBytes().toSeq
    finally in.close()
  }

  test("plain and compressed files give the same bytes from any offset") {
    val bytes = Array.ofDim[Byte](200003)
    new Random(11).nextBytes(bytes)
    withTempDir { dir =>
      val plain = inspect(write(dir.resolve("plain"), bytes))
      val gz = inspect(write(dir.resolve("compressed"), gzip(bytes)))
      assert(plain.compression() == Compression.NONE && plain.isSplittable)
      assert(gz.compression() == Compression.GZIP && !gz.isSplittable)
      for (file <- Seq(plain, gz, overTheWire(gz)); offset <- Seq(0, 1, 65536, 65537, 200002, 200003)) {
        assert(content(file, offset.toLong) == bytes.drop(offset).toSeq, s"$file from $offset")
      }
    }
  }

  test("compression is told by the content, not by the name") {
    withTempDir { dir =>
      assert(inspect(write(dir.resolve("a.gz"), Array[Byte](0, 0, 8, 1))).isSplittable)
      assert(!inspect(write(dir.resolve("a"), gzip(Array.emptyByteArray))).isSplittable)
    }
  }

  test("files of 0 and 1 bytes are not compressed") {
    withTempDir { dir =>
      assert(content(inspect(write(dir.resolve("none"), Array.emptyByteArray)), 0).isEmpty)
      assert(content(inspect(write(dir.resolve("one"), Array(0x1f.toByte))), 0) == Seq(0x1f.toByte))
    }
  }

  test("gzip files that were put one behind the other are one content") {
    withTempDir { dir =>
      val file = inspect(write(dir.resolve("two"), gzip(Array[Byte](1, 2)) ++ gzip(Array[Byte](3))))
      assert(content(file, 1) == Seq[Byte](2, 3))
    }
  }

  test("opening behind the end is an error") {
    withTempDir { dir =>
      val plain = inspect(write(dir.resolve("plain"), Array[Byte](1, 2, 3)))
      val gz = inspect(write(dir.resolve("gz"), gzip(Array[Byte](1, 2, 3))))
      intercept[EOFException](plain.open(4, hadoop))
      intercept[EOFException](gz.open(4, hadoop))
    }
  }

  test("no gzip file inflates beyond what is said") {
    withTempDir { dir =>
      val zeros = inspect(write(dir.resolve("zeros"), gzip(Array.ofDim[Byte](10 * 1000 * 1000))))
      assert(zeros.maxContentBytes() >= 10 * 1000 * 1000)
      assert(zeros.maxContentBytes() == zeros.length() * 1032)
    }
  }
}
