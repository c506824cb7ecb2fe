package org.coherer.benchmarks

import java.nio.file.{Path, Paths}
import java.util.Optional

import org.scalatest.funsuite.AnyFunSuite

class BenchOptionsSuite extends AnyFunSuite {

  private val none = Optional.empty[Path]()

  private def refused(arguments: String*): String =
    intercept[IllegalArgumentException](BenchOptions.parse(arguments: _*)).getMessage

  test("a name alone is a full run that is kept in the usual place") {
    assert(BenchOptions.parse("allreduce") == new BenchOptions("allreduce", false, none, none))
  }

  test("options may stand before and behind the name") {
    val expected = new BenchOptions("kernel", true, Optional.of(Paths.get("lines.txt")), none)
    assert(BenchOptions.parse("--quick", "kernel", "--out", "lines.txt") == expected)
    assert(BenchOptions.parse("--out", "lines.txt", "kernel", "--quick") == expected)
  }

  test("a folder with data may be named") {
    val expected = new BenchOptions("accuracy", false, none, Optional.of(Paths.get("images")))
    assert(BenchOptions.parse("accuracy", "--data", "images") == expected)
  }

  test("what cannot be understood is refused by name") {
    assert(refused() == "No benchmark named (--help lists all)")
    assert(refused("kernel", "--fast") == "Unknown option '--fast' (--help lists all)")
    assert(refused("kernel", "--out") == "Option --out lacks its value (--help lists all)")
    assert(refused("kernel", "--data", "") == "Option --data lacks its value (--help lists all)")
    assert(refused("kernel", "scaling") == "Two benchmarks named, 'kernel' and 'scaling' (one at a time)")
  }
}
