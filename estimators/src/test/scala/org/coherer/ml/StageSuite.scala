package org.coherer.ml

import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator
import org.apache.spark.ml.feature.StandardScaler
import org.apache.spark.ml.param.{Param, ParamMap}
import org.apache.spark.ml.tuning.{CrossValidator, CrossValidatorModel, ParamGridBuilder}
import org.apache.spark.ml.{Pipeline, PipelineModel}
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.scalatest.funsuite.AnyFunSuite

/** The classifier as one stage among Spark's own. */
class StageSuite extends AnyFunSuite with WithSpark with WithBlobs with WithTempDir {

  test("every Param belongs to its stage, has a getter and is explained") {
    val stage = classifier()
    stage.params.foreach(param => assert(param.parent == stage.uid, param.name))
    val explained = stage.explainParams()
    val ours = Seq(
      "network",
      "layers",
      "maxIter",
      "batchSize",
      "learningRate",
      "seed",
      "numWorkers",
      "transports",
      "portRange",
      "accumulateSteps",
      "overlap",
      "bucketSize",
      "shardOptimizerState",
      "replicateOptimizerState",
      "featuresCols",
      "featureShape",
      "inputScale",
      "inputOffset",
      "handleInvalid",
      "validationIndicatorCol",
      "validationFraction",
      "cacheMemory",
      "stratified",
      "featuresCol",
      "labelCol",
      "predictionCol",
      "probabilityCol",
      "rawPredictionCol",
      "weightCol",
      "thresholds"
    )
    ours.foreach { name =>
      assert(explained.contains(s"$name: "), name)
      assert(stage.hasParam(name), name)
    }
    val model = stage.fit(blobs(9))
    model.params.foreach(param => assert(param.parent == model.uid, param.name))
  }

  test("defaults are what the documentation says") {
    val stage = new NeuralNetworkClassifier()
    assert((stage.getMaxIter, stage.getBatchSize, stage.getNumWorkers) == ((0, 0, 0)))
    assert(!stage.isDefined(stage.learningRate()) && !stage.isDefined(stage.weightCol()))
    assert(
      !stage.getReplicateOptimizerState && !stage.getShardOptimizerState && stage.getAccumulateSteps == 1 && stage.getBucketSize == 0
    )
    assert((stage.getOverlap, stage.getPortRange) == (("auto", "0")))
    assert(stage.getTransports.toSeq == Seq("local", "shm", "tcp"))
    assert(stage.getInputScale == 1 && stage.getInputOffset == 0 && stage.getHandleInvalid == "error")
    assert(stage.getValidationFraction == 0 && !stage.getStratified && stage.getCacheMemory == 1L << 30)
    assert(new NeuralNetworkClassifier().getSeed == stage.getSeed)
  }

  test("what is set is what is got") {
    val stage = new NeuralNetworkClassifier("named")
      .setNetwork("{}")
      .setLayers(3, 2)
      .setMaxIter(4)
      .setBatchSize(5)
      .setLearningRate(0.5)
      .setSeed(6)
      .setNumWorkers(7)
      .setTransports("shm", "tcp")
      .setPortRange("40000-40100")
      .setAccumulateSteps(8)
      .setOverlap("on")
      .setBucketSize(1L << 33)
      .setShardOptimizerState(true)
      .setReplicateOptimizerState(true)
      .setWeightCol("w")
      .setFeaturesCols("a", "b")
      .setFeatureShape(1, 2, 3)
      .setInputScale(0.5)
      .setInputOffset(-1)
      .setHandleInvalid("skip")
      .setValidationIndicatorCol("v")
      .setValidationFraction(0.25)
      .setCacheMemory(1L << 34)
      .setStratified(true)
    assert(stage.uid == "named")
    assert(stage.getFeaturesCols.toSeq == Seq("a", "b") && stage.getFeatureShape.toSeq == Seq(1, 2, 3))
    assert(stage.getInputScale == 0.5 && stage.getInputOffset == -1 && stage.getHandleInvalid == "skip")
    assert(stage.getValidationIndicatorCol == "v" && stage.getValidationFraction == 0.25)
    assert(stage.getCacheMemory == 1L << 34 && stage.getStratified)
    assert(stage.getTransports.toSeq == Seq("shm", "tcp") && stage.getPortRange == "40000-40100")
    assert(stage.getNetwork == "{}" && stage.getLayers.toSeq == Seq(3, 2) && stage.getMaxIter == 4)
    assert(stage.getBatchSize == 5 && stage.getLearningRate == 0.5 && stage.getSeed == 6)
    assert(stage.getAccumulateSteps == 8 && stage.getOverlap == "on" && stage.getBucketSize == 1L << 33)
    assert(stage.getShardOptimizerState && stage.getReplicateOptimizerState)
    assert(stage.getNumWorkers == 7 && stage.getWeightCol == "w")
  }

