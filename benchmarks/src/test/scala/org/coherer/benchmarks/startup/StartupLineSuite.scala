package org.coherer.benchmarks.startup

import java.util.Optional

import org.coherer.benchmarks.harness.Summary
import org.scalatest.funsuite.AnyFunSuite

class StartupLineSuite extends AnyFunSuite {

  private def turns(fits: Seq[Fitted], empty: Seq[Empty]): StartupTurns = {
    val turns = new StartupTurns
    fits.foreach(fitted => assert(turns.add(fitted) == fitted.firstStep))
    empty.foreach(job => assert(turns.add(job) == job.met))
    turns
  }

  private val warm = turns(
    Seq(new Fitted(300, 10), new Fitted(500, 30), new Fitted(400, 20)),
    Seq(new Empty(50, 1050), new Empty(70, 1060), new Empty(60, 1070))
  )
  private val cold = turns(Seq(new Fitted(2500, 100)), Seq(new Empty(200, 1200)))
  private val plugin = turns(Seq(new Fitted(900, 90)), Seq(new Empty(100, 1100)))

  test("a line has each figure with its spread, and how far a turn is behind that of the same round") {
    val line =
      new StartupLine(warm, cold, plugin, Optional.of(Summary.of(4000)))
        .line("startup", "torch-2", 3, 1)
        .toString
    assert(
      line.startsWith(
        "startup model=mlp first_step_ms=400 first_step_ms_min=300 first_step_ms_max=500 " +
          "empty_barrier_ms=1060 empty_barrier_ms_min=1050 empty_barrier_ms_max=1070 behind_ms=-670 " +
          "behind_ms_min=-750 behind_ms_max=-560 empty_start_ms=60 "
      )
    )
    Seq("behind_start_ms=340", "torchrun_ms=4000", "ratio_torchrun=10.000", "before_ms=20")
      .foreach(word => assert(line.contains(s" $word "), word))
    assert(line.contains(" cold_first_step_ms=2500 ") && line.contains(" cold_behind_start_ms=2300 "))
    assert(line.contains(" cold_before_ms=100 "))
    assert(line.contains(" plugin_first_step_ms=900 ") && line.contains(" plugin_behind_ms=-200 "))
    assert(line.endsWith(" processes=2 batch=128 peer=torch-2 rounds=3 cold_rounds=1"))
  }

  test("without PyTorch its figures are absent") {
    val line = new StartupLine(warm, cold, plugin, Optional.empty()).line("startup", "absent", 3, 1).toString
    assert(line.contains(" torchrun_ms=absent ") && line.contains(" ratio_torchrun=absent "))
  }
}
