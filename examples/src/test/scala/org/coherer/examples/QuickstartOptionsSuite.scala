package org.coherer.examples

import java.nio.file.{Files, Paths}
import org.scalatest.funsuite.AnyFunSuite

class QuickstartOptionsSuite extends AnyFunSuite {

  private def message(arguments: String*): String =
    intercept[IllegalArgumentException](QuickstartOptions.parse(arguments: _*)).getMessage

  test("without options: digits, two workers, four epochs, a temporary directory") {
    val options = QuickstartOptions.parse()
    assert(!options.data.isPresent && !options.output.isPresent && !options.help)
    assert(options.workers === 2)
    assert(options.epochs === 4)
  }

  test("every option is taken, in any order") {
    val options =
      QuickstartOptions.parse("--epochs", "7", "--output", "o", "--workers", "3", "--data", "d", "--help")
    assert(options.epochs === 7)
    assert(options.workers === 3)
    assert(options.data.get === "d")
    assert(options.output.get === "o")
    assert(options.help)
  }

  test("files get five epochs unless another number is asked for") {
    assert(QuickstartOptions.parse("--data", "d").epochs === 5)
    assert(QuickstartOptions.parse("--epochs", "4", "--data", "d").epochs === 4)
  }

  test("an option that does not exist is named") {
    assert(message("--worker", "2") === "Unknown option '--worker' (--help lists all)")
    assert(message("model") === "Unknown option 'model' (--help lists all)")
  }

  test("a value that is missing is reported with its option") {
    for (option <- Seq("--data", "--workers", "--epochs", "--output")) {
      assert(message(option) === s"Option $option lacks its value (--help lists all)")
      assert(message(option, "") === s"Option $option lacks its value (--help lists all)")
    }
  }

  test("a number that is none, or below 1, is reported with its option") {
    for (option <- Seq("--workers", "--epochs"); value <- Seq("0", "-1", "two", "1.5", "99999999999"))
      assert(message(option, value) === s"Invalid value '$value' of $option (must be a whole number from 1)")
  }

  test("the script and the class have the same options in their usage") {
    val script = Files.readString(Paths.get(System.getProperty("coherer.repository"), "bin", "quickstart"))
    val options = "--[a-z]+ [A-Z]+".r
    val ofScript = options.findAllIn(script.substring(0, script.indexOf("\nTEXT"))).toSet
    assert(ofScript === options.findAllIn(QuickstartOptions.USAGE).toSet)
    assert(ofScript === Set("--data DIR", "--workers N", "--epochs N", "--output DIR"))
  }
}
