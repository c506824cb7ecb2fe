package org.coherer.benchmarks.monitoring

import org.scalatest.funsuite.AnyFunSuite

class MonitoringLineSuite extends AnyFunSuite {

  private val turns = new MonitoringTurns
  Seq(new Fitted(10, 12) -> new Fitted(10.1, 12.6), new Fitted(12, 12) -> new Fitted(12, 12.12)).foreach {
    case (off, on) =>
      assert(turns.add(Visibility.OFF, off) == off.seconds && turns.add(Visibility.ON, on) == on.seconds)
  }

  test("fits are compared with those of the same round") {
    val line = new MonitoringLine(Workload.STEPS, 40, 4000, turns).line("monitoring", 2).toString
    assert(
      line == "monitoring case=steps slower_percent=0.50 slower_percent_min=0.00 slower_percent_max=1.00 " +
        "cpu_percent=3.00 cpu_percent_min=1.00 cpu_percent_max=5.00 off_s=11.000 off_s_min=10.000 " +
        "off_s_max=12.000 on_s=11.050 on_s_min=10.100 on_s_max=12.000 off_step_ms=2.750 " +
        "more_ms_per_epoch=1.250 epochs=40 steps=4000 batch=128 rounds=2"
    )
  }

  test("what a fit took survives its way between processes, and labels name workloads and visibilities") {
    assert(Fitted.decode(new Fitted(1.5, 2.25).encode) == new Fitted(1.5, 2.25))
    Workload.values().foreach(each => assert(Workload.of(each.label) == each))
    Visibility.values().foreach(each => assert(Visibility.of(each.label) == each))
  }

  test("a workload has whole batches, and a quick fit fewer epochs") {
    Workload.values().foreach { each =>
      assert(each.rows % Workload.BATCH == 0 && each.epochs(true) < each.epochs(false))
    }
    assert(Workload.STEPS.steps(false) == 4000 && Workload.EPOCHS.steps(true) == 1200)
  }
}
