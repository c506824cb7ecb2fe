package org.coherer.examples.digits

import java.nio.file.{Files, Path, Paths}

import org.apache.spark.ml.param.ParamMap
import org.apache.spark.sql.DataFrame
import org.coherer.ml.NeuralNetworkClassifier
import org.coherer.testkit.WithSpark
import org.scalatest.funsuite.AnyFunSuite

/** Workers of a parameter server learn as much as workers that sum all gradients, also with stale gradients.
  */
class ServerAccuracySuite extends AnyFunSuite with WithSpark {

  override protected def sparkSettings: Map[String, String] = Map("spark.master" -> "local[3]")

  private val data: Path =
    Paths
      .get(System.getProperty("coherer.repository", "."), "..", "shared", "data", "fashion-mnist")
      .normalize

  private def classifier(epochs: Int) = new NeuralNetworkClassifier()
    .setFeaturesCol("image")
    .setLayers(28 * 28, 128, 10)
    .setActivation("relu")
    .setLearningRate(1e-3)
    .setBatchSize(64)
    .setMaxIter(epochs)
    .setNumWorkers(2)
    .setSeed(1)
    .setVerbosity(0)

  private def fashion(split: String): DataFrame =
    spark.read.format("idx").option("split", split).option("scale", 1.0 / 255).load(data.toString).cache()

  private def check(stage: NeuralNetworkClassifier, train: DataFrame, unseen: DataFrame): Unit = {
    def accuracy(one: NeuralNetworkClassifier) = one.fit(train).evaluate(unseen).accuracy
    val expected = accuracy(stage.copy(ParamMap.empty))
    for (
      (consistency, least) <- Seq(
        "synchronous" -> 0.0005,
        "boundedStaleness" -> 0.005,
        "asynchronous" -> 0.005
      )
    ) {
      val found = accuracy(
        stage.copy(ParamMap.empty).setTrainer("parameterServer").setConsistency(consistency)
      )
      info(f"all-reduce $expected%.4f, $consistency $found%.4f")
      assert(found >= expected - least)
    }
  }

  test("on Fashion-MNIST, within half a point of an all-reduce") {
    assume(Files.isDirectory(data), s"no folder $data")
    check(classifier(5), fashion("train"), fashion("t10k"))
  }
}