  test("a copy has the Params, with the extra ones, and a life of its own") {
    val stage = classifier()
    val copied = stage.copy(new ParamMap().put(stage.maxIter(), 9))
    assert(copied.uid == stage.uid && copied.getMaxIter == 9 && copied.getNetwork == stage.getNetwork)
    copied.setBatchSize(1)
    assert(stage.getBatchSize == 8)
  }

  test("the model takes over the columns and knows its parent; its copy scores alike") {
    val stage = classifier().setPredictionCol("class").asInstanceOf[NeuralNetworkClassifier]
    val model = stage.fit(blobs(30))
    assert(model.parent == stage && model.getPredictionCol == "class")
    val copied = model.copy(ParamMap.empty)
    assert(copied.uid == model.uid && copied.parent == stage)
    assert(copied.transform(blobs(30)).collect().toSeq == model.transform(blobs(30)).collect().toSeq)
  }

  test("an unfitted classifier is saved and loaded with its Params") {
    withTempDir { folder =>
      val stage = classifier()
        .setLearningRate(0.25)
        .setWeightCol("weight")
        .setShardOptimizerState(true)
        .setReplicateOptimizerState(true)
      stage.save(folder.resolve("stage").toString)
      val loaded = NeuralNetworkClassifier.load(folder.resolve("stage").toString)
      assert(loaded.uid == stage.uid)
      def texts(some: NeuralNetworkClassifier) =
        some
          .extractParamMap()
          .toSeq
          .map(pair => pair.param.name -> pair.param.asInstanceOf[Param[Any]].jsonEncode(pair.value))
          .toSet
      assert(texts(loaded) == texts(stage))
    }
  }

  private def pipeline() = new Pipeline().setStages(
    Array(
      new StandardScaler().setInputCol("features").setOutputCol("scaled"),
      classifier().setFeaturesCol("scaled")
    )
  )

  test("a pipeline is fitted, saved, loaded and scores alike") {
    withTempDir { folder =>
      val data = blobs(60)
      val fitted = pipeline().fit(data)
      fitted.save(folder.resolve("pipeline").toString)
      val loaded = PipelineModel.load(folder.resolve("pipeline").toString)
      assert(loaded.transform(data).collect().toSeq == fitted.transform(data).collect().toSeq)
      pipeline().save(folder.resolve("unfitted").toString)
      val refitted = Pipeline.load(folder.resolve("unfitted").toString).fit(data)
      assert(
        refitted.transform(data).select("prediction").collect().toSeq ==
          fitted.transform(data).select("prediction").collect().toSeq
      )
    }
  }

  test("a cross-validator with parallelism 2 finds the better learning rate and is saved") {
    val stage = classifier().setMaxIter(10)
    val rates = Array(1e-6, 0.3)
    val validator = new CrossValidator()
      .setEstimator(stage)
      .setEstimatorParamMaps(new ParamGridBuilder().addGrid(stage.learningRate(), rates).build())
      .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
      .setNumFolds(2)
      .setParallelism(2)
      .setSeed(3)
    val fitted = validator.fit(blobs(200))
    assert(fitted.avgMetrics(1) > 0.9 && fitted.avgMetrics(1) > fitted.avgMetrics(0))
    withTempDir { folder =>
      fitted.save(folder.resolve("validated").toString)
      val loaded = CrossValidatorModel.load(folder.resolve("validated").toString)
      assert(
        loaded.transform(blobs(20)).select("prediction").collect().toSeq ==
          fitted.transform(blobs(20)).select("prediction").collect().toSeq
      )
    }
  }

  test("two fits in one session, one after the other, do not disturb each other") {
    val data = blobs(60)
    val first = classifier().fit(data)
    val before = parameters(first)
    val second = classifier().setSeed(99).fit(data)
    assert(parameters(first) == before && parameters(second) != before)
    assert(parameters(classifier().fit(data)) == before)
  }
}
