package org.coherer.benchmarks.step

import java.util.Optional

import org.coherer.benchmarks.harness.Summary
import org.coherer.benchmarks.networks.SampleNetwork
import org.scalatest.funsuite.AnyFunSuite

class StepLineSuite extends AnyFunSuite {

  private def line(torch: Optional[Summary]): String =
    new StepLine(SampleNetwork.LENET, Summary.of(2, 4, 5), Summary.of(6), torch)
      .line("step", "torch-1.13", 11)
      .toString

  test("a peer that needs more time is a ratio above 1") {
    assert(
      line(Optional.of(Summary.of(3))) ==
        "step model=lenet batch=64 ms=4.000 ratio_dl4j=1.500 ratio_torch=0.750 ms_min=2.000 ms_max=5.000 " +
        "dl4j_ms=6.000 dl4j_ms_min=6.000 dl4j_ms_max=6.000 torch_ms=3.000 torch_ms_min=3.000 " +
        "torch_ms_max=3.000 peer=torch-1.13 rounds=11"
    )
  }

  test("without PyTorch its figures are absent, and DL4J's are not") {
    val made = line(Optional.empty())
    assert(made.contains(" ratio_dl4j=1.500 ratio_torch=absent "))
    assert(made.contains(" dl4j_ms=6.000 ") && made.contains(" torch_ms=absent torch_ms_min=absent "))
  }

  test("what a worker answers is what its parent reads") {
    val times = new StepTimes(1.25e-5, 0.6931471805599453)
    assert(StepTimes.decode(times.encode) == times)
    assert(StepTimes.decode("0.5 NaN").loss.isNaN, "a loss that is no number must reach the check")
  }
}
