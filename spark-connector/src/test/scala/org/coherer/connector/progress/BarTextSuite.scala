package org.coherer.connector.progress

import org.coherer.connector.report.FitReport.{Kind, Measures}
import org.coherer.connector.report.WithReports
import org.scalatest.funsuite.AnyFunSuite

class BarTextSuite extends AnyFunSuite with WithReports {

  test("the bar shows the part of all steps that is done, within the width") {
    assert(
      BarText.of(report(Kind.STARTED), 40) ==
        "Epoch 1/3 [>                       ] 0/8"
    )
    assert(
      BarText.of(step(2, 4), 80) ==
        "Epoch 2/3 [===============>               ] 4/8 loss 0.4322 5120 rows/s 00:01:12"
    )
    assert(
      BarText.of(ended(3), 80) ==
        "Epoch 3/3 [================] 8/8 loss 0.2500 val_loss 0.5000 500 rows/s 00:00:04"
    )
  }

  test("every width gives that width, a bar or none") {
    for (width <- 20 to 200) {
      val line = BarText.of(step(2, 4), width)
      assert(line.length <= width && line.startsWith("Epoch 2/3 "), s"$width: $line")
      assert(line.contains("[") == (width >= 54), s"$width: $line")
      if (line.contains("[")) assert(line.length == width)
    }
  }

  test("a fit of endless steps does not draw beyond the end") {
    val over = report(Kind.STEP, 3, 800, Measures.UNKNOWN)
    assert(BarText.of(over, 40).length <= 40)
  }
}
