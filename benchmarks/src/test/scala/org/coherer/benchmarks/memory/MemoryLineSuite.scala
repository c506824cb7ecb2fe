package org.coherer.benchmarks.memory

import org.coherer.benchmarks.harness.BenchmarkException
import org.scalatest.funsuite.AnyFunSuite

class MemoryLineSuite extends AnyFunSuite {

  private val mega = 1L << 20

  private def measured(peak: Long) = new MemoryLine(4096 * mega, 1024 * mega, 512 * mega, peak)

  test("bytes are shown in MB, and the peak as a part of what is allowed: the bound and the rest") {
    assert(
      measured(768 * mega).line("memory").toString ==
        "memory data_mb=4096 bound_mb=1024 rest_mb=512 peak_mb=768 ratio_bound=0.500"
    )
    assert(measured(1536 * mega).line("memory").toString.endsWith(" peak_mb=1536 ratio_bound=1.000"))
  }

  test("a peak at the limit is well, one byte more is not") {
    measured(1536 * mega).expectWithinBound()
    val e = intercept[BenchmarkException](measured(1536 * mega + 1).expectWithinBound())
    assert(e.getMessage == "The process took 1536 MB (must be at most 1536 MB)")
  }
}
