package org.coherer.ml

import scala.util.Random

import org.apache.spark.ml.classification.ProbabilisticClassificationModel
import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.apache.spark.ml.param.ParamMap
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.{col, lit, raise_error}
import org.coherer.training.calibration.Calibration
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.scalatest.funsuite.AnyFunSuite

/** Probabilities that are as sure as the validation set says. */
class CalibrationSuite extends AnyFunSuite with WithSpark with WithTempDir with WithBlobs {

  /** Clouds that overlap, of which every third label is any: what is learned by heart is too sure. */
  private def noisy(rows: Int, seed: Long): DataFrame = {
    val session = spark
    import session.implicits._
    val random = new Random(seed)
    val points = Seq.tabulate(rows) { id =>
      val kind = random.nextInt(3)
      val label = if (random.nextInt(3) == 0) random.nextInt(3) else kind
      val values = Array.tabulate(6)(i => (if (i == kind) 1.5 else 0.0) + random.nextGaussian())
      (Vectors.dense(values), label.toDouble, 0.5 + random.nextInt(3), id % 4 == 0, s"c$label")
    }
    spark.sparkContext.parallelize(points, 3).toDF("features", "label", "weight", "held", "color")
  }

  private lazy val data = noisy(800, 1).cache()

  private def perceptron =
    new NeuralNetworkClassifier().setLayers(6, 32, 3).setMaxIter(60).setBatchSize(16).setWeightDecay(0)

  private def estimator = perceptron.setValidationIndicatorCol("held")

  private def sure = estimator.setCalibration("temperature")

  private lazy val plain = estimator.fit(data)
  private lazy val calibrated = sure.fit(data)

  private def temperature(model: NeuralNetworkClassificationModel): Double =
    model.artifact().calibration().temperature()

  private def columns(model: ProbabilisticClassificationModel[_, _], rows: DataFrame) =
    model.transform(rows).select("rawPrediction", "probability", "prediction").collect().toSeq

  private def softmax(raw: Vector, temperature: Double): Seq[Double] = {
    val powers = raw.toArray.toSeq.map(x => math.exp(x / temperature - raw.toArray.max / temperature))
    powers.map(_ / powers.sum)
  }

  /** The cross-entropy of held-out rows by raw predictions at a temperature. */
  private def crossEntropy(rows: Seq[(Vector, Int, Double)], temperature: Double): Double =
    -rows.map { case (raw, label, weight) => weight * math.log(softmax(raw, temperature)(label)) }.sum /
      rows.map(_._3).sum

  private def heldOut(model: NeuralNetworkClassificationModel, weight: String): Seq[(Vector, Int, Double)] =
    model
      .transform(data.where("held"))
      .select(col("rawPrediction"), col("label"), col(weight).cast("double"))
      .collect()
      .map(row => (row.getAs[Vector](0), row.getDouble(1).toInt, row.getDouble(2)))
      .toSeq

  private def assertBest(model: NeuralNetworkClassificationModel, rows: Seq[(Vector, Int, Double)]): Unit = {
    val found = model.artifact().calibration()
    val around = Seq(0.997, 1.0, 1.003).map(factor => crossEntropy(rows, factor * found.temperature()))
    assert(around(1) < around(0) && around(1) < around(2), s"$found $around")
    assert(math.abs(found.loss() - around(1)) < 1e-5)
    assert(math.abs(found.lossBefore() - crossEntropy(rows, 1)) < 1e-5)
    ()
  }

  test(
    "the temperature is that of the least cross-entropy of the held-out rows, and the network stays the same"
  ) {
    assert(parameters(calibrated) == parameters(plain) && plain.artifact().calibration() == Calibration.NONE)
    assert(temperature(calibrated) > 1.3)
    assertBest(calibrated, heldOut(calibrated, "held"))
    assert(parameters(sure.fit(data)) == parameters(calibrated))
    assert(temperature(sure.fit(data)) == temperature(calibrated))
  }

  test(
    "it is that of the parameters that are the result, of weighted rows, of coded labels, of several workers"
  ) {
    val best =
      sure.setRestoreBest(true).setWeightCol("weight").setNumWorkers(2).setLabelCol("color").fit(data)
    assert(best.summary.resultEpoch() < 60)
    assertBest(best, heldOut(best, "weight"))
    val own = classifier()
      .setNetwork(network(inputs = 6))
      .setValidationIndicatorCol("held")
      .setCalibration("temperature")
      .fit(data)
    assertBest(own, heldOut(own, "held"))
  }

