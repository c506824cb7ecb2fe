package org.coherer.datasource.stream

import java.io.IOException
import java.nio.file.{Files, Path}
import java.util.Arrays.asList

import org.coherer.datasource.WithFiles
import org.coherer.datasource.file.FoundFile
import org.scalatest.funsuite.AnyFunSuite

class FileLogSuite extends AnyFunSuite with WithFiles {

  test("entries are read as they were written, and none is written twice") {
    withTempDir { dir =>
      val place = dir.resolve("log").toString
      val log = new FileLog(place, 10, hadoop)
      assert(log.entries.isEmpty)
      val one = asList(new FoundFile("file:/a \"b\"=1", 7, 123456789012L), new FoundFile("file:/c", 0, 0))
      val two = asList(new FoundFile("file:/ä", 1L << 40, 1))
      log.add(0, one)
      log.add(1, two)
      assert(new FileLog(place, 10, hadoop).entries == asList(one, two))
      val failure = intercept[IOException](log.add(1, one))
      assert(failure.getMessage.contains("files-1.json' (it must not be there: another query"))
      assert(log.entries == asList(one, two))
    }
  }

  test("a damaged entry is an error with its path") {
    withTempDir { dir =>
      write(dir.resolve("files-0.json"), "[{".getBytes("UTF-8"))
      val failure = intercept[IOException](new FileLog(dir.toString, 10, hadoop).entries)
      assert(failure.getMessage.startsWith(s"Cannot read '$dir/files-0.json' of a stream's checkpoint"))
    }
  }

  private def entry(i: Int) =
    asList(new FoundFile(s"file:/$i", i.toLong, 1), new FoundFile(s"file:/$i-b", 0, 2))

  private def names(dir: Path): Set[String] =
    dir.toFile.list().filterNot(name => name.endsWith(".crc")).toSet

  test("all entries become one file again and again, and each keeps its number") {
    withTempDir { dir =>
      (0 until 11).foreach { i =>
        new FileLog(dir.toString, 4, hadoop).add(i.toLong, entry(i))
        assert(new FileLog(dir.toString, 4, hadoop).entries == asList((0 to i).map(entry): _*))
        assert(names(dir).size <= 4)
      }
      assert(names(dir) == Set("compact-7.json", "files-8.json", "files-9.json", "files-10.json"))
      assert(new FileLog(dir.toString, 100, hadoop).entries.size == 11)
    }
  }

  test("an entry that is in the one file is not written again") {
    withTempDir { dir =>
      val log = new FileLog(dir.toString, 2, hadoop)
      (0 until 4).foreach(i => log.add(i.toLong, entry(i)))
      Seq(1, 3).foreach { i =>
        val failure = intercept[IOException](log.add(i.toLong, entry(9)))
        assert(failure.getMessage.contains(s"files-$i.json' (it must not be there"))
      }
      assert(log.entries == asList((0 until 4).map(entry): _*))
    }
  }

  test("whatever a query that was killed has not deleted or not renamed changes nothing") {
    withTempDir { dir =>
      val log = new FileLog(dir.toString, 4, hadoop)
      (0 until 3).foreach(i => log.add(i.toLong, entry(i)))
      val before = names(dir).toSeq.map(name => name -> Files.readAllBytes(dir.resolve(name)))
      Files.write(dir.resolve(".compact-3.json.tmp"), "[[".getBytes("UTF-8"))
      (3 until 6).foreach(i => log.add(i.toLong, entry(i)))
      before.foreach { case (name, bytes) => Files.write(dir.resolve(name), bytes) }
      assert(log.entries == asList((0 until 6).map(entry): _*))
      (6 until 8).foreach(i => log.add(i.toLong, entry(i)))
      assert(names(dir) == Set("compact-7.json") && log.entries == asList((0 until 8).map(entry): _*))
    }
  }

  test("a query goes on where entries cannot become one file, and later ones do it") {
    withTempDir { dir =>
      val log = new FileLog(dir.toString, 4, hadoop)
      Files.createDirectories(dir.resolve(".compact-3.json.tmp/x"))
      (0 until 6).foreach(i => log.add(i.toLong, entry(i)))
      assert(log.entries == asList((0 until 6).map(entry): _*) && !names(dir)("compact-3.json"))
      (6 until 8).foreach(i => log.add(i.toLong, entry(i)))
      assert(names(dir).contains("compact-7.json") && !names(dir)("files-0.json"))
      assert(log.entries == asList((0 until 8).map(entry): _*))
    }
  }

  test("a damaged file of all entries, or one that lacks some, is an error with its path") {
    withTempDir { dir =>
      val log = new FileLog(dir.toString, 2, hadoop)
      (0 until 2).foreach(i => log.add(i.toLong, entry(i)))
      Files.delete(dir.resolve(".compact-1.json.crc"))
      Files.write(dir.resolve("compact-1.json"), "[[]]".getBytes("UTF-8"))
      val lacking = intercept[IOException](log.entries).getMessage
      assert(lacking.contains("compact-1.json' of a stream's checkpoint: it has 1 entries (must be 2)"))
      Files.write(dir.resolve("compact-1.json"), "[[".getBytes("UTF-8"))
      val failure = intercept[IOException](log.entries)
      assert(failure.getMessage.startsWith(s"Cannot read '$dir/compact-1.json' of a stream's checkpoint"))
    }
  }

  test("an interval is at least 1") {
    val failure = intercept[IllegalArgumentException](new FileLog("/x", 0, hadoop))
    assert(failure.getMessage == "Invalid interval 0 of a log of files (must be at least 1)")
  }

  test("an offset is the number of an entry") {
    assert(
      LogOffset.of(new LogOffset(7).json).entry == 7 && LogOffset.of("{ \"logOffset\": -1 }").entry == -1
    )
    Seq("", "7", "{\"logOffset\":x}").foreach { text =>
      val failure = intercept[IllegalArgumentException](LogOffset.of(text))
      assert(failure.getMessage.startsWith(s"Invalid offset '$text' (must be such as"))
    }
  }
}
