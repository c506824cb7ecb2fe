package org.coherer.datasource.read

import java.nio.file.Files
import java.nio.file.attribute.FileTime
import java.sql.Timestamp
import java.time.Instant

import org.coherer.datasource.lines.WithLines
import org.scalatest.funsuite.AnyFunSuite

class MetadataSuite extends AnyFunSuite with WithLines {

  test("the hidden column _metadata says where a row is from") {
    withTempDir { dir =>
      val a = lines(dir.resolve("k=7/a.txt"), "1;a", "bad", "3;c")
      val b = lines(dir.resolve("k=8/b.txt"), "4;d")
      val read = load(Seq(dir), "mode" -> "DROPMALFORMED")
      assert(read.columns.toSeq == Seq("n", "word", "k"))
      val all = read.selectExpr("_metadata.*", "n", "k")
      def expected(file: java.nio.file.Path, index: Long, n: Int, k: Int) = Seq[Any](
        s"file:$file",
        file.getFileName.toString,
        Files.size(file),
        Timestamp.from(Files.getLastModifiedTime(file).toInstant),
        index,
        n,
        k
      )
      def millis(row: Seq[Any]) = row.map { case t: Timestamp => t.getTime; case other => other }
      val wanted = Seq(expected(a, 0, 1, 7), expected(a, 2, 3, 7), expected(b, 0, 4, 8))
      assert(rows(all).map(millis) == wanted.map(millis))
      assert(
        rows(read.selectExpr("_metadata.record_index", "_metadata.file_name")) ==
          Seq(Seq(0L, "a.txt"), Seq(2L, "a.txt"), Seq(0L, "b.txt"))
      )
      assert(numbers(read.where("_metadata.file_name = 'b.txt'")) == Seq(4))
      assert(rows(read.select("_metadata")).size == 3)
    }
  }

  test("filters on what the column says of files choose files before a task starts") {
    withTempDir { dir =>
      val files = (1 to 4).map { i =>
        val file = lines(dir.resolve(s"k=${i % 2}/$i.txt"), (1 to i).map(j => s"$i;w$j"): _*)
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(s"2026-11-0${i}T08:00:00.123Z")))
      }
      for (api <- Seq("false", "true"))
        withConf("spark.sql.datetime.java8API.enabled" -> api, "spark.sql.session.timeZone" -> "Asia/Tokyo") {
          def chosen(condition: String): Seq[Int] = {
            val read = load(Seq(dir)).where(condition).select("n")
            val found = rows(read).map(_.head.asInstanceOf[Int]).distinct.sorted
            val kept = load(Seq(dir)).selectExpr("n", "k", "_metadata").where(s"($condition) or rand() > 2")
            assert(found == numbers(kept).distinct.sorted, condition)
            assert(metric(read, "filesRead") == found.size, condition)
            found
          }
          assert(chosen("_metadata.file_name = '3.txt'") == Seq(3))
          assert(chosen(s"_metadata.file_path = 'file:$dir/k=1/1.txt'") == Seq(1))
          assert(chosen("_metadata.file_name in ('2.txt', '4.txt', '9.txt') and k = 0") == Seq(2, 4))
          assert(chosen(s"_metadata.file_size >= ${Files.size(files(2))}") == Seq(3, 4))
          assert(chosen("_metadata.file_modification_time = timestamp '2026-11-02 17:00:00.123'") == Seq(2))
          assert(chosen("_metadata.file_modification_time > '2026-11-02 17:00:00.123'") == Seq(3, 4))
          assert(chosen("_metadata.file_modification_time < timestamp '9999-12-31 23:59:59'").size == 4)
          assert(chosen("_metadata.file_modification_time < timestamp '0001-01-01 00:00:00'").isEmpty)
          assert(chosen("k = 1 and _metadata.file_size > 0 or _metadata.file_name = '4.txt'") == Seq(1, 3, 4))
          assert(chosen("_metadata.file_name > '9' and _metadata.file_size is not null").isEmpty)
        }
      val rest =
        load(Seq(dir)).where("_metadata.file_name like '%4%' and _metadata.record_index = 2").select("n")
      assert(rows(rest) == Seq(Seq(4)) && metric(rest, "filesRead") == 4)
    }
  }

  test("streams have the column in Spark 4") {
    assume(!spark.version.startsWith("3."))
    withTempDir { dir =>
      lines(dir.resolve("k=7/a.txt"), "1;a", "2;b")
      lines(dir.resolve("k=8/b.txt"), "3;c")
      for (columns <- Seq(Seq("n", "k"), Seq("k", "_metadata.file_name", "n", "_metadata.record_index"))) {
        val query = spark.readStream
          .format("lines")
          .load(dir.toString)
          .selectExpr(columns: _*)
          .writeStream
          .format("memory")
          .queryName("places")
          .start()
        try {
          query.processAllAvailable()
          val all = Seq(Seq[Any](7, "a.txt", 1, 0L), Seq[Any](7, "a.txt", 2, 1L), Seq[Any](8, "b.txt", 3, 0L))
          val expected = if (columns.size == 2) all.map(row => Seq(row(2), row(0))) else all
          assert(rows(spark.table("places")).toSet == expected.toSet)
        } finally query.stop()
      }
    }
  }
}
