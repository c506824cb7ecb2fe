package org.coherer.datasource.read

import java.nio.file.Files
import java.sql.Timestamp

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
