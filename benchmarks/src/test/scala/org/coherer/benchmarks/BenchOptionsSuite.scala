package org.coherer.benchmarks

import java.nio.file.{Path, Paths}
import java.util.{Arrays, Optional}

import org.coherer.benchmarks.harness.Selection
import org.scalatest.funsuite.AnyFunSuite

class BenchOptionsSuite extends AnyFunSuite {

  private val none = Optional.empty[Path]()

  private def refused(arguments: String*): String =
    intercept[IllegalArgumentException](BenchOptions.parse(arguments: _*)).getMessage

  test("a name alone is a full run that is kept in the usual place") {
    assert(BenchOptions.parse("allreduce") == new BenchOptions("allreduce", false, none, none, Selection.ALL))
  }

  test("options may stand before and behind the name") {
    val expected = new BenchOptions("kernel", true, Optional.of(Paths.get("lines.txt")), none, Selection.ALL)
    assert(BenchOptions.parse("--quick", "kernel", "--out", "lines.txt") == expected)
    assert(BenchOptions.parse("--out", "lines.txt", "kernel", "--quick") == expected)
  }

  test("a folder with data may be named") {
    val expected = new BenchOptions("accuracy", false, none, Optional.of(Paths.get("images")), Selection.ALL)
    assert(BenchOptions.parse("accuracy", "--data", "images") == expected)
  }

  test("a part may be asked for: cases, contenders, and an earlier run in the place of the others") {
    val selection = new Selection(
      Arrays.asList("iris", "wine"),
      Arrays.asList("ours"),
      Optional.of(Paths.get("lines.txt"))
    )
    val parsed =
      BenchOptions.parse("quality", "--only", "iris,wine", "--contenders", "ours", "--peers", "lines.txt")
    assert(parsed == new BenchOptions("quality", false, none, none, selection))
    parsed.requireNoPartsUnless(true)
    val e = intercept[IllegalArgumentException](parsed.requireNoPartsUnless(false))
    assert(e.getMessage == "Benchmark 'quality' has no parts (omit --only, --contenders and --peers)")
    BenchOptions.parse("step").requireNoPartsUnless(false)
  }

  test("what cannot be understood is refused by name") {
    assert(refused() == "No benchmark named (--help lists all)")
    assert(refused("kernel", "--fast") == "Unknown option '--fast' (--help lists all)")
    assert(refused("kernel", "--out") == "Option --out lacks its value (--help lists all)")
    assert(refused("kernel", "--data", "") == "Option --data lacks its value (--help lists all)")
    assert(refused("kernel", "scaling") == "Two benchmarks named, 'kernel' and 'scaling' (one at a time)")
  }
}
