package org.coherer.ml

import java.util.Arrays.asList

import org.apache.spark.ml.evaluation.{MulticlassClassificationEvaluator, RegressionEvaluator}
import org.apache.spark.ml.feature.StringIndexer
import org.apache.spark.ml.functions.vector_to_array
import org.apache.spark.ml.linalg.Vector
import org.apache.spark.sql.functions._
import org.scalatest.funsuite.AnyFunSuite

/** Models evaluate themselves, with the figures that Spark's evaluators find in what they predict. */
class EvaluatedModelsSuite extends AnyFunSuite with WithSpark with WithBlobs {

  private lazy val data = blobs(60).cache()

  private def messageOf(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  test("a classifier: whatever its columns are called, and whether they are there already") {
    val model = classifier().fit(data)
    val scored = model.transform(data)
    def theirs(metric: String) =
      new MulticlassClassificationEvaluator().setMetricName(metric).evaluate(scored)
    val found = model.evaluate(data)
    assert(found.rows == 60 && found.accuracy == theirs("accuracy"))
    assert(math.abs(found.logLoss - theirs("logLoss")) < 1e-9)
    assert(math.abs(found.matrix.weightedF1 - theirs("f1")) < 1e-9)
    assert(found.classes == asList("0", "1", "2") && !found.areaUnderRoc.isPresent)
    assert(model.evaluate(scored).text == found.text)
    assert(model.setPredictionCol("").setProbabilityCol("").evaluate(data).text == found.text)
  }

  test("a classifier knows what its classes are called") {
    val names =
      data.withColumn("name", element_at(array(lit("x"), lit("y"), lit("z")), col("label").cast("int") + 1))
    val indexed = new StringIndexer().setInputCol("name").setOutputCol("index").fit(names).transform(names)
    val model = classifier().setLabelCol("index").fit(indexed)
    assert(model.evaluate(indexed).classes.toString.matches("\\[[xyz], [xyz], [xyz]\\]"))
  }

  test("a classifier: bad columns are refused by name, before any job") {
    val model = classifier().fit(data)
    assert(
      messageOf(model.evaluate(data.drop("label")))
        .startsWith("Column 'label' does not exist (found: 'features', ")
    )
    assert(
      messageOf(model.evaluate(data.withColumn("label", lit("one")))) ==
        "Column 'label' has type string (expected a numeric type)"
    )
    assert(
      messageOf(model.evaluate(data.withColumn("label", lit(7)))).startsWith("Invalid label 7.0 in column ")
    )
    assert(messageOf(model.evaluate(data.limit(0))).startsWith("Cannot evaluate on an empty DataFrame"))
  }

  private def regressor(outputs: Int) = new NeuralNetworkRegressor()
    .setLayers(Features, 6, outputs)
    .setMaxIter(3)
    .setBatchSize(8)

  test("a regressor: one target") {
    val model = regressor(1).fit(data)
    val found = model.evaluate(data).targets.get(0)
    val scored = model.transform(data)
    def theirs(metric: String) = new RegressionEvaluator().setMetricName(metric).evaluate(scored)
    assert(found.name == "label" && math.abs(found.rmse - theirs("rmse")) < 1e-9)
    assert(math.abs(found.mae - theirs("mae")) < 1e-9 && math.abs(found.r2 - theirs("r2")) < 1e-9)
  }

  test("a regressor: several targets, as a vector, an array or columns") {
    val several = data
      .withColumn("pair", slice(vector_to_array(col("features")), 1, 2))
      .withColumn("first", col("pair")(0))
      .withColumn("second", col("pair")(1))
      .withColumn("vector", org.apache.spark.ml.functions.array_to_vector(col("pair")))
    val model = regressor(2).setLabelCol("pair").fit(several)
    val found = model.evaluate(several)
    val rows = model.transform(several).select("pair", "prediction").collect()
    val expected = math.sqrt(rows.map { row =>
      val error = row.getSeq[Double](0)(1) - row.getAs[Vector](1)(1)
      error * error
    }.sum / rows.length)
    assert(found.targets.size == 2 && found.targets.get(1).name == "pair[1]")
    assert(math.abs(found.targets.get(1).rmse - expected) < 1e-9)
    val columns = model.evaluate(several, "first", "second")
    assert(
      columns.targets.get(1).rmse == found.targets.get(1).rmse && columns.targets.get(1).name == "second"
    )
    assert(model.evaluate(several, "vector").targets.get(0).rmse == found.targets.get(0).rmse)
    assert(
      messageOf(model.evaluate(several, "first")) ==
        "Cannot compare 2 predictions with 1 columns (must be one for each, or one column with a vector or an array)"
    )
    assert(messageOf(model.evaluate(several, "first", "none")).startsWith("Column 'none' does not exist"))
  }

  test("an autoencoder") {
    val odd = data.withColumn("odd", col("label") === 2).withColumn("odd", col("odd").cast("int"))
    val model = new Autoencoder().setLayers(Features, 3, Features).setMaxIter(3).setBatchSize(8).fit(data)
    val found = model.evaluate(odd, "odd")
    assert(found.rows == 40 && found.anomalies == 20)
    val means = model.transform(odd).groupBy("odd").agg(avg("anomalyScore")).orderBy("odd").collect()
    assert(math.abs(found.meanScore - means(0).getDouble(1)) < 1e-9)
    assert(math.abs(found.meanAnomalyScore - means(1).getDouble(1)) < 1e-9)
    assert(messageOf(model.evaluate(odd, "even")).startsWith("Column 'even' does not exist"))
  }
}
