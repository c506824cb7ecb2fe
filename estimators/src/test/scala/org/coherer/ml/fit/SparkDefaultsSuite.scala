package org.coherer.ml.fit

import org.apache.spark.ml.linalg.Vectors
import org.coherer.ml.{NeuralNetworkClassifier, NeuralNetworkRegressor, WithBlobs}
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
      "classWeights" -> "1, 2.5, 0",
      "initialWeights" -> "0.5,-2"
    ) {
      val stage = filled()
      assert(stage.getMaxIter == 3 && stage.getBucketSize == 2 << 20 && stage.getSeed == -7)
      assert(stage.getLearningRate == 0.5 && stage.getShardOptimizerState && stage.getOverlap == "off")
      assert(stage.getTransports.toSeq == Seq("shm", "tcp") && stage.getLayers.toSeq == Seq(4, 5, 3))
      assert(stage.getClassWeights.toSeq == Seq(1.0, 2.5, 0.0))
      assert(stage.getInitialWeights == Vectors.dense(0.5, -2))
    }
  }

  test("commas within parentheses separate nothing, and an empty text has no elements") {
    def augmentation(text: String) = withSettings("augmentation" -> text)(filled().getAugmentation.toSeq)
    assert(
      augmentation("colorJitter(brightness=0.2, contrast=0.2), randomCrop(padding=2,fill=3),mixup(alpha=1)")
        == Seq("colorJitter(brightness=0.2, contrast=0.2)", "randomCrop(padding=2,fill=3)", "mixup(alpha=1)")
    )
    assert(augmentation("cutout(size=2)") == Seq("cutout(size=2)"))
    assert(augmentation("mixup, cutout") == Seq("mixup", "cutout"))
    assert(augmentation("cutout(size=2") == Seq("cutout(size=2"))
    assert(augmentation(" ") == Seq())
  }

  test("what a stage sets wins, and the stage itself stays as it was") {
    withSettings("maxIter" -> "3", "batchSize" -> "9") {
      val stage = new NeuralNetworkClassifier().setMaxIter(4)
      assert(filled(stage).getMaxIter == 4 && filled(stage).getBatchSize == 9)
      assert(stage.getBatchSize == 0 && !stage.isSet(stage.batchSize()))
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
    assert(refusal("maxIter", "-1").startsWith("Invalid spark.coherer.maxIter=-1: "))
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

  private def refused(values: (String, String)*)(stage: => NeuralNetworkClassifier): String =
    withSettings(values: _*)(messageOf(stage.fit(blobs(9))))

  test("only the settings of the Params at fault are named, whatever words a message has") {
    // The message has the words features and label, and other Params of them are set, too.
    assert(
      refused("labelCol" -> "y", "maxIter" -> "2", "featuresCol" -> "features")(classifier()) ==
        "Column 'y' does not exist (found: 'features', 'label', 'weight', 'id'; set labelCol)" +
        " [set by spark.coherer.labelCol]"
    )
    // No Param is at fault, though the message has the name of one.
    withSettings("seed" -> "3", "network" -> network()) {
      val stage = new NeuralNetworkClassifier().setSeed(1)
      assert(
        messageOf(stage.fit(blobs(9).where("id < 0"))) ==
          "Cannot train on an empty DataFrame (it has no rows)"
      )
    }
    // What the stage itself says is not the settings' fault.
    assert(!refused("overlap" -> "on")(classifier().setOverlap("maybe")).contains("set by"))
  }

  test("every kind of Param at fault is named, where its value is used") {
    def ends(message: String, names: String*): Unit =
      assert(message.endsWith(names.map("spark.coherer." + _).mkString(" [set by ", ", ", "]")), message)
    ends(refused("numWorkers" -> "5", "seed" -> "1")(classifier()), "numWorkers")
    ends(refused("transports" -> "rdma")(classifier()), "transports")
    ends(refused("portRange" -> "9-8")(classifier()), "portRange")
    ends(refused("bucketSize" -> "3", "overlap" -> "on")(classifier()), "bucketSize")
    ends(
      refused("overlap" -> "on", "shardOptimizerState" -> "true", "bucketSize" -> "64")(classifier()),
      "overlap",
      "shardOptimizerState"
    )
    ends(refused("monitor" -> "f1", "restoreBest" -> "true")(classifier()), "monitor")
    ends(refused("optimizer" -> "sgdd", "l2" -> "0.1", "loss" -> "mse")(classifier()), "optimizer")
    ends(
      refused("optimizer" -> "adam", "momentum" -> "0.9", "l1" -> "0.1")(classifier()),
      "momentum",
      "optimizer"
    )
    ends(refused("loss" -> "none", "optimizer" -> "adam")(classifier()), "loss")
    ends(refused("beta1" -> "0.5")(classifier()), "beta1")
    ends(refused("handleInvalid" -> "ignore")(classifier()), "handleInvalid")
    ends(refused("inputScale" -> "0", "inputOffset" -> "1")(classifier()), "inputScale")
    ends(refused("featureShape" -> "2,3")(classifier()), "featureShape")
    ends(refused("classWeights" -> "1,2")(classifier()), "classWeights")
    ends(refused("thresholds" -> "0.5,0.5")(classifier()), "thresholds")
    ends(refused("predictionCol" -> "weight")(classifier()), "predictionCol")
    ends(refused("learningRateSchedule" -> "daily")(classifier()), "learningRateSchedule")
    ends(refused("learningRateDecay" -> "0.5")(classifier()), "learningRateDecay")
    ends(refused("frozenLayers" -> "1")(classifier()), "frozenLayers")
    ends(refused("network" -> "{")(new NeuralNetworkClassifier()), "network")
    ends(refused("initialModelPath" -> "/none")(new NeuralNetworkClassifier()), "initialModelPath")
    ends(
      refused("featuresCol" -> "f", "featuresCols" -> "a")(classifier()),
      "featuresCol",
      "featuresCols"
    )
    ends(
      refused("initialWeights" -> "1,2")(new NeuralNetworkClassifier().setLayers(4, 3)),
      "initialWeights"
    )
  }

  test("transformSchema names the setting, too") {
    withSettings("labelCol" -> "y") {
      val message = messageOf(classifier().transformSchema(blobs(3).schema))
      assert(message.endsWith("[set by spark.coherer.labelCol]"), message)
    }
  }

  test("an unknown setting is refused, with the known one that is most like it") {
    val message = "Unknown setting spark.coherer.maxItr (did you mean spark.coherer.maxIter?)"
    assert(refused("maxItr" -> "3")(classifier()) == message)
    withSettings("maxItr" -> "3") {
      assert(messageOf(classifier().transformSchema(blobs(3).schema)) == message)
      assert(messageOf(classifier().estimateModelSize(blobs(3))) == message)
    }
    assert(
      refused("peertimeout" -> "3s")(classifier()) ==
        "Unknown setting spark.coherer.peertimeout (did you mean spark.coherer.peerTimeout?)"
    )
  }

  test("settings without a Param come from the session, too") {
    assert(
      refused("peerTimeout" -> "0s")(classifier()) ==
        "Invalid spark.coherer.peerTimeout 0 s (must be at least 1 s)"
    )
    assert(
      refused("checksums" -> "some")(classifier()) ==
        "Invalid spark.coherer.checksums=some: Unknown checksums 'some' (must be one of off," +
        " between_machines, always)"
    )
    assert(
      refused("recoverFromMemory" -> "no")(classifier()) ==
        "Invalid spark.coherer.recoverFromMemory=no: it must be true or false"
    )
    withSettings(
      "peerTimeout" -> "30s",
      "messageTimeout" -> "1min",
      "checksums" -> "always",
      "recoverFromMemory" -> "false"
    ) {
      classifier().setMaxIter(1).fit(blobs(9))
    }
  }

  test("a setting of another estimator's Param is known") {
    withSettings("anomalyScoreCol" -> "a", "targetCols" -> "t", "labelCols" -> "l") {
      classifier().setMaxIter(1).fit(blobs(9))
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
