package org.coherer.benchmarks

import java.nio.file.{Files, Path}
import java.time.LocalDate
import java.util.Arrays

import scala.collection.mutable.ArrayBuffer

import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

class ResultFilesSuite extends AnyFunSuite with WithTempDir {

  private def names(folder: Path): Set[String] = {
    val files = Files.newDirectoryStream(folder)
    try {
      val found = ArrayBuffer[String]()
      files.forEach(file => found += file.getFileName.toString)
      found.toSet
    } finally files.close()
  }

  test("a run takes the place of the last one of its benchmark, and of no other") {
    withTempDir { folder =>
      val results = new ResultFiles(folder.resolve("results"))
      val lines = Arrays.asList("# commit: abc", "step model=mlp ms=1.0")
      results.keep("step", LocalDate.of(2026, 1, 2), "abc", Arrays.asList("old"))
      results.keep("soak", LocalDate.of(2026, 1, 2), "abc", Arrays.asList("other"))
      val file = results.keep("step", LocalDate.of(2026, 1, 3), "def-changed", lines)
      assert(names(results.folder) == Set("step-2026-01-03-def-changed.txt", "soak-2026-01-02-abc.txt"))
      assert(Files.readAllLines(file) == lines)
    }
  }

  test("a run may be repeated on the same day and commit") {
    withTempDir { folder =>
      val results = new ResultFiles(folder)
      val day = LocalDate.of(2026, 1, 2)
      results.keep("step", day, "abc", Arrays.asList("first"))
      val file = results.keep("step", day, "abc", Arrays.asList("second"))
      assert(names(folder) == Set("step-2026-01-02-abc.txt"))
      assert(Files.readAllLines(file) == Arrays.asList("second"))
    }
  }
}
