package org.coherer.datasource.read

import java.nio.file.Files
import java.sql.Date

import org.apache.spark.sql.functions.col
import org.coherer.datasource.lines.WithLines
import org.scalatest.funsuite.AnyFunSuite

class PartitionsSuite extends AnyFunSuite with WithLines {

  test("names of directories are columns whose types are those of Spark's own formats") {
    withTempDir { dir =>
      val nothing = "__HIVE_DEFAULT_PARTITION__"
      val values = Seq(
        "i" -> Seq("1", "-2"),
        "l" -> Seq("1", "3000000000"),
        "d" -> Seq("1", "2.5"),
        "t" -> Seq("2026-11-30", "2026-12-01"),
        "s" -> Seq("1d", "a%2Fb c"),
        "m" -> Seq("1", "2026-11-30"),
        "e" -> Seq("7", nothing)
      )
      for (i <- 0 to 1) {
        val folder = values.map { case (name, texts) => s"$name=${texts(i)}" }.mkString("/")
        lines(dir.resolve(folder).resolve("a.txt"), s"$i;x")
        spark.range(1).write.parquet(dir.resolve("own").resolve(folder).toString)
      }
      val own = spark.read.parquet(dir.resolve("own").toString).drop("id")
      val read = load(Seq(dir.toString), "pathGlobFilter" -> "*.txt")
      assert(read.drop("n", "word").schema == own.schema)
      assert(rows(read.drop("n", "word").orderBy("i")) == rows(own.orderBy("i")))
      assert(
        rows(read.where("i = -2").select("s", "t", "n")) == Seq(Seq("a/b c", Date.valueOf("2026-12-01"), 1))
      )
      lines(dir.resolve(s"none/z=$nothing/a.txt"), "1;x")
      assert(load(Seq(dir.resolve("none"))).schema("z").dataType.simpleString == "string")
      withConf("spark.sql.sources.partitionColumnTypeInference.enabled" -> "false") {
        assert(load(Seq(dir.toString)).schema("i").dataType.simpleString == "string")
      }
    }
  }

  test("filters on partition columns choose files, with the rows that Spark would choose") {
    withTempDir { dir =>
      for (day <- 1 to 9; kind <- Seq("x", "y"))
        lines(dir.resolve(s"day=$day/kind=$kind/a.txt"), s"$day;$kind")
      lines(dir.resolve("day=__HIVE_DEFAULT_PARTITION__/kind=z/a.txt"), "99;z")
      val read = load(Seq(dir))
      val all = rows(read).map(_.toList)
      def files(condition: String): Long = {
        val chosen = read.where(condition)
        val expected = rows(read.cache().where(condition)).toSet
        read.unpersist()
        assert(rows(chosen).toSet == expected, condition)
        metric(chosen, "filesRead")
      }
      assert(all.size == 19)
      assert(files("day = 3") == 2)
      assert(files("day > 3 and kind = 'x'") == 6)
      assert(files("day in (1, 2) or kind = 'z'") == 5)
      assert(files("day is null") == 1)
      assert(files("day <= 2 and n = 1") == 4)
      assert(files("not (day = 3)") <= 18)
      assert(files("day <=> null") <= 19)
      assert(files("kind like 'x%' and day >= 8") <= 4)
      Files.delete(dir.resolve("day=5/kind=x/a.txt"))
      assert(numbers(read.where(col("day") < 5)).sorted == (1 to 4).flatMap(n => Seq(n, n)))
    }
  }

  test("a path that is a partition has no column of its own, unless basePath says so") {
    withTempDir { dir =>
      lines(dir.resolve("day=1/a.txt"), "1;x")
      lines(dir.resolve("day=2/a.txt"), "2;x")
      assert(load(Seq(dir.resolve("day=1"))).columns.toSeq == Seq("n", "word"))
      val based = load(Seq(s"$dir/day=*"), "basePath" -> dir.toString)
      assert(rows(based) == Seq(Seq(1, "x", 1), Seq(2, "x", 2)))
    }
  }

  test("a schema names some of the columns and the types of partition columns") {
    withTempDir { dir =>
      lines(dir.resolve("day=1/a.txt"), "1;x")
      lines(dir.resolve("day=02/a.txt"), "2;x")
      def read(ddl: String) = spark.read.format("lines").schema(ddl).load(dir.toString)
      assert(rows(read("day STRING, n INT")).toSet == Set(Seq("1", 1), Seq("02", 2)))
      assert(rows(read("n INT")).toSet == Set(Seq(1), Seq(2)))
      assert(refused(read("n BIGINT").collect()).startsWith("Invalid type BIGINT of column 'n' (must be INT"))
      assert(
        refused(read("day DATE").collect()) ==
          "Invalid value '02' of partition column 'day' " +
          "(must be of type DATE, which can be INT, BIGINT, DOUBLE, DATE or STRING)"
      )
      assert(refused(read("hour INT").collect()).startsWith("Unknown column 'hour' (lines '"))
    }
  }

  test("a null stays null where the schema that was given says NOT NULL") {
    withTempDir { dir =>
      lines(dir.resolve("day=__HIVE_DEFAULT_PARTITION__/a.txt"), "1;x", "bad")
      val read = spark.read
        .format("lines")
        .option("mode", "PERMISSIVE")
        .schema("n INT NOT NULL, word STRING NOT NULL, day INT NOT NULL")
        .load(dir.toString)
      assert(read.schema.forall(_.nullable))
      assert(rows(read) == Seq(Seq(1, "x", null), Seq(null, null, null)))
      assert(read.where("day is null").count() == 2 && read.where("n is null").count() == 1)
    }
  }

  test("directories that do not fit together are refused") {
    withTempDir { dir =>
      lines(dir.resolve("day=1/a.txt"), "1;x")
      lines(dir.resolve("b.txt"), "2;x")
      assert(
        refused(load(Seq(dir))).endsWith("(load them one by one, or set basePath or recursiveFileLookup)")
      )
      lines(dir.resolve("c/n=1/a.txt"), "1;x")
      assert(
        refused(load(Seq(dir.resolve("c")))) == "Column 'n' is in the files and in names of directories " +
          "(set recursiveFileLookup to ignore the directories)"
      )
    }
  }
}
