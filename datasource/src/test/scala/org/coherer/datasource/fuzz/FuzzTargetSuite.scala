package org.coherer.datasource.fuzz

import java.io.IOException
import java.util.{List => JList, Map => JMap, Optional}

import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.types.{IntegerType, StructType}
import org.coherer.datasource.Resources
import org.coherer.datasource.file.FoundFile
import org.coherer.datasource.format.{
  Extent,
  FileFormat,
  FormatFiles,
  FormatInput,
  ReadTask,
  RecordFile,
  RecordReader
}
import org.coherer.datasource.option.{OptionSpec, Options}
import org.coherer.datasource.webdataset.WebDatasetDataSource
import org.scalatest.funsuite.AnyFunSuite

/** Readers that do what they must not, which a target has to find. */
class FuzzTargetSuite extends AnyFunSuite {

  /** A format whose records are the bytes of a file, where a test has it do nothing else. */
  private class Numbers extends FileFormat {
    override def name: String = "numbers"
    override def readOptions: JList[OptionSpec[_]] = JList.of[OptionSpec[_]]()
    override def open(input: FormatInput): FormatFiles = {
      val file: RecordFile = new NumbersFile(input.files.get(0))
      new FormatFiles(new StructType().add("n", IntegerType), JList.of[RecordFile](file, file).subList(0, 1))
    }
    def count(file: FoundFile, columns: StructType): Long = file.length
    def value(file: FoundFile, task: ReadTask, place: Long): Int = place.toInt

    private class NumbersFile(file: FoundFile) extends RecordFile {
      override def found: FoundFile = file
      override def extent(columns: StructType): Extent = Extent.ofRecords(count(file, columns), 1, 1)
      override def open(task: ReadTask): RecordReader = new RecordReader {
        private var place = task.span.first - 1
        override def next(): Boolean = { place += 1; place < task.span.end }
        override def row: InternalRow = InternalRow(value(file, task, place))
        override def close(): Unit = {}
      }
    }
  }

  private def target(format: FileFormat) =
    new FormatTarget(format, JMap.of[String, String](), Optional.empty[JMap[String, String]]())

  private def found(format: FileFormat): String =
    intercept[AssertionError](target(format).run(new Array[Byte](4))).getMessage

  test("a reader that reads is in order") {
    target(new Numbers).run(new Array[Byte](4))
    target(new Numbers).run(Array.emptyByteArray)
  }

  test("an error that does not name the file") {
    assert(
      found(new Numbers {
        override def value(file: FoundFile, task: ReadTask, place: Long): Int =
          throw new IOException("broken")
      }) == "A message does not name 'memory:/fuzz/input.numbers'"
    )
    target(new Numbers {
      override def value(file: FoundFile, task: ReadTask, place: Long): Int = throw new IOException(file.path)
    }).run(new Array[Byte](4))
  }

  test("an error that is not declared") {
    val format = new Numbers {
      override def value(file: FoundFile, task: ReadTask, place: Long): Int =
        throw new IllegalArgumentException(file.path)
    }
    intercept[IllegalArgumentException](target(format).run(new Array[Byte](4)))
  }

  test("rows that depend on where a file is cut") {
    val rows = found(new Numbers {
      override def value(file: FoundFile, task: ReadTask, place: Long): Int = task.span.first.toInt
    })
    assert(rows == "4 rows read in two parts are [[0], [0], [2], [2]] (must be [[0], [0], [0], [0]])")
  }

  test("rows that are not as many as are counted") {
    assert(found(new Numbers {
      override def count(file: FoundFile, columns: StructType): Long = if (columns.isEmpty) 3 else 4
    }) == "3 rows were counted of 4")
  }

  test("memory and time that are too much") {
    val memory = new Effort(1 << 20)
    assert(new Array[Byte](2 << 20).length == 2 << 20)
    assert(memory.excess.get.matches("The input took \\d+ bytes of memory \\(must be at most 1048576\\)"))
    val time = new Effort(Long.MaxValue)
    val start = System.nanoTime()
    var sum = 0L
    while (!time.excess.isPresent && System.nanoTime() - start < 60000000000L) sum += 1
    assert(time.excess.get.endsWith("ns of a processor (must be at most 2000000000)"), sum)
  }

  test("checksums that are mended are right") {
    val good = Resources.bytes("tfrecord/bytes.tfrecord")
    assert(Checksums.ofRecords(good).sameElements(good))
    val damaged = good.clone()
    damaged(8) = (damaged(8) + 1).toByte
    assert(Checksums.ofRecords(damaged).sameElements(good))
  }

  test("there is no other reader") {
    assert(
      intercept[IllegalArgumentException](new FuzzTarget("csv")).getMessage ==
        "No reader 'csv' (must be one of [idx, cifar, tfrecord, npy, npz, webdataset, safetensors, imagefolder, gzip])"
    )
  }
}
