package org.coherer.datasource.read

import java.nio.file.{Files, Path}

import org.apache.spark.sql.streaming.{StreamingQuery, Trigger}
import org.coherer.datasource.lines.WithLines
import org.scalatest.funsuite.AnyFunSuite

class SourceStreamSuite extends AnyFunSuite with WithLines {

  /** Reads what is there, and what an earlier query has not read, into Parquet files. */
  private def run(dir: Path, options: (String, String)*): StreamingQuery = {
    val reader = options.foldLeft(spark.readStream.format("lines")) { case (each, (name, value)) =>
      each.option(name, value)
    }
    val query = reader
      .load(dir.resolve("in").toString)
      .writeStream
      .format("parquet")
      .option("checkpointLocation", dir.resolve("checkpoint").toString)
      .trigger(Trigger.AvailableNow())
      .start(dir.resolve("out").toString)
    query.awaitTermination()
    query
  }

  private def written(dir: Path): Seq[Int] = numbers(spark.read.parquet(dir.resolve("out").toString)).sorted

  private def batches(dir: Path): Int =
    dir.resolve("checkpoint/commits").toFile.list().count(_.forall(letter => letter.isDigit))

  test("new files are read once, also by a query that is started again") {
    withTempDir { dir =>
      lines(dir.resolve("in/a.txt"), "1;a", "2;b")
      run(dir)
      assert(written(dir) == Seq(1, 2))
      run(dir)
      assert(written(dir) == Seq(1, 2))
      lines(dir.resolve("in/b.txt"), "3;c")
      lines(dir.resolve("in/_hidden"), "9;z")
      run(dir)
      assert(written(dir) == Seq(1, 2, 3) && batches(dir) == 2)
    }
  }

  test("a batch reads as many files as it may, the oldest first") {
    withTempDir { dir =>
      (1 to 7).foreach { i =>
        val file = lines(dir.resolve(s"in/${9 - i}.txt"), s"$i;x")
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(i * 1000L))
      }
      run(dir, "maxFilesPerTrigger" -> "3")
      assert(written(dir) == (1 to 7) && batches(dir) == 3)
      val first = new String(Files.readAllBytes(dir.resolve("checkpoint/sources/0/files-0.json")), "UTF-8")
      assert(
        Seq("8.txt", "7.txt", "6.txt").map(name => first.indexOf(name)).sliding(2).forall(p => p(0) < p(1))
      )
    }
  }

  test("a query that ended between the log of files and Spark's offsets makes the same batch again") {
    withTempDir { dir =>
      lines(dir.resolve("in/a.txt"), "1;a")
      run(dir)
      lines(dir.resolve("in/b.txt"), "2;b")
      run(dir)
      for (log <- Seq("offsets", "commits"); name <- Seq("1", ".1.crc"))
        Files.deleteIfExists(dir.resolve(s"checkpoint/$log/$name"))
      lines(dir.resolve("in/c.txt"), "3;c")
      run(dir)
      assert(written(dir) == Seq(1, 2, 3) && batches(dir) == 3)
      assert(dir.resolve("checkpoint/sources/0").toFile.list().count(_.startsWith("files-")) == 3)
    }
  }

  for (path <- Seq("in/*.txt", "in/a.txt", "in"))
    test(s"a stream goes on where all its files are gone: $path") {
      withTempDir { dir =>
        val a = lines(dir.resolve("in/a.txt"), "1;a")
        val query = spark.readStream
          .format("lines")
          .load(s"$dir/$path")
          .writeStream
          .format("parquet")
          .option("checkpointLocation", dir.resolve("checkpoint").toString)
          .start(dir.resolve("out").toString)
        try {
          query.processAllAvailable()
          Files.delete(a)
          if (path == "in") Files.delete(dir.resolve("in"))
          query.processAllAvailable()
          if (path == "in/a.txt") assert(query.isActive)
          else {
            lines(dir.resolve("in/b.txt"), "2;b")
            query.processAllAvailable()
            assert(written(dir) == Seq(1, 2))
          }
        } finally query.stop()
        if (path == "in/a.txt") assert(written(dir) == Seq(1))
      }
    }

  test("partition columns are those of the first files, and others are refused") {
    withTempDir { dir =>
      lines(dir.resolve("in/day=1/a.txt"), "1;a")
      run(dir)
      lines(dir.resolve("in/day=2/b.txt"), "2;b")
      run(dir)
      val out = spark.read.parquet(dir.resolve("out").toString)
      assert(rows(out.select("n", "day").orderBy("n")) == Seq(Seq(1, 1), Seq(2, 2)))
      lines(dir.resolve("in/day=x/c.txt"), "3;c")
      val failure = intercept[Exception] {
        spark.readStream
          .schema("n INT, word STRING, day INT")
          .format("lines")
          .load(dir.resolve("in").toString)
          .writeStream
          .format("noop")
          .option("checkpointLocation", dir.resolve("checkpoint").toString)
          .start()
          .processAllAvailable()
      }
      assert(messages(failure).contains("Invalid value 'x' of partition column 'day'"))
      spark.streams.active.foreach(_.stop())
    }
  }
}
