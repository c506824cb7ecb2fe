package org.coherer.ml

import java.util.Locale

import scala.util.Random

import org.apache.spark.ml.functions.array_to_vector
import org.apache.spark.ml.linalg.Vectors
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.{array, avg, col, lit, sum, when}
import org.coherer.testkit.{WithLogLines, WithSpark}
import org.scalatest.funsuite.AnyFunSuite

/** What the log says of held-out rows after a fit. */
class HeldOutReportSuite extends AnyFunSuite with WithSpark with WithBlobs with WithLogLines {

  private def report(body: => Any): Seq[String] = logged("org.coherer.ml.fit.HeldOutReport")(body)

  /** Features and labels that have nothing to do with each other: 60% a, 25% b, 15% c. */
  private def noise(rows: Int, seed: Long): DataFrame = {
    val session = spark
    import session.implicits._
    val random = new Random(seed)
    val points = Seq.tabulate(rows) { id =>
      val at = random.nextDouble()
      val label = if (at < 0.6) 0 else if (at < 0.85) 1 else 2
      (Vectors.dense(Array.fill(4)(random.nextGaussian())), Seq("a", "b", "c")(label), label, id % 3 == 0)
    }
    spark.sparkContext.parallelize(points, 2).toDF("features", "name", "label", "held")
  }

  private lazy val data = noise(1200, 1).cache()

  private def percent(share: Double): String = String.format(Locale.ROOT, "%.1f%%", Double.box(100 * share))

  private def warning(right: Double, label: String, share: Double, reasons: String): String =
    s"WARN The model is right about ${percent(right)} of the validation set, which is no better than to predict " +
      s"$label for every row (${percent(share)}). Likely reasons: labels do not depend on the features; $reasons"

  private val imbalance = "; most rows are of one class (set balanceClasses)"

  private def share(rows: DataFrame, name: String): Double =
    rows.select(avg(when(col("name") === name, 1.0).otherwise(0.0))).head().getDouble(0)

  test("labels that are noise are warned of, with both figures and the likely reasons") {
    val held = data.where("held")
    def perceptron =
      new NeuralNetworkClassifier().setLayers(4, 3).setValidationIndicatorCol("held").setMaxIter(5)
    for (label <- Seq("name", "label")) {
      var right = 0.0
      val lines = report {
        val model = perceptron.setLabelCol(label).setLearningRate(0.003).fit(data)
        right = model.evaluate(held).accuracy()
      }
      val name = if (label == "name") "a" else "0"
      val reasons = s"800 rows are too few; the learning rate of 0.003 is too high$imbalance"
      assert(lines == Seq(warning(right, name, share(held, "a"), reasons)))
    }
  }

  test("nothing set, most labels that are noise are warned of, and no model that has learned something") {
    val warned = (1 to 5).count(seed => report(first("name").fit(noise(1200, seed.toLong))).nonEmpty)
    assert(warned >= 3, s"$warned of 5")
    for (seed <- 1 to 2) assert(report(first("label").fit(blobs(1200, seed = seed.toLong))).isEmpty)
    // As many rows as Fisher's irises.
    assert(report(first("label").setValidationFraction(0.2).fit(blobs(150))).isEmpty)
  }

  private def first(label: String) = new NeuralNetworkClassifier().setLabelCol(label)

  test("rows count by their weights, and by those of their classes") {
    val weighted = data.withColumn("w", when(col("name") === "b", 4.0).otherwise(1.0))
    def never =
      classifier().setLearningRate(1e-9).setWeightCol("w").setValidationIndicatorCol("held").setMaxIter(1)
    def shares(factors: Double*): Seq[Double] = {
      val sums =
        weighted.where("held").groupBy("label").agg(sum("w")).orderBy("label").collect().map(_.getDouble(1))
      val all = sums.zip(factors).map { case (own, factor) => own * factor }
      all.map(_ / all.sum).toSeq
    }
    val training =
      weighted.where("not held").groupBy("label").agg(sum("w")).orderBy("label").collect().map(_.getDouble(1))
    val balanced = training.toSeq.map(own => training.sum / (3 * own))
    for (
      (make, factors) <- Seq[(NeuralNetworkClassifier, Seq[Double])](
        (never, Seq(1, 1, 1)),
        (never.setClassWeights(0, 1, 30), Seq(0, 1, 30)),
        (never.setBalanceClasses(true), balanced)
      )
    ) {
      val found = shares(factors: _*)
      val lines = report(make.fit(weighted))
      val figure = s"to predict ${found.indexOf(found.max)} for every row (${percent(found.max)}). "
      assert(lines.size == 1 && lines.head.contains(figure), s"$lines $found")
      assert(lines.head.contains("balanceClasses") == !make.getBalanceClasses)
    }
  }

  test("without a validation set there is nothing to say, and regressors have no classes") {
    assert(report(first("name").setMaxIter(2).fit(data)).isEmpty)
    assert(report(new NeuralNetworkRegressor().setMaxIter(2).setValidationFraction(0.3).fit(data)).isEmpty)
  }

  test("the temperature is told, and warned of where it is the most extreme") {
    def calibrated = new NeuralNetworkClassifier()
      .setLayers(4, 3)
      .setMaxIter(20)
      .setValidationIndicatorCol("held")
      .setCalibration("temperature")
    val told = blobs(300).withColumn("held", col("id") % 2 === 0)
    var text = ""
    val lines = report { text = calibrated.fit(told).artifact().calibration().text() }
    assert(lines == Seq(s"INFO Calibrated: $text"))
    val apart = array_to_vector(array(col("label") * 9, lit(0.0), lit(1.0), lit(2.0)))
    val extreme = report(calibrated.fit(told.where("label <> 1").withColumn("features", apart)))
    assert(extreme.size == 1 && extreme.head.startsWith("WARN Calibrated: temperature 0.0625 ("))
    assert(extreme.head.endsWith("(hold out more rows, or set calibration to none)"))
  }
}
