package org.coherer.ml

import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.apache.spark.sql.Row
import org.apache.spark.sql.functions.{array, col}
import org.coherer.testkit.WithSpark
import org.scalatest.funsuite.AnyFunSuite

/** Predicting numbers. */
class RegressorSuite extends AnyFunSuite with WithSpark with WithBlobs {

  /** One target that is a line, and one that is another. */
  private lazy val lines = {
    val first = org.apache.spark.sql.functions.udf((v: Vector) => v(0) - 2 * v(1) + 1)
    val second = org.apache.spark.sql.functions.udf((v: Vector) => v(2) + v(3))
    blobs(300)
      .withColumn("a", first(col("features")))
      .withColumn("b", second(col("features")))
      .withColumn("both", array(col("a"), col("b")))
      .cache()
  }

  private def regressor(layers: Int*) =
    new NeuralNetworkRegressor().setLayers(layers: _*).setLearningRate(0.05).setMaxIter(30).setBatchSize(16)

  test("a line is learned, and predicted on the driver as in a DataFrame") {
    val model = regressor(4, 1).setLabelCol("a").fit(lines)
    model.transform(lines).select("features", "a", "prediction").collect().foreach {
      case Row(features: Vector, label: Double, prediction: Double) =>
        assert(math.abs(prediction - label) < 0.05)
        assert(math.abs(model.predict(features) - prediction) < 1e-5)
        assert(model.predictAll(features).size == 1)
    }
    assert(model.numFeatures == 4 && model.numTargets == 1)
  }

  test("several targets come as columns or as an array, and lead to the same network") {
    val columns = regressor(4, 2).setLabelCols("a", "b").fit(lines)
    val arrays = regressor(4, 2).setLabelCol("both").fit(lines)
    val expected = columns.transform(lines).select("prediction").collect().toSeq
    assert(arrays.transform(lines).select("prediction").collect().toSeq == expected)
    columns.transform(lines).select("a", "b", "prediction").collect().foreach {
      case Row(a: Double, b: Double, prediction: Vector) =>
        assert(math.abs(prediction(0) - a) < 0.1 && math.abs(prediction(1) - b) < 0.1)
    }
    val features = Vectors.dense(1, 1, 1, 1)
    assert(
      intercept[UnsupportedOperationException](columns.predict(features)).getMessage ==
        "Cannot predict one number: the network has 2 outputs (call predictAll)"
    )
    assert(columns.predictAll(features).size == 2)
  }

  test("targets that do not fit the network are refused with both numbers") {
    val message =
      intercept[IllegalArgumentException](regressor(4, 2).setLabelCol("a").fit(lines)).getMessage
    assert(message.startsWith("The target has 1 column (column 'a'; must be 2"), message)
    val long = intercept[IllegalArgumentException](regressor(4, 3).setLabelCol("both").fit(lines)).getMessage
    assert(long.contains("'both'") && long.contains("2") && long.contains("3"), long)
  }

  test("weights count as repeated rows do") {
    val weighted = lines.withColumn("twice", col("id") % 2 + 1)
    val repeated = lines.union(lines.where(col("id") % 2 === 1))
    // Without standardization: a bias would begin with a gradient that is nothing but rounding, and Adam takes a
    // whole step by its sign.
    def one = regressor(4, 1)
      .setLabelCol("a")
      .setNumWorkers(1)
      .setBatchSize(512)
      .setMaxIter(5)
      .setWarmupSteps(0)
      .setStandardization(false)
    val a = one.setWeightCol("twice").fit(weighted).predict(Vectors.dense(1, 2, 3, 4))
    val b = one.fit(repeated).predict(Vectors.dense(1, 2, 3, 4))
    assert(math.abs(a - b) < 1e-4)
  }
}
