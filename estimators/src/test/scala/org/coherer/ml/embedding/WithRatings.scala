package org.coherer.ml.embedding

import scala.util.Random

import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.{col, concat, lit}
import org.coherer.ml.NeuralNetworkClassifier
import org.coherer.testkit.WithSpark
import org.coherer.training.embedding.{EmbeddingInput, EmbeddingSpec, RowOptimizer}
import org.scalatest.Suite

/** Users who like an item where the angle between two vectors that nobody sees is below 90 degrees. */
trait WithRatings extends WithSpark { this: Suite =>

  val Users = 60
  val Items = 40

  lazy val ratings: DataFrame = {
    val random = new Random(17)
    def vectors(count: Int) = Seq.fill(count)(Seq.fill(3)(random.nextGaussian()))
    val users = vectors(Users)
    val items = vectors(Items)
    val rows = Seq.fill(4000) {
      val (user, item) = (random.nextInt(Users), random.nextInt(Items))
      val likes = users(user).zip(items(item)).map { case (a, b) => a * b }.sum > 0
      (user.toLong * 1000003, item, random.nextDouble(), if (likes) 1.0 else 0.0)
    }
    spark
      .createDataFrame(rows)
      .toDF("user", "item", "noise", "label")
      .withColumn("name", concat(lit("user "), col("user").cast("string")))
      .repartition(4)
      .cache()
  }

  def ids(column: String, width: Int = 8): EmbeddingInput = {
    val input = EmbeddingInput.of(column, width)
    input.withTable(
      EmbeddingSpec.of(column, width).withOptimizer(new RowOptimizer.RowWiseAdaGrad(0.2f, 1e-8f))
    )
  }

  def rater(): NeuralNetworkClassifier =
    new NeuralNetworkClassifier()
      .setTrainer("parameterServer")
      .setHiddenLayers(32)
      .setBatchSize(50)
      .setMaxIter(20)
      .setLearningRate(0.01)
      .setNumWorkers(1)
      .setSeed(3)
}