  test("probabilities are calibrated on rows of any kind; raw predictions and classes are what they were") {
    val rows = noisy(300, 2)
    val t = temperature(calibrated)
    columns(calibrated, rows).zip(columns(plain, rows)).foreach { case (found, before) =>
      val raw = found.getAs[Vector](0)
      assert(raw == before.getAs[Vector](0) && found.getDouble(2) == before.getDouble(2))
      val p = found.getAs[Vector](1).toArray.toSeq
      p.zip(softmax(raw, t)).foreach { case (a, b) => assert(math.abs(a - b) < 1e-12) }
      assert(p.max < before.getAs[Vector](1).toArray.max)
    }
    val row = rows.head().getAs[Vector](0)
    assert(
      calibrated.predictRaw(row) == plain.predictRaw(row) && calibrated.predict(row) == plain.predict(row)
    )
    val first = columns(calibrated, rows).head.getAs[Vector](1)
    calibrated.predictProbability(row).toArray.zip(first.toArray).foreach { case (a, b) =>
      assert(math.abs(a - b) < 1e-6)
    }
    assert(calibrated.evaluate(rows).logLoss() < plain.evaluate(rows).logLoss() - 0.02)
    assert(calibrated.evaluate(rows).accuracy() == plain.evaluate(rows).accuracy())
  }

  test("thresholds are compared with the probabilities that probabilityCol shows") {
    val rows = noisy(300, 2)
    val thresholds = Array(0.8, 0.1, 0.1)
    val model = calibrated.copy(ParamMap.empty).setThresholds(thresholds)
    columns(model, rows).foreach { row =>
      val p = row.getAs[Vector](1).toArray
      assert(row.getDouble(2) == (0 until 3).maxBy(i => p(i) / thresholds(i)))
    }
    rows.limit(20).collect().zip(columns(model, rows.limit(20))).foreach { case (row, scored) =>
      assert(model.predict(row.getAs[Vector](0)) == scored.getDouble(2))
    }
  }

  test("a calibration stays with copies and saved models, is shown, and does not go on to another training") {
    withTempDir { folder =>
      val path = folder.resolve("model").toString
      calibrated.write.save(path)
      val loaded = NeuralNetworkClassificationModel.load(path)
      assert(loaded.artifact().calibration() == calibrated.artifact().calibration())
      val rows = noisy(50, 3)
      for (other <- Seq(loaded, calibrated.copy(ParamMap.empty)))
        assert(columns(other, rows) == columns(calibrated, rows))
      val text = calibrated.artifact().calibration().text()
      assert(text.startsWith("temperature ") && calibrated.describe().contains(s"calibration: $text\n"))
      assert(calibrated.summary.text().contains(text) && !plain.describe().contains("calibration"))
      val further =
        new NeuralNetworkClassifier().setInitialModelPath(path).setMaxIter(1).setLearningRate(0.001)
      assert(further.fit(data).artifact().calibration() == Calibration.NONE)
    }
  }

  private def refusal(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  test("without a validation set, and by another name, it is refused") {
    val message =
      "Cannot calibrate without a validation set (set validationFraction or validationIndicatorCol, " +
        "or calibration to none)"
    val unread = data.withColumn("label", raise_error(lit("read")).cast("double"))
    assert(refusal(perceptron.setCalibration("temperature").fit(unread)) == message)
    assert(refusal(classifier().setCalibration("temperature").fit(unread)) == message)
    assert(
      refusal(
        sure.setCalibration("platt").fit(unread)
      ) == "Unknown calibration 'platt' (must be none or temperature)"
    )
    // Held-out rows are the rule's to choose, which has too few.
    assert(refusal(new NeuralNetworkClassifier().setCalibration("temperature").fit(noisy(90, 1))) == message)
    assert(refusal(sure.fit(data.withColumn("held", lit(false)))) == message)
  }

  test("the rule's own validation set is enough") {
    val model = new NeuralNetworkClassifier().setCalibration("temperature").fit(noisy(1200, 4))
    assert(
      !model.artifact().calibration().isIdentity && model.artifact().provenance().data().validationRows() > 0
    )
  }
}
