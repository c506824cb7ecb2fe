package org.coherer.ml

import org.apache.spark.ml.linalg.Vectors
import org.apache.spark.scheduler.{SparkListener, SparkListenerStageSubmitted}
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.{array, col, lit, when}
import org.coherer.testkit.WithSpark
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.learning.config.Nadam
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.scalatest.concurrent.Eventually.{eventually, timeout}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.SpanSugar._

/** Whatever is wrong is said on the driver, before a training task starts, and leaves nothing behind. */
class BadInputSuite extends AnyFunSuite with WithSpark with WithBlobs {

  private def refusal(stage: NeuralNetworkClassifier, data: DataFrame): String = {
    val barrierStages = new java.util.concurrent.atomic.AtomicInteger()
    val listener = new SparkListener {
      override def onStageSubmitted(submitted: SparkListenerStageSubmitted): Unit =
        if (submitted.stageInfo.rddInfos.exists(_.toString.contains("barrier: true"))) {
          barrierStages.incrementAndGet()
        }
    }
    spark.sparkContext.addSparkListener(listener)
    try {
      val message = intercept[IllegalArgumentException](stage.fit(data)).getMessage
      // Spark's own account of jobs runs a little behind.
      eventually(timeout(5.seconds))(assert(spark.sparkContext.statusTracker.getActiveJobIds().isEmpty))
      assert(spark.sparkContext.getPersistentRDDs.isEmpty)
      assert(barrierStages.get() == 0)
      message
    } finally spark.sparkContext.removeSparkListener(listener)
  }

  test("a missing column: its name, what there is, the Param") {
    assert(
      refusal(classifier().setFeaturesCol("image"), blobs(9)) ==
        "Column 'image' does not exist (found: 'features', 'label', 'weight', 'id'; set featuresCol)"
    )
    assert(
      refusal(classifier().setLabelCol("y"), blobs(9)).startsWith("Column 'y' does not exist")
    )
    assert(
      refusal(classifier().setWeightCol("w"), blobs(9)).startsWith("Column 'w' does not exist")
    )
  }

  test("two Params that name the features, and numbers of a schedule that does not ask for them") {
    assert(
      refusal(classifier().setFeaturesCol("features").setFeaturesCols("id", "weight"), blobs(9)) ==
        "Both featuresCol and featuresCols are set (clear one of them)"
    )
    val regressor = new NeuralNetworkRegressor().setLayers(4, 1).setLabelCol("label").setLabelCols("id")
    assert(
      intercept[IllegalArgumentException](regressor.fit(blobs(9))).getMessage ==
        "Both labelCol and labelCols are set (clear one of them)"
    )
    val exponential = classifier().setLearningRateSchedule("exponential")
    assert(
      refusal(exponential.setLearningRateDecay(0), blobs(9)) ==
        "Invalid learningRateDecay 0.0 of the schedule exponential (must be above 0; only cosine may end at 0)"
    )
    assert(
      refusal(exponential.setLearningRateDecayEpochs(10), blobs(9)) ==
        "learningRateDecayEpochs is set and learningRateSchedule is exponential (only the schedule step asks for" +
        " it; clear one of them)"
    )
  }

  test("weights that are all 0") {
    val weightless = blobs(9).withColumn("weight", lit(0))
    assert(
      refusal(classifier().setWeightCol("weight"), weightless) ==
        "All rows of the training set have the weight 0 (one of them must have more, in column 'weight')"
    )
    assert(
      refusal(classifier().setClassWeights(0, 0, 1), blobs(9).where("label < 2")) ==
        "All rows of the training set have the weight 0 (one of them must have more, in the weight of its class)"
    )
  }

  test("an overlap and a bucket size that there cannot be") {
    assert(
      refusal(classifier().setOverlap("maybe"), blobs(9)) ==
        "Unknown overlap 'maybe' (must be one of auto, on, off)"
    )
    assert(
      refusal(classifier().setBucketSize(3), blobs(9)) ==
        "Invalid bucketSize 3 (must be at least 4 bytes, or 0 for a size that suits the network)"
    )
  }

