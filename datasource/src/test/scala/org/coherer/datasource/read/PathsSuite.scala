package org.coherer.datasource.read

import java.nio.file.Files
import java.nio.file.attribute.FileTime
import java.time.Instant

import org.coherer.datasource.lines.WithLines
import org.scalatest.funsuite.AnyFunSuite

class PathsSuite extends AnyFunSuite with WithLines {

  test("several paths are read in their order; files of a directory by name, hidden ones never") {
    withTempDir { dir =>
      lines(dir.resolve("two/b.txt"), "3;c")
      lines(dir.resolve("two/a.txt"), "2;b")
      lines(dir.resolve("two/.hidden"), "9;x")
      lines(dir.resolve("two/_SUCCESS"))
      lines(dir.resolve("two/c.txt._COPYING_"), "9;x")
      lines(dir.resolve("two/below/c.txt"), "8;x")
      val one = lines(dir.resolve("one.txt"), "1;a")
      assert(numbers(load(Seq(dir.resolve("two"), one))) == Seq(2, 3, 1))
      assert(numbers(load(Seq(one))) == Seq(1))
      assert(numbers(load(Seq(dir.resolve("two/.hidden")))) == Seq(9))
    }
  }

  test("patterns stand for what matches, directories below are read where this is asked for") {
    withTempDir { dir =>
      lines(dir.resolve("x1/a.txt"), "1;a")
      lines(dir.resolve("x2/a.txt"), "2;b")
      lines(dir.resolve("x2/deep/a.dat"), "3;c")
      lines(dir.resolve("y/k=5/a.txt"), "4;d")
      assert(numbers(load(Seq(s"$dir/x*"))) == Seq(1, 2))
      assert(numbers(load(Seq(s"$dir/x[12]/*.txt"))) == Seq(1, 2))
      assert(numbers(load(Seq(dir), "recursiveFileLookup" -> "true")) == Seq(1, 2, 3, 4))
      assert(load(Seq(dir), "recursiveFileLookup" -> "true").columns.toSeq == Seq("n", "word"))
      assert(numbers(load(Seq(dir), "recursiveFileLookup" -> "true", "pathGlobFilter" -> "*.dat")) == Seq(3))
      assert(
        refused(load(Seq(s"$dir/z*"))) ==
          s"Invalid path '$dir/z*' (nothing matches 'file:$dir/z*')"
      )
      assert(
        refused(load(Seq(dir.resolve("z")))) ==
          s"Invalid path '$dir/z' (there is no file or directory 'file:$dir/z')"
      )
    }
  }

  test("files are chosen by when they were modified") {
    withTempDir { dir =>
      withConf("spark.sql.session.timeZone" -> "UTC") {
        for (day <- 1 to 3) {
          val file = lines(dir.resolve(s"$day.txt"), s"$day;x")
          Files.setLastModifiedTime(file, FileTime.from(Instant.parse(s"2026-11-0${day}T00:00:00Z")))
        }
        assert(numbers(load(Seq(dir), "modifiedAfter" -> "2026-11-01T00:00:00")) == Seq(2, 3))
        assert(numbers(load(Seq(dir), "modifiedBefore" -> "2026-11-03T00:00:00")) == Seq(1, 2))
        val named = (1 to 3).map(day => dir.resolve(s"$day.txt"))
        assert(numbers(load(named, "modifiedAfter" -> "2026-11-01T00:00:00")) == Seq(2, 3))
        assert(numbers(load(named, "modifiedBefore" -> "2026-11-03T00:00:00")) == Seq(1, 2))
        assert(numbers(load(named, "pathGlobFilter" -> "[12].*")) == Seq(1, 2))
        assert(
          refused(load(Seq(dir), "modifiedBefore" -> "yesterday")) ==
            "Invalid modifiedBefore 'yesterday' (must be a date and time such as 2026-11-30T08:00:00)"
        )
      }
    }
  }

  test("times are of the session's zone, in every form that Spark takes") {
    withTempDir { dir =>
      for (hour <- Seq(2, 8, 12)) {
        val file = lines(dir.resolve(s"$hour.txt"), s"$hour;x")
        Files.setLastModifiedTime(
          file,
          FileTime.from(Instant.parse("2026-11-02T00:00:00Z").plusSeconds(hour * 3600L))
        )
      }
      for (
        (zone, at) <- Seq(
          "EST" -> "01T23",
          "PST" -> "01T20",
          "+8:00" -> "02T12",
          "+8:0" -> "02T12",
          "+08:0" -> "02T12"
        )
      )
        withConf("spark.sql.session.timeZone" -> zone) {
          assert(numbers(load(Seq(dir))).sorted == Seq(2, 8, 12), zone)
          assert(numbers(load(Seq(dir), "modifiedAfter" -> s"2026-11-$at:30:00")).sorted == Seq(8, 12), zone)
          assert(numbers(load(Seq(dir), "modifiedBefore" -> s"2026-11-$at:30:00")) == Seq(2), zone)
        }
    }
  }

  test("small files share a task, and a limit opens no more files than it needs") {
    withTempDir { dir =>
      (10 until 50).foreach(i => lines(dir.resolve(s"$i.txt"), s"$i;x", s"${i + 100};y"))
      val all = load(Seq(dir))
      assert(all.rdd.getNumPartitions == 2)
      assert(numbers(all) == (10 until 50).flatMap(i => Seq(i, i + 100)))
      withConf("spark.sql.files.openCostInBytes" -> "1", "spark.sql.files.maxPartitionBytes" -> "40") {
        assert(load(Seq(dir)).rdd.getNumPartitions > 10)
      }
      assert(numbers(all.limit(3)) == Seq(10, 110, 11))
      val scan = all.limit(3).queryExecution.executedPlan.collectLeaves().head
      assert(scan.toString.contains("lines"))
    }
  }

  test("figures of a scan: files, their bytes, records and malformed ones") {
    withTempDir { dir =>
      lines(dir.resolve("a.txt"), "1;a", "bad", "3;c")
      lines(dir.resolve("b.txt"), "4;d")
      val read = load(Seq(dir), "mode" -> "DROPMALFORMED")
      assert(read.collect().length == 3)
      assert(metric(read, "filesRead") == 2 && metric(read, "fileBytes") == 16)
      assert(metric(read, "recordsRead") == 4 && metric(read, "malformedRecords") == 1)
    }
  }
}
