package org.coherer.ml

import scala.util.Random

import org.apache.spark.ml.linalg.Vectors
import org.apache.spark.sql.DataFrame
import org.coherer.testkit.WithSpark

/** Rows with five normally distributed features, and targets that are drawn from distributions that they say.
  */
trait WithDrawnTargets { this: WithSpark =>

  val DrawnFeatures = 5

  private def features(random: Random): Array[Double] = Array.fill(DrawnFeatures)(random.nextGaussian())

  private def sigmoid(x: Double): Double = 1 / (1 + math.exp(-x))

  /** The probabilities of three labels: two depend on a line, the third on the sign of a product. */
  def labelProbabilities(x: Array[Double]): Seq[Double] =
    Seq(sigmoid(2 * x(0) - x(1)), sigmoid(x(2) + x(3) - 1), sigmoid(3 * x(3) * x(4)))

  /** A rate that depends on a line, and on the size of one feature. */
  def rate(x: Array[Double]): Double = math.exp(0.4 * x(0) - 0.3 * x(1) + 0.5 * math.abs(x(2)))

  private def poisson(random: Random, mean: Double): Int = {
    var count = 0
    var left = mean + math.log(random.nextDouble())
    while (left > 0) {
      count += 1
      left += math.log(random.nextDouble())
    }
    count
  }

  /** Columns: features (vector), count (int) and thousands, of rates a thousand times as large, id (int). */
  def drawnCounts(rows: Int, seed: Int): DataFrame = {
    val session = spark
    import session.implicits._
    val random = new Random(seed)
    val all = Seq.tabulate(rows) { id =>
      val x = features(random)
      (Vectors.dense(x), poisson(random, rate(x)), poisson(random, 1000 * rate(x)), id)
    }
    spark.sparkContext.parallelize(all, 2).toDF("features", "count", "thousands", "id")
  }

  /** What levels follow, up to a logistic error. */
  def latent(x: Array[Double]): Double = 2 * x(0) - x(1) + x(2) * x(2)

  private val cuts = Seq(-1.5, 0.0, 1.0, 3.0)

  /** Columns: features (vector), level (int, 0 to 4), price (one of five numbers, in the same order), id
    * (int).
    */
  def drawnLevels(rows: Int, seed: Int): DataFrame = {
    val session = spark
    import session.implicits._
    val prices = Seq(-2.5, 10.0, 25.0, 40.0, 80.0)
    val random = new Random(seed)
    val all = Seq.tabulate(rows) { id =>
      val x = features(random)
      val u = random.nextDouble()
      val level = cuts.count(_ < latent(x) + math.log(u / (1 - u)))
      (Vectors.dense(x), level, prices(level), id)
    }
    spark.sparkContext.parallelize(all, 2).toDF("features", "level", "price", "id")
  }

  /** Columns: features (vector), labels (array of int), id (int). */
  def drawnLabels(rows: Int, seed: Int): DataFrame = {
    val session = spark
    import session.implicits._
    val random = new Random(seed)
    val all = Seq.tabulate(rows) { id =>
      val x = features(random)
      (Vectors.dense(x), labelProbabilities(x).map(p => if (random.nextDouble() < p) 1 else 0), id)
    }
    spark.sparkContext.parallelize(all, 2).toDF("features", "labels", "id")
  }
}
