package org.coherer.datasource.stream

import java.io.IOException
import java.util.Arrays.asList

import org.coherer.datasource.WithFiles
import org.coherer.datasource.file.FoundFile
import org.scalatest.funsuite.AnyFunSuite

class FileLogSuite extends AnyFunSuite with WithFiles {

  test("entries are read as they were written, and none is written twice") {
    withTempDir { dir =>
      val place = dir.resolve("log").toString
      val log = new FileLog(place, hadoop)
      assert(log.entries.isEmpty)
      val one = asList(new FoundFile("file:/a \"b\"=1", 7, 123456789012L), new FoundFile("file:/c", 0, 0))
      val two = asList(new FoundFile("file:/ä", 1L << 40, 1))
      log.add(0, one)
      log.add(1, two)
      assert(new FileLog(place, hadoop).entries == asList(one, two))
      val failure = intercept[IOException](log.add(1, one))
      assert(failure.getMessage.contains("files-1.json' (it must not be there: another query"))
      assert(log.entries == asList(one, two))
    }
  }

  test("a damaged entry is an error with its path") {
    withTempDir { dir =>
      write(dir.resolve("files-0.json"), "[{".getBytes("UTF-8"))
      val failure = intercept[IOException](new FileLog(dir.toString, hadoop).entries)
      assert(failure.getMessage.startsWith(s"Cannot read '$dir/files-0.json' of a stream's checkpoint"))
    }
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
