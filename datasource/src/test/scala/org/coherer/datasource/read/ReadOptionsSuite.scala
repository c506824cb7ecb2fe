package org.coherer.datasource.read

import java.util.{Collections, HashMap}

import org.scalatest.funsuite.AnyFunSuite

class ReadOptionsSuite extends AnyFunSuite {

  private def options(entries: (String, String)*): ReadOptions = {
    val map = new HashMap[String, String]()
    entries.foreach { case (name, value) => map.put(name, value) }
    ReadOptions.of("fake", java.util.Set.of("scale", "split"), map)
  }

  private def refused(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  test("names are found whatever their case") {
    assert(options("SPLIT" -> "train").text("split").get() == "train")
    assert(options("path" -> "p").text("split").isEmpty)
    assert(options("Path" -> "p").path() == "p")
  }

  test("an unknown option is refused with those that are known") {
    assert(
      refused(options("scael" -> "2")) ==
        "Unknown option 'scael' of format 'fake' (must be one of [scale, split])"
    )
  }

  test("an option with a dot belongs to Hadoop and is not refused") {
    assert(options("fs.s3a.endpoint" -> "x", "path" -> "p").path() == "p")
  }

  test("what Spark's catalog adds to a table's options is not refused") {
    assert(options("owner" -> "me", "location" -> "p", "provider" -> "fake", "path" -> "p").path() == "p")
  }

  test("no path, an empty path and several paths are refused") {
    val none = "No path to read with format 'fake' (call load with a path that is not empty)"
    assert(refused(options().path()) == none)
    assert(refused(options("path" -> "").path()) == none)
    assert(refused(options("path" -> "  ").path()) == none)
    assert(
      refused(options("paths" -> "[\"a\",\"b\"]").path()) ==
        "Cannot read several paths [\"a\",\"b\"] with format 'fake' (load one, and unite the rows by union)"
    )
  }

  test("a factor is a finite number other than zero") {
    assert(options("scale" -> "-2.5e-1").factor("scale").getAsDouble == -0.25)
    assert(!options().factor("scale").isPresent)
    Seq("", "two", "0", "-0.0", "NaN", "Infinity", "1e999").foreach { text =>
      assert(
        refused(options("scale" -> text).factor("scale")) ==
          s"Invalid scale '$text' (must be a finite number other than 0)"
      )
    }
  }

  test("a format without options refuses every one") {
    val one = Collections.singletonMap("a", "b")
    assert(
      refused(ReadOptions.of("bare", Collections.emptySet[String](), one)) ==
        "Unknown option 'a' of format 'bare' (must be one of [])"
    )
  }
}