  test("an optimizer that cannot be sharded, and overlap beside one that is") {
    assert(
      refusal(classifier().setNetwork(network(new Nadam(0.1))).setShardOptimizerState(true), blobs(9)) ==
        "Cannot shard the optimizer's state: layer 'layer0', DenseLayer has the optimizer Nadam, which is none of Sgd," +
        " Nesterovs, Adam, AMSGrad, AdaGrad, RmsProp, NoOp (change that, or set shardOptimizerState to false)"
    )
    assert(
      refusal(classifier().setOverlap("on").setShardOptimizerState(true), blobs(9)) ==
        "Invalid overlap on (must be off or auto if shardOptimizerState is true, for then gradients travel after" +
        " the backward pass)"
    )
  }

  test("copies of an optimizer state that every worker has") {
    assert(
      refusal(classifier().setReplicateOptimizerState(true), blobs(9)) ==
        "Invalid replicateOptimizerState true (must be false if shardOptimizerState is false, for then every" +
        " worker has the whole state; set shardOptimizerState to true)"
    )
  }

  test("copies of an optimizer state that no attempt would use") {
    spark.conf.set("spark.coherer.recoverFromMemory", "false")
    try
      assert(
        refusal(classifier().setShardOptimizerState(true).setReplicateOptimizerState(true), blobs(9)) ==
          "Invalid replicateOptimizerState true (must be false with spark.coherer.recoverFromMemory=false, for" +
          " then no attempt uses the copies)"
      )
    finally spark.conf.unset("spark.coherer.recoverFromMemory")
  }

  test("a mistyped column: its name, the type found, the type expected") {
    val data = blobs(9).withColumn("text", lit("x")).withColumn("words", array(lit("x")))
    assert(
      refusal(classifier().setFeaturesCol("words"), data) ==
        "Column 'words' has type array<string> (expected a vector, array<float>, array<double>, binary or an image)"
    )
    assert(
      refusal(classifier().setLabelCol("words"), data) ==
        "Column 'words' has type array<string> (expected a numeric type, string or boolean)"
    )
    assert(
      refusal(classifier().setLabelCol("text"), data) ==
        "Column 'text' has the labels x (must be integers in [0, 3), or 3 different values: the network has 3 outputs)"
    )
  }

  test("a column that the model would add and that is there already") {
    assert(
      refusal(classifier(), blobs(9).withColumn("prediction", lit(0.0))) ==
        "Column 'prediction' already exists (drop it, or set predictionCol to another name)"
    )
  }

  test("Params of the data path that cannot be") {
    val data = blobs(9)
    assert(
      refusal(classifier().setHandleInvalid("ignore"), data) ==
        "Invalid handleInvalid 'ignore' (must be one of error, skip, keep, impute)"
    )
    assert(
      refusal(classifier().setInputScale(0), data) ==
        "Invalid inputScale 0.0 (must be a finite number other than 0)"
    )
    assert(
      refusal(classifier().setFeatureShape(2, 3), data) ==
        "Invalid featureShape [2, 3] of 6 values (the network takes 4)"
    )
    assert(
      refusal(classifier().setFeaturesCols("label", "weight"), data) ==
        "featuresCols names 2 columns (the network takes 4 values)"
    )
    assert(
      refusal(classifier().setValidationIndicatorCol("id"), data) ==
        "Column 'id' has type int (expected boolean)"
    )
    intercept[IllegalArgumentException](classifier().setValidationFraction(1.0))
    intercept[IllegalArgumentException](classifier().setCacheMemory(0))
  }

  test("labels that are not integers in [0, classes), with the row") {
    for (bad <- Seq(3.0, -1.0, 1.5)) {
      val data = blobs(9, 1).withColumn("label", when(col("id") === 4, bad).otherwise(col("label")))
      assert(
        refusal(classifier(), data) ==
          s"Invalid label $bad in column 'label' (must be an integer in [0, 3): the network has 3 outputs), " +
          "in row 4 of partition 0, counted from 0"
      )
    }
  }

