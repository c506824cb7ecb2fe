package org.coherer.ml.evaluation

import org.apache.spark.sql.functions.{col, lit}
import org.coherer.testkit.WithSpark
import org.scalatest.funsuite.AnyFunSuite

class ConfusionMatrixSuite extends AnyFunSuite with WithSpark {

  test("rows are counted by label and prediction") {
    val rows = Seq((0, 0.0), (0, 0.0), (0, 2.0), (2, 2.0), (1, 0.0))
    val scored = spark.createDataFrame(rows).toDF("label", "prediction")
    val matrix = ConfusionMatrix.of(scored, col("label"), col("prediction"), 3)
    assert(
      matrix.toString ===
        """label \ prediction
          |       0  1  2
          |    0  2  0  1
          |    1  1  0  0
          |    2  0  0  1""".stripMargin
    )
    assert(matrix.accuracy === 3.0 / 5)
  }

  test("a label of doubles counts like one of integers") {
    val scored = spark.range(11).select(lit(1.0).as("label"), (col("id") % 2).cast("double").as("prediction"))
    assert(ConfusionMatrix.of(scored, col("label"), col("prediction"), 2).accuracy === 5.0 / 11)
  }

  test("columns are as wide as the largest count") {
    val matrix = new ConfusionMatrix(Array(Array(1234L, 0L), Array(7L, 10L)))
    assert(
      matrix.toString ===
        """label \ prediction
          |          0     1
          |    0  1234     0
          |    1     7    10""".stripMargin
    )
  }

  test("without rows there is no accuracy") {
    assert(new ConfusionMatrix(Array.fill(2, 2)(0L)).accuracy.isNaN)
  }

  test("figures of classes are what the counts say") {
    // Of class 0: 8 right, 2 taken for 1. Of class 1: 1 taken for 0, 4 right. None is 2, or taken for it.
    val matrix = new ConfusionMatrix(Array(Array(8L, 2L, 0L), Array(1L, 4L, 0L), Array(0L, 0L, 0L)))
    assert(matrix.rows == 15 && matrix.rowsOf(0) == 10 && matrix.count(1, 0) == 1 && matrix.classes == 3)
    assert(matrix.accuracy === 12.0 / 15)
    assert(matrix.precision(0) === 8.0 / 9 && matrix.recall(0) === 0.8)
    assert(matrix.precision(1) === 4.0 / 6 && matrix.recall(1) === 0.8)
    assert(matrix.precision(2) == 0 && matrix.recall(2) == 0 && matrix.f1(2) == 0)
    val (p, r) = (8.0 / 9, 0.8)
    assert(math.abs(matrix.f1(0) - 2 * p * r / (p + r)) < 1e-12)
    assert(math.abs(matrix.weightedPrecision - (10 * 8.0 / 9 + 5 * 4.0 / 6) / 15) < 1e-12)
    assert(math.abs(matrix.weightedRecall - 0.8) < 1e-12)
    assert(math.abs(matrix.weightedF1 - (10 * matrix.f1(0) + 5 * matrix.f1(1)) / 15) < 1e-12)
  }

  test("what is no class is refused, whichever column it is in") {
    def problem(label: Option[Double], prediction: Double): String = {
      val scored = spark.createDataFrame(Seq((label, prediction))).toDF("a.label", "prediction")
      intercept[IllegalArgumentException](
        ConfusionMatrix.of(scored, col("`a.label`"), col("prediction"), 2)
      ).getMessage
    }
    assert(problem(None, 0) == "Invalid label null (must be an integer in [0, 2))")
    assert(problem(Some(2), 0) == "Invalid label 2.0 (must be an integer in [0, 2))")
    assert(problem(Some(1), -1) == "Invalid prediction -1.0 (must be an integer in [0, 2))")
  }
}
