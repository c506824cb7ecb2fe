package org.coherer.examples.digits

import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.{col, lit, udf}
import org.coherer.ml.Autoencoder
import org.coherer.testkit.WithSpark
import org.scalatest.funsuite.AnyFunSuite

/** An autoencoder that has seen digits finds images that are none, without having been told of any. */
class DigitAnomaliesSuite extends AnyFunSuite with WithSpark {

  import DigitAnomaliesSuite._

  private def digits(seed: Long, rows: Int): DataFrame = new Digits(seed, rows).toDataset(spark)

  test("images with a blot are told from digits with an AUC of at least 0.95") {
    val model = new Autoencoder()
      .setFeaturesCol("image")
      .setLayers(side * side, 128, 32, 128, side * side)
      .setLearningRate(2e-3)
      .setBatchSize(32)
      .setMaxIter(40)
      .setSeed(1)
      .setVerbosity(0)
      .fit(digits(1, 3000))
    val unseen = digits(2, 400).select("image").withColumn("anomaly", lit(0.0))
    val injected = digits(3, 100).select(blot(col("image")).as("image")).withColumn("anomaly", lit(1.0))
    val auc = new BinaryClassificationEvaluator()
      .setLabelCol("anomaly")
      .setRawPredictionCol("anomalyScore")
      .setMetricName("areaUnderROC")
      .evaluate(model.transform(unseen.union(injected)))
    val scores =
      model.transform(unseen.union(injected)).groupBy("anomaly").avg("anomalyScore").orderBy("anomaly")
    info(f"AUC $auc%.4f, mean scores ${scores.collect().map(_.getDouble(1)).mkString(" and ")}")
    assert(auc >= 0.95)
  }
}

/** Apart from the suite, which cannot travel to tasks. */
object DigitAnomaliesSuite {

  val side: Int = Digits.SIDE

  /** Turns a square of 14 x 14 pixels, at a place that depends on the image, into its negative. */
  val blot = udf { (image: Seq[Float]) =>
    val seed = math.abs(image.hashCode)
    val (top, left) = (seed % 15, seed / 15 % 15)
    image.zipWithIndex.map { case (grey, at) =>
      val (row, column) = (at / side, at % side)
      if (row >= top && row < top + 14 && column >= left && column < left + 14) 1 - grey else grey
    }
  }
}
