package org.coherer.datasource.read

import org.coherer.datasource.lines.WithLines
import org.scalatest.funsuite.AnyFunSuite

class MalformedSuite extends AnyFunSuite with WithLines {

  test("a malformed record fails the query, is a row of nulls, or no row") {
    withTempDir { dir =>
      lines(dir.resolve("a.txt"), "1;a", "bad", "3;c")
      val failure = intercept[Exception](load(Seq(dir)).collect())
      assert(messages(failure).contains(s"Bad line 'bad' in 'file:$dir/a.txt'"))
      val permissive = load(Seq(dir), "mode" -> "permissive")
      assert(rows(permissive) == Seq(Seq(1, "a"), Seq(null, null), Seq(3, "c")))
      assert(permissive.count() == 3)
      val dropping = load(Seq(dir), "mode" -> "DROPMALFORMED")
      assert(rows(dropping) == Seq(Seq(1, "a"), Seq(3, "c")))
      assert(dropping.count() == 2 && dropping.select("word").count() == 2)
      assert(numbers(dropping.limit(2)) == Seq(1, 3))
      assert(
        refused(load(Seq(dir), "mode" -> "drop")) ==
          "Invalid mode 'drop' (must be FAILFAST, PERMISSIVE or DROPMALFORMED)"
      )
    }
  }

  test("the bytes of malformed records are in a column that a schema names") {
    withTempDir { dir =>
      lines(dir.resolve("a.txt"), "1;a", "bad")
      def read(ddl: String, options: (String, String)*) = options
        .foldLeft(spark.read.format("lines").option("mode", "PERMISSIVE").schema(ddl)) {
          case (reader, (name, value)) => reader.option(name, value)
        }
        .load(dir.toString)
      val full = read("word STRING, _corrupt_record BINARY").selectExpr("word", "string(_corrupt_record)")
      assert(rows(full) == Seq(Seq("a", null), Seq(null, "bad")))
      val named = read("n INT, bad BINARY", "columnNameOfCorruptRecord" -> "bad")
      assert(rows(named.selectExpr("string(bad)")) == Seq(Seq(null), Seq("bad")))
      assert(
        refused(read("n INT, _corrupt_record STRING").collect()) ==
          "Invalid type STRING of column '_corrupt_record' " +
          "(must be BINARY: it has the bytes of malformed records)"
      )
    }
  }
}
