package org.coherer.benchmarks.step

import org.coherer.benchmarks.harness.BenchmarkException
import org.coherer.benchmarks.networks.SampleNetwork
import org.coherer.benchmarks.step.SoakLine.State
import org.scalatest.funsuite.AnyFunSuite

class SoakLineSuite extends AnyFunSuite {

  private val mega = 1L << 20
  private val warm = new State(100, 1, 3 * mega, 200 * mega)

  private def soak(end: State) = new SoakLine(SampleNetwork.MLP, warm, end)

  private def refused(end: State): String =
    intercept[BenchmarkException](soak(end).expectSteady()).getMessage

  test("heap is that of one step, growth that since the warm-up") {
    val end = new State(1000, 512000, 3 * mega - 5, 201 * mega + mega / 2)
    assert(
      soak(end).line("soak").toString ==
        "soak model=mlp steps=1000 heap_bytes=512 native_mb=3.0 native_growth_bytes=-5 resident_mb=201.5 " +
        "resident_growth_mb=1.5"
    )
    soak(end).expectSteady()
  }

  test("the bounds themselves are well: no native memory, 16 MB resident, 2 KB of heap per step") {
    soak(new State(10, 20480, 3 * mega, 216 * mega)).expectSteady()
  }

  test("a byte beyond any bound is not") {
    Seq(
      new State(10, 20490, 3 * mega, 200 * mega),
      new State(10, 0, 3 * mega + 1, 200 * mega),
      new State(10, 0, 3 * mega, 216 * mega + 1)
    ).foreach { end =>
      assert(
        refused(end) == "Training mlp took memory (must be no native memory, at most 16 MB resident " +
          "and 2048 bytes of heap per step)"
      )
    }
  }

  test("what a worker answers is what its parent reads") {
    val state = new State(1, 2L << 40, 3, 4)
    assert(state.encode == "1 2199023255552 3 4")
    assert(State.decode(state.encode) == state)
  }
}
