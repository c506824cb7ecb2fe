package org.coherer.ml

import org.coherer.testkit.WithSpark
import org.scalatest.funsuite.AnyFunSuite

/** What is not set on a stage comes from the session's settings. */
class SparkDefaultsSuite extends AnyFunSuite with WithSpark with WithBlobs {

  private def withSettings[T](values: (String, String)*)(body: => T): T = {
    values.foreach { case (key, value) => spark.conf.set(s"spark.coherer.$key", value) }
    try body
    finally values.foreach { case (key, _) => spark.conf.unset(s"spark.coherer.$key") }
  }

  private def filled(
      stage: NeuralNetworkClassifier = new NeuralNetworkClassifier()
  ): NeuralNetworkClassifier =
    SparkDefaults.active().fill(stage)

  private def messageOf(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  test("every type of Param is read") {
    withSettings(
      "maxIter" -> "3",
      "bucketSize" -> "2m",
      "seed" -> "-7",
      "learningRate" -> "0.5",
      "shardOptimizerState" -> "true",
      "overlap" -> " off ",
      "transports" -> "shm, tcp",
      "layers" -> "4,5,3",
      "classWeights" -> "1, 2.5, 0"
    ) {
      val stage = filled()
      assert(stage.getMaxIter == 3 && stage.getBucketSize == 2 << 20 && stage.getSeed == -7)
      assert(stage.getLearningRate == 0.5 && stage.getShardOptimizerState && stage.getOverlap == "off")
      assert(stage.getTransports.toSeq == Seq("shm", "tcp") && stage.getLayers.toSeq == Seq(4, 5, 3))
      assert(stage.getClassWeights.toSeq == Seq(1.0, 2.5, 0.0))
    }
  }

  test("what a stage sets wins, and the stage itself stays as it was") {
    withSettings("maxIter" -> "3", "batchSize" -> "9") {
      val stage = new NeuralNetworkClassifier().setMaxIter(4)
      assert(filled(stage).getMaxIter == 4 && filled(stage).getBatchSize == 9)
      assert(stage.getBatchSize == 64 && !stage.isSet(stage.batchSize()))
    }
  }

  test("what a stage sets also wins over other Params in whose place it stands") {
    withSettings(
      "featuresCols" -> "a,b",
      "batchSize" -> "9",
      "stepSize" -> "0.5",
      "layers" -> "4,3",
      "gradientClippingNorm" -> "1",
      "validationFraction" -> "0.1"
    ) {
      val stage = new NeuralNetworkClassifier()
        .setNetwork(network())
        .setFeaturesCol("f")
        .setBlockSize(4)
        .setLearningRate(0.1)
        .setGradientClippingValue(2)
        .setValidationIndicatorCol("v")
      val one = filled(stage)
      assert(!one.isSet(one.featuresCols) && !one.isSet(one.batchSize) && !one.isSet(one.stepSize))
      assert(!one.isSet(one.layers) && !one.isSet(one.gradientClippingNorm))
      assert(!one.isSet(one.validationFraction))
      val other = filled()
      assert(other.getFeaturesCols.toSeq == Seq("a", "b") && other.getStepSize == 0.5)
    }
    withSettings("labelCols" -> "a,b") {
      val regressor = SparkDefaults.active().fill(new NeuralNetworkRegressor().setLabelCol("c"))
      assert(regressor.getLabelCol == "c" && !regressor.isSet(regressor.labelCols))
    }
  }

  test("every Param of every estimator has one") {
    val stage = new NeuralNetworkClassifier()
    withSettings("featuresCol" -> "f", "labelCol" -> "l", "predictionCol" -> "p") {
      assert((filled().getFeaturesCol, filled().getLabelCol, filled().getPredictionCol) == (("f", "l", "p")))
    }
    assert(!stage.isSet(stage.featuresCol))
  }

  test("a bad value is refused with the setting's name") {
    def refusal(name: String, value: String) = withSettings(name -> value)(messageOf(filled()))
    assert(refusal("maxIter", "0").startsWith("Invalid spark.coherer.maxIter=0: "))
    assert(refusal("maxIter", "two").startsWith("Invalid spark.coherer.maxIter=two: "))
    assert(
      refusal("restoreBest", "yes") ==
        "Invalid spark.coherer.restoreBest=yes: Not a yes or no (must be true or false)"
    )
    assert(refusal("cacheMemory", "big").startsWith("Invalid spark.coherer.cacheMemory=big: "))
  }

  test("an error about a value that came from a setting names it") {
    withSettings("overlap" -> "maybe") {
      assert(
        messageOf(classifier().fit(blobs(9))) ==
          "Unknown overlap 'maybe' (must be one of auto, on, off) [set by spark.coherer.overlap]"
      )
    }
  }

  test("a fit uses them, also those for the columns, and the model has them") {
    val data = blobs(60).withColumnRenamed("features", "f")
    withSettings("maxIter" -> "2", "featuresCol" -> "f", "inferenceBatchSize" -> "7") {
      val stage = new NeuralNetworkClassifier().setNetwork(network()).setBatchSize(8)
      val model = stage.fit(data)
      assert(model.getInferenceBatchSize == 7 && model.getFeaturesCol == "f" && model.parent == stage)
      val expected = classifier().setMaxIter(2).setFeaturesCol("f").asInstanceOf[NeuralNetworkClassifier]
      assert(parameters(model) == parameters(expected.fit(data)))
    }
  }
}
