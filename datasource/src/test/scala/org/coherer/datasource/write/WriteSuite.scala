package org.coherer.datasource.write

import java.io.IOException
import java.net.URI
import java.nio.file.{Files, Path}
import java.util.stream.Collectors

import org.apache.hadoop.fs.{FSDataOutputStream, Path => HadoopPath, RawLocalFileSystem}
import org.apache.hadoop.util.Progressable
import org.apache.spark.TaskContext
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.{col, udf}
import org.apache.spark.sql.types.StructType
import org.coherer.datasource.lines.{LinesWriters, WithLines}
import org.coherer.testkit.WithLogLines
import org.scalatest.funsuite.AnyFunSuite

class WriteSuite extends AnyFunSuite with WithLines with WithLogLines {

  /** A task may fail twice. */
  override protected def sparkSettings: Map[String, String] = Map("spark.master" -> "local[2,3]")

  private def frame(rows: Int, tasks: Int = 3): DataFrame = spark
    .range(0, rows.toLong, 1, tasks)
    .selectExpr("cast(id as int) n", "concat('w', id % 3) word")

  private def save(frame: DataFrame, to: Any, mode: String, options: (String, String)*): Unit = options
    .foldLeft(frame.write.format("lines").mode(mode)) { case (writer, (name, value)) =>
      writer.option(name, value)
    }
    .save(to.toString)

  /** All files and directories below one, hidden ones and checksums included. */
  private def below(dir: Path): Seq[String] =
    if (!Files.exists(dir)) Seq()
    else
      Files
        .walk(dir)
        .filter(path => path != dir && !path.getFileName.toString.endsWith(".crc"))
        .map[String](path => dir.relativize(path).toString)
        .sorted()
        .collect(Collectors.toList[String])
        .toArray(Array[String]())
        .toSeq

  /** The value, unless this attempt of the task is to fail. */
  private def failing(attempts: Int) = udf { (n: Int) =>
    if (n == 50 && TaskContext.get().attemptNumber() < attempts)
      throw new IllegalStateException(s"attempt ${TaskContext.get().attemptNumber()} was told to fail")
    n
  }

  test("what is written is read, appended to, and overwritten") {
    withTempDir { dir =>
      val out = dir.resolve("out")
      save(frame(20), out, "append")
      assert(numbers(load(Seq(out))).sorted == (0 until 20))
      val first = below(out)
      assert(
        first.size == 4 && first.head == "_SUCCESS" && first
          .drop(1)
          .forall(_.matches("part-0000\\d-.*-0.txt"))
      )
      save(frame(5), out, "append")
      assert(numbers(load(Seq(out))).sorted == ((0 until 20) ++ (0 until 5)).sorted)
      save(frame(7, 1), out, "overwrite", "suffix" -> ".dat")
      assert(rows(load(Seq(out))) == (0 until 7).map(i => Seq(i, s"w${i % 3}")))
      assert(below(out).size == 2 && below(out).last.endsWith(".dat"))
    }
  }

  test("a retry of a task leaves nothing of the attempts before it") {
    withTempDir { dir =>
      val out = dir.resolve("out")
      save(frame(100).withColumn("n", failing(2)(col("n"))), out, "append", "maxRecordsPerFile" -> "4")
      assert(numbers(load(Seq(out))).sorted == (0 until 100))
      assert(below(out).size == 1 + 27 && !below(out).exists(_.contains("temporary")))
    }
  }

  test("a query that fails leaves what was there, and no other file") {
    withTempDir { dir =>
      val out = dir.resolve("out")
      save(frame(10), out, "append")
      val before = below(out)
      for (mode <- Seq("append", "overwrite")) {
        val failed = intercept[Exception](save(frame(100).withColumn("n", failing(3)(col("n"))), out, mode))
        assert(messages(failed).contains("attempt 2 was told to fail"))
        assert(below(out) == before)
      }
      assert(numbers(load(Seq(out))).sorted == (0 until 10))
    }
  }

  test("while tasks write, a reader sees nothing of it") {
    withTempDir { dir =>
      val out = dir.resolve("out")
      save(frame(3), out, "append")
      val seen = spark.sparkContext.longAccumulator
      val folder = out.toString
      val look = udf { (n: Int) =>
        seen.add(new java.io.File(folder).list().count(_.startsWith("part")).toLong)
        n
      }
      save(frame(100, 2).withColumn("n", look(col("n"))), out, "append")
      assert(seen.sum == 300 && numbers(load(Seq(out))).size == 103)
    }
  }

