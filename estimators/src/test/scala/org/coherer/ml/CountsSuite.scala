package org.coherer.ml

import org.apache.spark.ml.linalg.Vector
import org.apache.spark.ml.regression.GeneralizedLinearRegression
import org.apache.spark.sql.{DataFrame, Row}
import org.apache.spark.sql.functions._
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.scalatest.funsuite.AnyFunSuite

/** Regression of counts, by the Poisson loss. */
class CountsSuite extends AnyFunSuite with WithSpark with WithTempDir with WithBlobs with WithDrawnTargets {

  private lazy val train = drawnCounts(3000, 1).cache()
  private lazy val unseen = drawnCounts(2000, 2).cache()
  private lazy val brief = train.limit(200).cache()

  private def counting(): NeuralNetworkRegressor =
    new NeuralNetworkRegressor().setLabelCol("count").setLoss("poisson")

  private def quick(): NeuralNetworkRegressor =
    counting().setHiddenLayers(6).setMaxIter(5).setBatchSize(16).setNumWorkers(1)

  private def messageOf(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  private def deviance(model: NeuralNetworkRegressionModel): Double =
    model.evaluate(unseen).targets.get(0).poissonDeviance.getAsDouble

  test("nothing else is set: the deviance is less than that of MLlib's generalized linear regression") {
    val model = counting().fit(train)
    val glm = new GeneralizedLinearRegression().setFamily("poisson").setLabelCol("count").fit(train)
    val summary = glm.evaluate(unseen)
    val theirs = summary.deviance / summary.numInstances
    val drawn = unseen.select("features", "count").collect().map { case Row(x: Vector, count: Int) =>
      val y = rate(x.toArray)
      2 * ((if (count > 0) count * math.log(count / y) else 0) - count + y)
    }
    val least = drawn.sum / drawn.length
    val found = model.evaluate(unseen).targets.get(0)
    val ours = found.poissonDeviance.getAsDouble
    // What the rates themselves leave is chance; of the rest, MLlib's line has at least three times as much.
    assert(ours - least < (theirs - least) / 3, s"$ours, MLlib $theirs, least $least")
    assert(math.abs(found.d2.getAsDouble - (1 - ours * unseen.count() / nullDeviance)) < 1e-9)
    assert(model.transform(unseen).where("prediction < 0").count() == 0)
  }

  /** The deviance of the mean. */
  private def nullDeviance: Double = {
    val counts = unseen.select(col("count").cast("double")).collect().map(_.getDouble(0))
    val mean = counts.sum / counts.length
    counts.map(t => 2 * ((if (t > 0) t * math.log(t / mean) else 0) - t + mean)).sum
  }

  test("large counts are learned as well as small ones, for they are divided by their mean") {
    val rows = train.withColumn("count", col("thousands"))
    val model = counting().fit(rows)
    val found = model.evaluate(unseen.withColumn("count", col("thousands"))).targets.get(0)
    assert(found.d2.getAsDouble > 0.9)
    assert(model.describe.contains("targets divided by"))
  }

  test("several counts, in columns and in an array") {
    val both = brief.withColumn("both", array(col("count").cast("double"), col("thousands").cast("double")))
    val columns = quick()
    columns.clear(columns.labelCol)
    val expected = columns
      .setLabelCols("count", "thousands")
      .fit(both)
      .transform(both)
      .select("prediction")
      .collect()
      .toSeq
    val arrays = quick().setLabelCol("both").fit(both)
    assert(arrays.transform(both).select("prediction").collect().toSeq == expected)
    assert(arrays.evaluate(both).targets.get(1).d2.isPresent)
  }

  test("what is no count is refused with column and value, before training") {
    def refusal(value: String) =
      messageOf(quick().fit(brief.withColumn("count", expr(s"if(id = 7, $value, count)"))))
    assert(refusal("-1").contains("Invalid label -1.0 in column 'count' (must be at least 0)"))
    assert(
      refusal("double('NaN')").contains(
        "Invalid label NaN in column 'count' (must be a finite 32-bit number)"
      )
    )
    val pairs = brief.withColumn("count", expr("array(double(count), if(id = 7, -2.0d, 1.0d))"))
    assert(
      messageOf(quick().fit(pairs))
        .contains("Invalid label -2.0 at index 1 in column 'count' (must be at least 0)")
    )
    val rates = brief.withColumn("count", col("count") + 0.5)
    assert(quick().fit(rates).evaluate(rates).targets.get(0).poissonDeviance.isPresent)
  }

  test("a network of one's own counts if its loss is Poisson's") {
    def own(activation: Activation, loss: LossFunction): NeuralNetworkRegressor = {
      val json = network(inputs = DrawnFeatures, outputs = 1, activation = activation, loss = loss)
      new NeuralNetworkRegressor().setLabelCol("count").setNetwork(json).setMaxIter(2).setBatchSize(16)
    }
    val negative = brief.withColumn("count", lit(-1))
    assert(
      messageOf(own(Activation.SOFTPLUS, LossFunction.POISSON).fit(negative)).contains("must be at least 0")
    )
    assert(own(Activation.IDENTITY, LossFunction.MSE).fit(negative).numTargets == 1)
    val linear = own(Activation.IDENTITY, LossFunction.MSE).setLoss("poisson")
    assert(
      messageOf(linear.fit(brief)).startsWith("Cannot train with the loss poisson: the output layer has")
    )
  }

  test("a saved model is the same, scores streams, and is a warm start") {
    withTempDir { folder =>
      val path = folder.resolve("model").toString
      val first = quick().fit(brief)
      first.write.save(path)
      val loaded = NeuralNetworkRegressionModel.load(path)
      def predictions(rows: DataFrame) = rows.orderBy("id").select("prediction").collect().toSeq
      val expected = predictions(first.transform(brief))
      assert(predictions(loaded.transform(brief)) == expected)
      val resumed = quick().setInitialModelPath(path)
      resumed.clear(resumed.hiddenLayers)
      assert(messageOf(resumed.fit(brief.withColumn("count", lit(-1)))).contains("must be at least 0"))
      assert(deviance(resumed.setMaxIter(20).fit(brief)) < deviance(first))

      brief.select("features", "id").write.parquet(folder.resolve("input").toString)
      val input = spark.readStream
        .schema(brief.select("features", "id").schema)
        .parquet(folder.resolve("input").toString)
      val query = loaded.transform(input).writeStream.format("memory").queryName("counts").start()
      try {
        query.processAllAvailable()
        assert(predictions(spark.table("counts")) == expected)
      } finally query.stop()
    }
  }

  test("counts that are all 0, another engine, and the preset for tables") {
    val none = brief.withColumn("count", lit(0))
    val model = quick().setMaxIter(30).setLearningRate(0.05).fit(none)
    assert(model.evaluate(none).targets.get(0).mae < 0.2 && !model.evaluate(none).targets.get(0).d2.isPresent)
    val staged = counting().setEngine("staged").setLayers(DrawnFeatures, 6, 1).setLearningRate(0.02)
    assert(deviance(staged.setMaxIter(30).setBatchSize(16).fit(brief)) < 1.5)
    assert(deviance(quick().setPreset("tabular").setMaxIter(20).fit(brief)) < 1.6)
  }
}
