package org.coherer.examples.clicks

import java.io.File
import java.util.Locale

import org.coherer.testkit.{WithSpark, WithTempDir}
import org.scalatest.funsuite.AnyFunSuite

/** The example end to end, on few rows. */
class ClickExampleSuite extends AnyFunSuite with WithSpark with WithTempDir {

  test("a model that was saved and loaded ranks rows that it has not seen, towards the optimum") {
    withTempDir { folder =>
      val model = new File(folder.toFile, "model").toString
      val options = s"--rows 100000 --epochs 2 --batch 200 --embeddings $folder/tables --output $model"
      val report = new ClickExample(ClickOptions.parse(options.split(" ").toSeq: _*)).run(spark)
      info(report.line)
      assert(report.area > 0.77 && report.area < report.optimalArea, report.line)
      assert(report.optimalArea > 0.78 && report.optimalArea < 0.84)
      assert(report.rows == 100000 && report.model == model && report.examplesPerSecond > 0)
      assert(new File(model, "metadata").exists() && new File(folder.toFile, "tables").list().nonEmpty)
    }
  }

  test("the line holds every figure, in fixed order and any locale") {
    val report = new ClickReport(1000, 2, 0.80925, 0.81094, 12.34, 87654.4, "/tmp/model")
    val before = Locale.getDefault
    Locale.setDefault(Locale.GERMANY)
    try
      assert(
        report.line == "clicks rows=1000 epochs=2 auc=0.8093 optimal_auc=0.8109 train_seconds=12.3 " +
          "examples_per_second=87654 model=/tmp/model"
      )
    finally Locale.setDefault(before)
  }
}
