package org.coherer.ml

import java.util.Arrays.asList

import org.apache.spark.ml.evaluation.{MulticlassClassificationEvaluator, RegressionEvaluator}
import org.apache.spark.ml.linalg.Vector
import org.apache.spark.sql.{DataFrame, Row}
import org.apache.spark.sql.functions._
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.scalatest.funsuite.AnyFunSuite

/** Ordinal regression: targets are levels in an order. */
class LevelsSuite extends AnyFunSuite with WithSpark with WithTempDir with WithBlobs with WithDrawnTargets {

  private lazy val train = drawnLevels(3000, 1).cache()
  private lazy val unseen = drawnLevels(2000, 2).cache()
  private lazy val brief = train.limit(200).cache()

  private def ordinal(): NeuralNetworkRegressor =
    new NeuralNetworkRegressor().setLabelCol("level").setLoss("ordinal")

  private def quick(): NeuralNetworkRegressor =
    ordinal().setHiddenLayers(8).setMaxIter(10).setBatchSize(16).setLearningRate(0.02).setNumWorkers(1)

  private lazy val model = ordinal().setLabelCol("price").fit(train)

  private def messageOf(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  private def predictions(rows: DataFrame): Seq[Row] = rows.orderBy("id").select("prediction").collect().toSeq

  test("nothing else is set: levels are found as well as by a rule that knows what they were drawn from") {
    val found = model.evaluateLevels(unseen)
    val chances = unseen.select("features", "level").collect().map { case Row(x: Vector, level: Int) =>
      val reached = Seq(-1.5, 0.0, 1.0, 3.0).count(_ < latent(x.toArray))
      if (reached == level) 1.0 else 0.0
    }
    val best = chances.sum / chances.length
    val mostFrequent = (0 until 5).map(found.matrix.rowsOf(_)).max.toDouble / found.rows
    assert(
      found.accuracy > best - 0.04 && found.accuracy > mostFrequent + 0.1,
      s"${found.accuracy}, best $best"
    )
    assert(found.quadraticWeightedKappa > 0.7 && found.levels == asList(-2.5, 10.0, 25.0, 40.0, 80.0))
    val classes = new NeuralNetworkClassifier().setLabelCol("level").fit(train).evaluate(unseen)
    assert(found.accuracy > classes.accuracy - 0.03)
  }

  test("predictions are levels, in the order of what they follow") {
    val scored = model.transform(unseen)
    assert(scored.schema == model.transformSchema(unseen.schema))
    assert(ordinal().setLabelCol("price").transformSchema(unseen.schema) == scored.schema)
    val byLevel = scored.select("features", "prediction").collect().toSeq.groupBy(_.getDouble(1))
    val levels = byLevel.keys.toSeq.sorted
    assert(levels == Seq(-2.5, 10.0, 25.0, 40.0, 80.0))
    val means = levels.map { level =>
      val scores = byLevel(level).map(row => latent(row.getAs[Vector](0).toArray))
      scores.sum / scores.size
    }
    assert(means == means.sorted)
    scored.select("features", "prediction").limit(20).collect().foreach {
      case Row(x: Vector, prediction: Double) =>
        assert(model.predict(x) == prediction && model.predictAll(x).toArray.toSeq == Seq(prediction))
    }
    assert(model.numTargets == 1 && model.describe.contains("classes: -2.5, 10"))
  }

  test("the figures are those of Spark's evaluators, and kappa that of its formula") {
    val found = model.evaluateLevels(unseen)
    val scored = model.transform(unseen)
    def numbers(metric: String) =
      new RegressionEvaluator().setLabelCol("price").setMetricName(metric).evaluate(scored)
    assert(math.abs(found.meanAbsoluteError - numbers("mae")) < 1e-9)
    assert(math.abs(model.evaluate(unseen).targets.get(0).rmse - numbers("rmse")) < 1e-9)
    val evaluator = new MulticlassClassificationEvaluator().setLabelCol("price").setMetricName("accuracy")
    assert(math.abs(found.accuracy - evaluator.evaluate(scored)) < 1e-12)
    def place(price: Double) = found.levels.indexOf(price).toDouble
    val pairs =
      scored
        .select("price", "prediction")
        .collect()
        .map(row => (place(row.getDouble(0)), place(row.getDouble(1))))
    assert(found.accuracy == pairs.count(p => p._1 == p._2).toDouble / pairs.length)
    val off = pairs.map { case (a, b) => (a - b) * (a - b) }.sum / pairs.length
    def moment(of: ((Double, Double)) => Double, power: Int) =
      pairs.map(p => math.pow(of(p), power)).sum / pairs.length
    val byChance = moment(_._1, 2) + moment(_._2, 2) - 2 * moment(_._1, 1) * moment(_._2, 1)
    assert(math.abs(found.quadraticWeightedKappa - (1 - off / byChance)) < 1e-9)
    assert(found.text.contains("quadratic weighted kappa") && found.rows == 2000)
    assert(
      messageOf(model.evaluateLevels(unseen.withColumn("price", lit(3)))) ==
        "Invalid value 3.0 in column 'price' (must be one of the levels [-2.5, 10.0, 25.0, 40.0, 80.0])"
    )
    val plain =
      new NeuralNetworkRegressor().setLabelCol("level").setLayers(DrawnFeatures, 1).setMaxIter(1).fit(brief)
    assert(
      intercept[UnsupportedOperationException](plain.evaluateLevels(brief)).getMessage ==
        "Cannot evaluate by levels: the model was not trained with the loss ordinal (call evaluate)"
    )
  }

  test("only the order of levels counts: other numbers lead to the same bits") {
    val places = quick().fit(brief)
    val prices = quick().setLabelCol("price").fit(brief)
    def bits(of: NeuralNetworkRegressionModel) = of.artifact.network.parameters.toArray.toSeq
    assert(bits(places) == bits(prices))
    assert(places.evaluateLevels(brief).matrix.toString == prices.evaluateLevels(brief).matrix.toString)
    assert(places.transform(brief).select("prediction").distinct().collect().forall(_.getDouble(0) <= 4))
  }

  test("what is no level is refused with column and row, before training") {
    def refusal(value: String) =
      messageOf(
        quick().setLabelCol("price").fit(brief.withColumn("price", expr(s"if(id = 7, $value, price)")))
      )
    assert(refusal("cast(null as double)").contains("Invalid null in column 'price'"))
    assert(refusal("double('NaN')").contains("in column 'price'"))
    val words = brief.withColumn("level", lit("low"))
    assert(messageOf(quick().fit(words)) == "Column 'level' has type string (expected a numeric type)")
    assert(messageOf(quick().fit(brief.withColumn("level", lit(1)))).contains("has one label only"))
    val columns = quick()
    columns.clear(columns.labelCol)
    assert(
      messageOf(columns.setLabelCols("level", "price").fit(brief))
        .startsWith("Both loss and labelCols are set")
    )
    def layers(outputs: Int) = {
      val stage = quick().setLabelCol("price")
      stage.clear(stage.hiddenLayers)
      stage.setLayers(DrawnFeatures, outputs)
    }
    assert(layers(4).fit(brief).evaluateLevels(brief).levels.size == 5)
    assert(messageOf(layers(5).fit(brief)).contains("6 different values: the network has 5 outputs"))
  }

  test("a network of one's own says which levels are reached; integers are levels though some are missing") {
    def own(activation: Activation, loss: LossFunction) = new NeuralNetworkRegressor()
      .setLabelCol("level")
      .setLoss("ordinal")
      .setNetwork(network(inputs = DrawnFeatures, outputs = 4, activation = activation, loss = loss))
      .setMaxIter(2)
      .setBatchSize(16)
    val some = brief.where("level != 2")
    val fitted = own(Activation.SIGMOID, LossFunction.XENT).fit(some)
    assert(fitted.evaluateLevels(brief).levels == asList(0.0, 1.0, 2.0, 3.0, 4.0))
    assert(
      messageOf(own(Activation.SOFTMAX, LossFunction.MCXENT).fit(brief))
        .startsWith("The network's output does not say")
    )
  }

  test("training stops by the accuracy, or by the levels between") {
    Seq("accuracy", "mae").foreach { monitor =>
      val stage =
        quick().setMaxIter(30).setValidationFraction(0.3).setEarlyStoppingPatience(2).setRestoreBest(true)
      val summary = stage.setMonitor(monitor).fit(brief).summary
      var measured = Seq.empty[Double]
      summary.trainingHistory.epochs.forEach(epoch => measured :+= epoch.metrics.get(monitor).doubleValue)
      val best = if (monitor == "mae") measured.min else measured.max
      assert(summary.bestEpoch == measured.indexOf(best) + 1)
    }
  }

  test("a saved model is the same, scores streams, and is a warm start that knows its levels") {
    withTempDir { folder =>
      val path = folder.resolve("model").toString
      val first = quick().setLabelCol("price").fit(brief)
      first.write.save(path)
      val loaded = NeuralNetworkRegressionModel.load(path)
      val expected = predictions(first.transform(brief))
      assert(predictions(loaded.transform(brief)) == expected)
      assert(loaded.evaluateLevels(brief).text == first.evaluateLevels(brief).text)

      val resumed = quick().setLabelCol("price").setInitialModelPath(path)
      resumed.clear(resumed.hiddenLayers)
      assert(resumed.fit(brief.where("price > 0")).evaluateLevels(brief).levels.size == 5)
      assert(messageOf(resumed.fit(brief.withColumn("price", lit(3.5)))).contains("has the label 3.5, which"))
      resumed.clear(resumed.loss)
      assert(messageOf(resumed.fit(brief)).contains("are reached (set loss to ordinal"))

      brief.select("features", "id").write.parquet(folder.resolve("input").toString)
      val input = spark.readStream
        .schema(brief.select("features", "id").schema)
        .parquet(folder.resolve("input").toString)
      val query = loaded.transform(input).writeStream.format("memory").queryName("levels").start()
      try {
        query.processAllAvailable()
        assert(predictions(spark.table("levels")) == expected)
      } finally query.stop()
    }
  }

  test("columns of a table, the preset for tables, another engine, and the size before the fit") {
    val table = brief
      .withColumn("a", org.apache.spark.ml.functions.vector_to_array(col("features"))(0))
      .withColumn("b", when(col("a") > 0, "high").otherwise("low"))
    val stage = quick().setFeaturesCols("a", "b")
    assert(stage.fit(table).evaluateLevels(table).quadraticWeightedKappa > 0.2)
    assert(stage.setPreset("tabular").setMaxIter(3).fit(table).evaluateLevels(table).rows == 200)
    val staged = ordinal().setEngine("staged").setLayers(DrawnFeatures, 6, 4).setLearningRate(0.02)
    assert(
      staged.setMaxIter(20).setBatchSize(16).fit(brief).evaluateLevels(brief).quadraticWeightedKappa > 0.4
    )
    val known = quick().estimateModelSize(brief)
    assert(known > 0 && known < 4 * quick().fit(brief).estimatedSize)
  }
}