  test("a network whose input does not fit the features: both sizes") {
    assert(
      refusal(classifier().setNetwork(network(inputs = 5)), blobs(9))
        .startsWith("Invalid features of 4 values in column 'features' (the network takes 5), in row 0")
    )
  }

  test("a network whose output does not fit the labels: both sizes") {
    assert(
      refusal(classifier().setNetwork(network(outputs = 2)), blobs(9, 1)) ==
        "Invalid label 2.0 in column 'label' (must be an integer in [0, 2): the network has 2 outputs), " +
        "in row 2 of partition 0, counted from 0"
    )
  }

  test("a network whose output is no distribution") {
    val regression = network(activation = Activation.IDENTITY, loss = LossFunction.MSE)
    assert(
      refusal(classifier().setNetwork(regression), blobs(9))
        .startsWith("The network's output is no probability distribution over classes")
    )
  }

  test("malformed network JSON, without repeating it") {
    for (json <- Seq("", "{", "[]", "{\"secret\": 1}", "null", network().dropRight(5))) {
      val message = refusal(classifier().setNetwork(json), blobs(9))
      assert(message.toLowerCase.contains("network"), message)
      assert(!message.contains("secret") && message.length < 400, message)
    }
  }

  test("an empty DataFrame") {
    assert(
      refusal(classifier(), blobs(9).where("id < 0")) == "Cannot train on an empty DataFrame (it has no rows)"
    )
  }

  test("fewer slots than workers: both numbers, within two seconds") {
    val data = blobs(9)
    val start = System.nanoTime()
    assert(
      refusal(classifier().setNumWorkers(5), data) ==
        "Cannot train with 5 workers: the cluster offers 2 slots (lower numWorkers, or add executors)"
    )
    assert(System.nanoTime() - start < 2000000000L)
  }

  test("NaN, infinite and null features, with column and row") {
    val session = spark
    import session.implicits._
    def withValue(bad: Double) =
      Seq(Vectors.dense(1, 2, 3, 4), Vectors.dense(1, bad, 3, 4))
        .map((_, 0))
        .toDF("features", "label")
        .coalesce(1)
    assert(
      refusal(classifier(), withValue(Double.NaN)) ==
        "Invalid value NaN at index 1 in column 'features' (must be a finite 32-bit number), " +
        "in row 1 of partition 0, counted from 0"
    )
    assert(refusal(classifier(), withValue(Double.NegativeInfinity)).startsWith("Invalid value -Infinity"))
    val nulls = blobs(3, 1).withColumn("features", when(col("id") < 2, col("features")))
    assert(
      refusal(classifier(), nulls) ==
        "Invalid null in column 'features' (must be a value), in row 2 of partition 0, counted from 0"
    )
  }

  test("network and layers both set, or neither") {
    assert(
      refusal(classifier().setLayers(4, 3), blobs(9)) ==
        "More than one network is set: network, layers (clear all but one of them)"
    )
    assert(
      intercept[IllegalArgumentException](new Autoencoder().fit(blobs(9))).getMessage ==
        "No network is set (set one of network, layers, initialModelPath)"
    )
  }

  test("thresholds that are not one for each class") {
    val stage = classifier()
    stage.setThresholds(Array(0.5, 0.5))
    assert(
      refusal(stage, blobs(9)) ==
        "thresholds has 2 values (must be one for each of the network's 3 classes)"
    )
  }

  test("a streaming DataFrame") {
    val stream = spark.readStream.format("rate").load().selectExpr("array(1.0D) features", "0 label")
    assert(refusal(classifier(), stream).startsWith("Cannot train on a streaming DataFrame"))
  }

  test("a Param out of range is refused when it is set") {
    for (
      set <- Seq[NeuralNetworkClassifier => Any](
        _.setMaxIter(-1),
        _.setBatchSize(-1),
        _.setLearningRate(0),
        _.setLearningRate(-1),
        _.setNumWorkers(-1)
      )
    ) intercept[IllegalArgumentException](set(classifier()))
  }

  test("a fit after a failed fit works") {
    refusal(classifier(), blobs(9).where("id < 0"))
    classifier().fit(blobs(9))
  }
}
