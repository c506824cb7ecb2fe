package org.coherer.datasource.write

import java.io.IOException
import java.nio.file.{Files, Path}
import java.util.Collections.emptyList

import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow
import org.apache.spark.sql.connector.write.{DataWriter, WriterCommitMessage}
import org.apache.spark.sql.types.StructType
import org.coherer.datasource.lines.{LinesWriters, WithLines}
import org.scalatest.funsuite.AnyFunSuite

/** Two attempts of one task side by side, as speculation makes them, of which Spark takes one. Spark makes
  * them on different hosts alone, so the calls are made here as it makes them.
  */
class OvertakenSuite extends AnyFunSuite with WithLines {
  private val schema = new StructType().add("n", "int").add("word", "string")

  private def target(out: Path, recordsPerFile: Long) = new WriteTarget(
    out.toString,
    "query",
    hadoop,
    new WriteTarget.RowLayout(schema, emptyList[String]()),
    new LinesWriters(schema, ".txt"),
    recordsPerFile
  )

  private def write(writer: DataWriter[InternalRow], numbers: Range): Unit = numbers.foreach { n =>
    writer.write(
      new GenericInternalRow(Array[Any](n, org.apache.spark.unsafe.types.UTF8String.fromString("w")))
    )
  }

  private def names(out: Path): Set[String] = out.toFile.list().filterNot(_.endsWith(".crc")).toSet

  /** Commits the second attempt while the first has written half of its rows; the first does the rest then.
    */
  private def overtaken(out: Path, recordsPerFile: Long)(rest: DataWriter[InternalRow] => Unit): Unit = {
    val query = new FileBatchWrite(target(out, recordsPerFile), false)
    val factory = new FileWriterFactory(target(out, recordsPerFile))
    val slow = factory.createWriter(0, 1)
    val copy = factory.createWriter(0, 2)
    write(slow, 0 until 5)
    write(copy, 0 until 10)
    val written = copy.commit()
    copy.close()
    assert(names(out) == Set("_temporary-query"))
    query.commit(Array[WriterCommitMessage](written))
    rest(slow)
    slow.abort()
    slow.close()
    assert(!names(out).exists(_.startsWith("_temporary")) && names(out).contains("_SUCCESS"))
    assert(numbers(load(Seq(out))).sorted == (0 until 10))
  }

  test("an attempt that goes on behind the commit leaves nothing of its file") {
    withTempDir(dir => overtaken(dir.resolve("out"), 100)(write(_, 5 until 8)))
  }

  test("an attempt that comes to its end behind the commit, and is refused, leaves nothing") {
    withTempDir { dir =>
      overtaken(dir.resolve("out"), 100) { slow =>
        write(slow, 5 until 10)
        slow.commit()
      }
    }
  }

  test("an attempt that would open its next file behind the commit fails, and makes no directory again") {
    withTempDir { dir =>
      overtaken(dir.resolve("out"), 5) { slow =>
        assert(intercept[IOException](write(slow, 5 until 10)).getMessage.contains("the query has ended"))
      }
    }
  }

  test(
    "an attempt that is killed before the commit has its half file under a hidden name, which the commit deletes"
  ) {
    withTempDir { dir =>
      val out = dir.resolve("out")
      val query = new FileBatchWrite(target(out, 100), false)
      val factory = new FileWriterFactory(target(out, 100))
      write(factory.createWriter(0, 1), 0 until 5) // no abort: its process is gone
      val again = factory.createWriter(0, 2)
      write(again, 0 until 10)
      val written = again.commit()
      assert(Files.exists(out.resolve("_temporary-query/attempt-1")) && numbers(load(Seq(out))).isEmpty)
      query.commit(Array[WriterCommitMessage](written))
      assert(!names(out).exists(_.startsWith("_temporary")))
      assert(numbers(load(Seq(out))).sorted == (0 until 10))
    }
  }
}
