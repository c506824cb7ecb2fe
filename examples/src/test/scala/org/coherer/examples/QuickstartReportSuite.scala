package org.coherer.examples

import java.util.Locale
import org.scalatest.funsuite.AnyFunSuite

class QuickstartReportSuite extends AnyFunSuite {

  private val report = new QuickstartReport(0.98125, 0.98, 2.5, 48000, 2, "/tmp/model")

  test("the line holds every figure, in fixed order") {
    assert(
      report.line() === "quickstart test_accuracy=0.9813 reloaded_accuracy=0.9800 train_seconds=2.5 " +
        "rows_per_s=19200 executors=2 model=/tmp/model"
    )
  }

  test("the line does not depend on the locale") {
    val usual = report.line()
    val before = Locale.getDefault
    Locale.setDefault(Locale.GERMANY)
    try assert(report.line() === usual)
    finally Locale.setDefault(before)
  }
}
