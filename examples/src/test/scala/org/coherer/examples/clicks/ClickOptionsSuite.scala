package org.coherer.examples.clicks

import org.scalatest.funsuite.AnyFunSuite

class ClickOptionsSuite extends AnyFunSuite {

  private def message(arguments: String*): String =
    intercept[IllegalArgumentException](ClickOptions.parse(arguments: _*)).getMessage

  test("without options: what docs/embeddings.md gives figures of") {
    val options = ClickOptions.parse()
    assert((options.rows, options.testRows, options.epochs, options.batch) == ((8000000, 800000, 2, 1000)))
    assert((options.workers, options.servers, options.consistency) == ((1, 1, "boundedStaleness")))
    assert(!options.embeddings.isPresent && !options.output.isPresent && !options.help)
  }

  test("every option is taken, in any order") {
    val options = ClickOptions.parse(
      "--servers 3 --rows 50 --consistency asynchronous --epochs 4 --output o --batch 5 --embeddings e --help --workers 2"
        .split(" ")
        .toSeq: _*
    )
    assert((options.rows, options.testRows, options.epochs, options.batch) == ((50, 5, 4, 5)))
    assert((options.workers, options.servers, options.consistency) == ((2, 3, "asynchronous")))
    assert(options.embeddings.get == "e" && options.output.get == "o" && options.help)
  }

  test("what is wrong is refused with its option") {
    assert(message("--row", "2") == "Unknown option '--row' (--help lists all)")
    assert(message("--rows") == "Option --rows lacks its value (--help lists all)")
    assert(message("--output", "") == "Option --output lacks its value (--help lists all)")
    for (value <- Seq("0", "-1", "two", "1.5", "9999999999"))
      assert(
        message("--batch", value) ==
          s"Invalid value '$value' of --batch (must be a whole number from 1 to 999999999)"
      )
    assert(
      message("--consistency", "none") ==
        "Invalid value 'none' of --consistency (must be one of synchronous, boundedStaleness, asynchronous)"
    )
  }

  test("the usage names every option") {
    Seq("rows", "epochs", "batch", "workers", "servers", "consistency", "embeddings", "output", "help")
      .foreach(name =>
        assert(s"--$name\\b.*\n(?s).*--$name ".r.findFirstIn(ClickOptions.USAGE).nonEmpty, name)
      )
  }
}