  test("columns become directories, each with one file of a task, and are read back") {
    withTempDir { dir =>
      val out = dir.resolve("out")
      val words = Seq("a/b=c", "x y", "%", "", null, "2026-11-30")
      val table = spark.createDataFrame(
        java.util.Arrays.asList(
          (0 until 60).map(i => org.apache.spark.sql.Row(i, s"w$i", words(i % 6), i % 2)): _*
        ),
        StructType.fromDDL("n INT, word STRING, name STRING, half INT")
      )
      table.repartition(2).write.format("lines").partitionBy("half", "name").mode("append").save(out.toString)
      val read = load(Seq(out))
      assert(read.columns.toSeq == Seq("n", "word", "half", "name"))
      val expected = table.selectExpr("n", "word", "half", "nullif(name, '')")
      assert(rows(read).toSet == rows(expected).toSet)
      assert(below(out).count(_.endsWith(".txt")) <= 12)
      assert(rows(read.where("half = 1 and name = 'x y'").select("n")).size == 10)
    }
  }

  test("directories of a column whose name begins with an underscore are read, and overwritten") {
    withTempDir { dir =>
      val out = dir.resolve("out")
      def write(rows: Int, mode: String): Unit = frame(rows)
        .selectExpr("n", "word", "n % 2 _half")
        .write
        .format("lines")
        .partitionBy("_half")
        .mode(mode)
        .save(out.toString)
      write(10, "append")
      val read = load(Seq(out))
      assert(read.columns.toSeq == Seq("n", "word", "_half") && numbers(read).sorted == (0 until 10))
      assert(numbers(read.where("_half = 1")).sorted == Seq(1, 3, 5, 7, 9))
      write(4, "overwrite")
      assert(numbers(load(Seq(out))).sorted == (0 until 4))
    }
  }

  /** Rows of n, and of a column that becomes directories, as they are read. */
  private def partitioned(sql: String, by: String): Seq[Seq[Any]] = withTempDir { dir =>
    val out = dir.resolve("out")
    spark.sql(sql).write.format("lines").partitionBy(by).mode("append").save(out.toString)
    rows(load(Seq(out)).select("n", spark.sql(sql).columns.last.mkString("`", "", "`")))
  }

  test("columns become directories whatever letters their names have, in any case") {
    def value(name: String) = s"select 7 n, 8 `$name`"
    for ((name, by) <- Seq("my-col" -> "`my-col`", "a.b" -> "`a.b`", "x y" -> "`x y`", "day" -> "DAY"))
      assert(partitioned(value(name), by) == Seq(Seq(7, 8)), name)
    withConf("spark.sql.caseSensitive" -> "true") {
      assert(
        refused(partitioned(value("day"), "DAY")).contains("'DAY' (must be one of the columns [n, day])")
      )
    }
    assert(refused(partitioned(value("day"), "dya")).contains("'dya' (must be one of the columns [n, day])"))
  }

  test("values become directories that are spelled as they are read, others are refused") {
    val spelled = Seq(
      "'a'" -> "a",
      "7Y" -> 7,
      "-7S" -> -7,
      "7L" -> 7,
      "0.5f" -> 0.5,
      "-1e300d" -> -1e300,
      "true" -> "true",
      "1.25bd" -> 1.25,
      "date '2026-11-30'" -> java.sql.Date.valueOf("2026-11-30")
    )
    for ((sql, read) <- spelled)
      assert(partitioned(s"select 7 n, $sql p", "p") == Seq(Seq(7, read)), sql)
    val others = Seq(
      "cast('a' as binary)" -> "BINARY",
      "timestamp '2026-11-30 08:00:00'" -> "TIMESTAMP",
      "array(1)" -> "ARRAY<INT>",
      "struct(1)" -> "STRUCT<"
    )
    for ((sql, name) <- others) {
      val said = refused(partitioned(s"select 7 n, $sql p", "p"))
      assert(said.startsWith(s"Cannot partition by column 'p' of $name") && said.contains(": cast it)"))
    }
  }

  test("a query whose files are in place has succeeded, whatever fails after that") {
    withTempDir { dir =>
      val out = dir.resolve("out")
      val lines = logged(classOf[FileBatchWrite].getName) {
        save(frame(10), s"untidy:$out", "append", "fs.untidy.impl" -> classOf[Untidy].getName)
      }
      assert(numbers(load(Seq(out))).sorted == (0 until 10))
      val place = "'untidy:" + out + "/_temporary-"
      assert(lines.size == 2 && lines.head.startsWith(s"WARN Cannot delete $place"))
      assert(lines.last.startsWith(s"WARN Cannot create 'untidy:$out/_SUCCESS'"))
    }
  }

