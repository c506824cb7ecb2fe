package org.coherer.datasource.option

import java.util.Arrays.asList
import java.util.HashMap

import org.scalatest.funsuite.AnyFunSuite

class OptionsSuite extends AnyFunSuite {

  private val scale = new OptionSpec[java.lang.Double]("scale", new OptionKind.Factor(), "", "a factor")
  private val split =
    new OptionSpec[String]("split", new OptionKind.Choice(asList("train", "test")), "train", "a part")
  private val deep = new OptionSpec[java.lang.Boolean]("deep", new OptionKind.Flag(), "false", "all below")
  private val count =
    new OptionSpec[java.lang.Long]("count", new OptionKind.WholeNumber(1, 9), "", "a number")
  private val since =
    new OptionSpec[java.time.LocalDateTime]("since", new OptionKind.Moment(), "", "a time")
  private val all = asList[OptionSpec[_]](scale, split, deep, count, since)

  private def options(entries: (String, String)*): Options = {
    val map = new HashMap[String, String]()
    entries.foreach { case (name, value) => map.put(name, value) }
    Options.of("fake", all, map)
  }

  private def refused(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  private val names = "must be one of [count, deep, scale, since, split]"

  test("names are found whatever their case, and defaults hold") {
    assert(options("SPLIT" -> "Test").value(split) == "test")
    assert(options("path" -> "p").value(split) == "train")
    assert(!options("path" -> "p").find(scale).isPresent)
    assert(options("Path" -> "p").paths == asList("p"))
    assert(options("deep" -> "TRUE").value(deep))
    assert(options("since" -> "2026-11-30T08:00:00").value(since).getHour == 8)
  }

  test("an option that is misspelt is refused with the one that was meant") {
    Seq("scael" -> "scale", "Splti" -> "split", "depe" -> "deep", "counts" -> "count").foreach {
      case (wrong, meant) =>
        assert(
          refused(options(wrong -> "2")) ==
            s"Unknown option '${wrong.toLowerCase}' of format 'fake' (did you mean '$meant'? It $names)"
        )
    }
    assert(refused(options("shuffle" -> "2")) == s"Unknown option 'shuffle' of format 'fake' ($names)")
  }

  test("an option with a dot belongs to Hadoop and is not refused") {
    assert(options("fs.s3a.endpoint" -> "x", "path" -> "p").paths == asList("p"))
  }

  test("what Spark's catalog adds to a table's options is not refused") {
    assert(options("owner" -> "me", "location" -> "p", "provider" -> "x", "path" -> "p").paths == asList("p"))
  }

  test("several paths are as Spark passes them; none and empty ones are refused") {
    val none = "No path to read or write with format 'fake' (name one that is not empty)"
    assert(options("paths" -> "[\"a\",\"b,c\"]").paths == asList("a", "b,c"))
    Seq[Seq[(String, String)]](Seq(), Seq("path" -> ""), Seq("path" -> " "), Seq("paths" -> "[\"a\",\"\"]"))
      .foreach(entries => assert(refused(options(entries: _*).paths) == none))
    Seq("a", "[null]", "{}", "null").foreach { text =>
      assert(
        refused(options("paths" -> text).paths).startsWith(s"Invalid paths '$text' (must be a JSON array")
      )
    }
  }

  test("values are checked as the options are made") {
    def invalid(name: String, text: String, allowed: String) =
      assert(refused(options(name -> text)) == s"Invalid $name '$text' (must be $allowed)")
    Seq("", "two", "0", "-0.0", "NaN", "Infinity", "1e999")
      .foreach(text => invalid("scale", text, "a finite number other than 0"))
    Seq("", "0", "10", "1.5").foreach(text => invalid("count", text, "a whole number in [1, 9]"))
    invalid("deep", "yes", "true or false")
    invalid("split", "dev", "train or test")
    invalid("since", "today", "a date and time such as 2026-11-30T08:00:00")
    assert(options("scale" -> "-2.5e-1").value(scale) == -0.25)
  }

  test("a default has to be a value, and a table shows it") {
    assert(
      refused(new OptionSpec[java.lang.Boolean]("x", new OptionKind.Flag(), "no", "")).startsWith("Invalid x")
    )
    assert(split.markdown == "| `split` | train or test | `train` | a part |")
    assert(scale.markdown == "| `scale` | a finite number other than 0 | none | a factor |")
  }
}
