package org.coherer.benchmarks

import java.nio.file.Paths
import java.util.Optional

import org.scalatest.funsuite.AnyFunSuite

class BenchOptionsSuite extends AnyFunSuite {

  private def refused(arguments: String*): String =
    intercept[IllegalArgumentException](BenchOptions.parse(arguments: _*)).getMessage

  test("a name alone is a full run that is kept in the usual place") {
    assert(BenchOptions.parse("allreduce") == new BenchOptions("allreduce", false, Optional.empty()))
  }

  test("options may stand before and behind the name") {
    val expected = new BenchOptions("kernel", true, Optional.of(Paths.get("lines.txt")))
    assert(BenchOptions.parse("--quick", "kernel", "--out", "lines.txt") == expected)
    assert(BenchOptions.parse("--out", "lines.txt", "kernel", "--quick") == expected)
  }

  test("what cannot be understood is refused by name") {
    assert(refused() == "No benchmark named (--help lists all)")
    assert(refused("kernel", "--fast") == "Unknown option '--fast' (--help lists all)")
    assert(refused("kernel", "--out") == "Option --out lacks its value (--help lists all)")
    assert(refused("kernel", "scaling") == "Two benchmarks named, 'kernel' and 'scaling' (one at a time)")
  }
}