  test("an attempt whose directory is gone, since the query has ended, makes no new one") {
    withTempDir { dir =>
      val attempt = dir.resolve("_temporary-q/attempt-7")
      val writers = new LinesWriters(new StructType().add("n", "int"), ".txt")
      val files = new AttemptFiles(attempt.toString, "part-0", hadoop, writers)
      files.open("")
      files.finish()
      assert(below(dir).size == 3)
      val path = new HadoopPath(dir.resolve("_temporary-q").toUri)
      path.getFileSystem(hadoop.configuration()).delete(path, true)
      val failed = intercept[IOException](files.open("k=1"))
      assert(
        failed.getMessage ==
          s"Cannot write '$attempt/k=1/part-0-1.txt': its directory is gone (the query has ended without this attempt)"
      )
      assert(below(dir).isEmpty)
    }
  }

  for (how <- Seq("throws", "returns"))
    test(s"old files that cannot be deleted fail the query, which names them: $how") {
      withTempDir { dir =>
        val out = dir.resolve("out")
        save(frame(10), out, "append")
        val old = below(out).filter(_.startsWith("part")).toSet
        Keeping.throws = how == "throws"
        Keeping.kept = old.head
        val failed = messages(
          intercept[Exception](
            save(frame(4), s"keeping:$out", "overwrite", "fs.keeping.impl" -> classOf[Keeping].getName)
          )
        )
        assert(
          failed.contains(
            s"the new files are in their place, but 1 of ${old.size} old ones cannot be deleted, and readers see " +
              s"both: [keeping:$out/${old.head}]"
          )
        )
        assert(failed.contains("(delete them by hand, or overwrite again)"))
        assert(failed.contains("told to keep") == (how == "throws"))
        val left = below(out).toSet
        assert(left.intersect(old) == Set(old.head) && !left.exists(_.contains("temporary")))
        save(frame(4), out, "overwrite")
        assert(numbers(load(Seq(out))).sorted == (0 until 4))
      }
    }

  test("a file has as many records as it may have") {
    withTempDir { dir =>
      val out = dir.resolve("out")
      save(frame(10, 1), out, "append", "maxRecordsPerFile" -> "4")
      assert(below(out).drop(1).map(name => numbers(load(Seq(out.resolve(name)))).size) == Seq(4, 4, 2))
    }
  }

  test("no rows are no file, and a directory that can be read as such") {
    withTempDir { dir =>
      val out = dir.resolve("out")
      save(frame(0), out, "append")
      assert(below(out) == Seq("_SUCCESS") && load(Seq(out)).collect().isEmpty)
    }
  }

  test("what cannot be written is refused before a task starts") {
    withTempDir { dir =>
      val out = dir.resolve("out")
      def said(body: => Any): String = messages(intercept[Exception](body))
      assert(said(save(frame(3), out, "append", "sufix" -> "x")).contains("did you mean 'suffix'?"))
      assert(said(save(frame(3), out, "append", "maxRecordsPerFile" -> "-1")).contains("at least 0"))
      assert(
        said(save(frame(3).selectExpr("double(n) n"), out, "append")).contains("(must be INT or STRING)")
      )
      assert(
        said(frame(3).select("n").write.format("lines").partitionBy("n").mode("append").save(out.toString))
          .contains("Cannot partition by all columns [n]")
      )
      val dotted = new StructType().add("word", "string").add(".n", "int")
      assert(
        refused(new WriteTarget.RowLayout(dotted, java.util.Arrays.asList(".n")))
          .startsWith("Cannot partition by column '.n' (must not begin with a dot")
      )
      assert(said(save(frame(3), out, "errorifexists")).contains("ErrorIfExists"))
      assert(below(out).isEmpty)
    }
  }
}

/** The local disk as a file system on which nothing can be done after a commit. */
class Untidy extends RawLocalFileSystem {

  override def getUri: URI = URI.create("untidy:///")

  override def getScheme: String = "untidy"

  override def delete(path: HadoopPath, recursive: Boolean): Boolean =
    if (path.getName.startsWith("_temporary")) throw new IOException("told not to delete")
    else super.delete(path, recursive)

  override def create(
      path: HadoopPath,
      overwrite: Boolean,
      bufferSize: Int,
      replication: Short,
      blockSize: Long,
      progress: Progressable
  ): FSDataOutputStream =
    if (path.getName == "_SUCCESS") throw new IllegalStateException("told not to create")
    else super.create(path, overwrite, bufferSize, replication, blockSize, progress)
}

/** The local disk as a file system that does not delete one file. */
class Keeping extends RawLocalFileSystem {

  override def getUri: URI = URI.create("keeping:///")

  override def getScheme: String = "keeping"

  override def delete(path: HadoopPath, recursive: Boolean): Boolean =
    if (path.getName != Keeping.kept) super.delete(path, recursive)
    else if (Keeping.throws) throw new IOException("told to keep")
    else false
}

object Keeping {
  @volatile var kept: String = ""
  @volatile var throws: Boolean = false
}
