package org.coherer.ml

import java.util.Arrays.asList

import org.apache.spark.ml.evaluation.{MulticlassClassificationEvaluator, RegressionEvaluator}
import org.apache.spark.ml.feature.StringIndexer
import org.apache.spark.ml.functions.vector_to_array
import org.apache.spark.ml.linalg.Vector
import org.apache.spark.ml.param.ParamMap
import org.apache.spark.sql.functions._
import org.coherer.testkit.WithSpark
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

  /** What a refusal says, of which no job may be a part. */
  private def refusalOf(body: => Any): String = {
    val context = spark.sparkContext
    context.setJobGroup("refused", "refused")
    try {
      val message = messageOf(body)
      assert(context.statusTracker.getJobIdsForGroup("refused").isEmpty)
      message
    } finally context.clearJobGroup()
  }

  test("a classifier: bad columns are refused by name, before any job; then bad labels") {
    val model = classifier().fit(data)
    val text = data.withColumn("label", lit("one"))
    assert(refusalOf(model.evaluate(data.drop("label"))).startsWith("Column 'label' does not exist (found: "))
    assert(
      refusalOf(model.evaluate(text)) == "Column 'label' has type string (expected a numeric type)"
    )
    val message = messageOf(model.evaluate(data.withColumn("label", lit(7))))
    assert(message == "Invalid label 7.0 in column 'label' (must be an integer in [0, 3))")
    assert(messageOf(model.evaluate(data.limit(0))).startsWith("Cannot evaluate without rows"))
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

  test("a regressor: several targets, as a vector or an array") {
    val several = data
      .withColumn("pair", slice(vector_to_array(col("features")), 1, 2))
      .withColumn("first", col("pair")(0))
      .withColumn("vector", org.apache.spark.ml.functions.array_to_vector(col("pair")))
    val model = regressor(2).setLabelCol("pair").fit(several)
    def by(column: String) = model.copy(ParamMap(model.labelCol -> column))
    val found = model.evaluate(several)
    val rows = model.transform(several).select("pair", "prediction").collect()
    val expected = math.sqrt(rows.map { row =>
      val error = row.getSeq[Double](0)(1) - row.getAs[Vector](1)(1)
      error * error
    }.sum / rows.length)
    assert(found.targets.size == 2 && found.targets.get(1).name == "pair[1]")
    assert(math.abs(found.targets.get(1).rmse - expected) < 1e-9)
    assert(by("vector").evaluate(several).targets.get(0).rmse == found.targets.get(0).rmse)
    assert(
      refusalOf(by("first").evaluate(several)) ==
        "The target has 1 column (column 'first'; must be 2, or a vector or an array of as many values)"
    )
    val texts = several.withColumn("texts", array(lit("a"), lit("b")))
    assert(
      refusalOf(by("texts").evaluate(texts)) ==
        "Column 'texts' has type array<string> (expected a numeric type, a vector, array<float> or array<double>)"
    )
  }

  test("a regressor that was trained with labelCols knows them") {
    val several = data.withColumn("first", col("label") * 2).withColumn("second.one", col("id").cast("float"))
    val model = regressor(2).setLabelCols("first", "second.one").fit(several)
    val found = model.evaluate(several).targets
    assert(found.size == 2 && found.get(1).name == "second.one")
    val rows = model.transform(several).select("id", "prediction").collect()
    val expected = rows.map(row => math.abs(row.getInt(0) - row.getAs[Vector](1)(1))).sum / rows.length
    assert(math.abs(found.get(1).mae - expected) < 1e-9)
    assert(refusalOf(model.evaluate(data)).startsWith("Column 'first' does not exist"))
  }

  test("an autoencoder") {
    val odd = data.withColumn("odd", col("label") === 2).withColumn("odd", col("odd").cast("int"))
    val model = new Autoencoder().setLayers(Features, 3, Features).setMaxIter(3).setBatchSize(8).fit(data)
    val found = model.evaluate(odd, "odd")
    assert(found.others == 40 && found.anomalies == 20)
    val means = model.transform(odd).groupBy("odd").agg(avg("anomalyScore")).orderBy("odd").collect()
    assert(math.abs(found.meanOtherScore - means(0).getDouble(1)) < 1e-9)
    assert(math.abs(found.meanAnomalyScore - means(1).getDouble(1)) < 1e-9)
    assert(messageOf(model.evaluate(odd, "even")).startsWith("Column 'even' does not exist"))
  }
}
