package org.coherer.examples

import org.apache.spark.sql.functions.{col, lit}
import org.scalatest.funsuite.AnyFunSuite

class ConfusionMatrixSuite extends AnyFunSuite with WithSpark {

  test("rows are counted by label and prediction") {
    val rows = Seq((0, 0.0), (0, 0.0), (0, 2.0), (2, 2.0), (1, 0.0))
    val scored = spark.createDataFrame(rows).toDF("label", "prediction")
    val matrix = ConfusionMatrix.of(scored, 3)
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
    assert(ConfusionMatrix.of(scored, 2).accuracy === 5.0 / 11)
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
}
