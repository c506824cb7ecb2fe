package org.coherer.ml

import org.apache.spark.ml.linalg.Vectors
import org.apache.spark.ml.param.ParamMap
import org.apache.spark.sql.functions.{col, lit}
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.coherer.training.engine.Engines
import org.scalatest.funsuite.AnyFunSuite

/** The Param preset: what it chooses, what replaces that, and what it does not go with. */
class PresetSuite extends AnyFunSuite with WithSpark with WithTempDir with WithBlobs {

  private lazy val data = blobs(120).cache()

  private lazy val values = data.withColumn("label", col("label") * 10 + col("weight")).cache()

  private def tabular = new NeuralNetworkClassifier().setPreset("tabular")

  /** The Params of a model's training; texts without their quotes. */
  private def chosen(model: TrainedModel[_]): Map[String, String] = {
    val params = model.artifact().provenance().params()
    params.keySet().toArray(Array.empty[String]).map(name => name -> params.get(name).replace("\"", "")).toMap
  }

  private def kinds(model: TrainedModel[_]): Seq[String] = {
    val network = model.artifact().network().network()
    val layers = Engines.of(network).describe(network).layers()
    (0 until layers.size()).map(i => s"${layers.get(i).`type`()} ${layers.get(i).outputShape()}")
  }

  private def refusal(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  test("a classifier: what is chosen is in the model, and the network is the tabular one") {
    val model = tabular.setNumWorkers(2).setMaxIter(30).fit(data)
    val expected = Map(
      "layers" -> "[4,256,256,256,3]",
      "activation" -> "selu",
      "batchSize" -> "128",
      "optimizer" -> "adam",
      "beta2" -> "0.95",
      "learningRate" -> "0.04",
      "learningRateSchedule" -> "coslog4",
      "weightDecay" -> "0.02",
      "dropout" -> "0.15",
      "labelSmoothing" -> "0.1",
      "validationFraction" -> "0.2",
      "restoreBest" -> "true",
      "preset" -> "tabular",
      "maxIter" -> "30"
    )
    for ((name, value) <- expected) assert(chosen(model)(name).replace(" ", "") == value, name)
    assert(kinds(model).head == "PeriodicEmbeddingLayer 16")
    val hidden = Seq("DenseLayer 256", "ParametricActivationLayer 256")
    assert(kinds(model).tail == hidden ++ hidden ++ hidden :+ "OutputLayer 3")
    assert(model.evaluate(blobs(300, seed = 2)).accuracy() > 0.85)
    assert(model.artifact().history().epochs().get(0).metrics().containsKey("accuracy"))
  }

  test("a regressor has other numbers, of 256 epochs, and predicts in the unit of its targets") {
    val model = new NeuralNetworkRegressor().setPreset("tabular").setMaxIter(40).fit(values)
    assert(chosen(model)("activation") == "mish" && chosen(model)("learningRate") == "0.2")
    assert(model.evaluate(values).targets().get(0).r2() > 0.8)
    val few = new NeuralNetworkRegressor().setPreset("tabular").setLayers(4, 3, 1).fit(values.limit(9))
    assert(chosen(few)("maxIter") == "256" && chosen(few)("validationFraction") == "0.0")
    assert(chosen(few)("restoreBest") == "false")
  }

  test("each Param that is set replaces the choice of its name") {
    val model = tabular
      .setLayers(4, 8, 3)
      .setActivation("relu")
      .setBatchSize(16)
      .setMaxIter(2)
      .setLearningRate(0.01)
      .setLearningRateSchedule("constant")
      .setDropout(0)
      .setWeightDecay(0)
      .setValidationFraction(0)
      .fit(data)
    assert(
      kinds(model) ==
        Seq("PeriodicEmbeddingLayer 16", "DenseLayer 8", "ParametricActivationLayer 8", "OutputLayer 3")
    )
    val text = model.artifact().network().network().text()
    assert(
      text.contains("RELU") && !text.contains("WeightDecay") && !text.contains("dropout.Dropout")
    )
    for ((name, value) <- Seq("batchSize" -> "16", "learningRate" -> "0.01", "restoreBest" -> "false"))
      assert(chosen(model)(name) == value)
    val sgd = tabular.setLayers(4, 8, 3).setMaxIter(1).setOptimizer("sgd").setStepSize(0.1).fit(data)
    assert(!chosen(sgd).contains("beta2") && chosen(sgd)("optimizer") == "sgd")
    assert(sgd.artifact().network().network().text().contains("config.Sgd"))
    val held = data.withColumn("held", col("id") < lit(30))
    val indicated =
      tabular.setLayers(4, 8, 3).setMaxIter(2).setValidationIndicatorCol("held").setL2(0.1).fit(held)
    assert(chosen(indicated)("restoreBest") == "true" && !chosen(indicated).contains("weightDecay"))
  }

  test("a network without hidden layers has the embedding alone") {
    val model = tabular.setLayers(4, 3).setMaxIter(2).fit(data)
    assert(kinds(model) == Seq("PeriodicEmbeddingLayer 16", "OutputLayer 3"))
    assert(!chosen(model).contains("dropout"))
  }

  test("unknown names, and what says otherwise what the network is, are refused before a row is read") {
    val broken = data.select(col("features"), (col("label") / 0).as("label"))
    assert(
      refusal(tabular.setPreset("tables").fit(broken)) ==
        "Unknown preset 'tables' (must be one of default, tabular)"
    )
    def both(name: String) =
      s"preset is tabular and $name is set (each says what the network is; clear one of them)"
    assert(refusal(tabular.setNetwork(network()).fit(broken)) == both("network"))
    assert(refusal(tabular.setInitialModelPath("nowhere").fit(broken)) == both("initialModelPath"))
    val weights = Vectors.dense(new Array[Double](15))
    assert(
      refusal(tabular.setLayers(4, 3).setInitialWeights(weights).fit(broken)) == both("initialWeights")
    )
    withConf("spark.coherer.preset" -> "tabular") {
      assert(
        refusal(classifier().fit(broken)) == both("network") + " [set by spark.coherer.preset]"
      )
    }
    assert(
      refusal(tabular.setEngine("staged").fit(broken)) ==
        "Cannot build a perceptron of the form TABULAR (must be PLAIN)"
    )
    assert(
      refusal(tabular.setLearningRateDecay(0.5).fit(broken)) ==
        "learningRateDecay is set and learningRateSchedule is coslog4 (set it to step, exponential or cosine)"
    )
  }

  test("the default preset goes with every network") {
    assert(classifier().setPreset("default").fit(data).numClasses == 3)
  }

  /** One row for each worker, so that no order of rows matters. */
  private lazy val two = data.limit(2).cache()

  private def small = tabular
    .setLayers(4, 8, 6, 3)
    .setDropout(0)
    .setLearningRateSchedule("constant")
    .setStandardization(false)
    .setValidationFraction(0)
    .setNumWorkers(2)
    .setBatchSize(8)

  test("training goes on as if it had never stopped, also at another rate, with the same factors") {
    withTempDir { folder =>
      val path = folder.resolve("model").toString
      val whole = small.setMaxIter(7).setKeepOptimizerState(true).fit(two)
      small.setMaxIter(3).setKeepOptimizerState(true).fit(two).save(path)
      val onwards = new NeuralNetworkClassifier()
        .setInitialModelPath(path)
        .setLabelSmoothing(0.1)
        .setLearningRate(0.04)
        .setKeepOptimizerState(true)
        .setNumWorkers(2)
        .setBatchSize(8)
        .setMaxIter(4)
      val model = onwards.fit(two)
      assert(parameters(model) == parameters(whole))
      assert(model.artifact.network.optimizerState.steps == 7)
      val slower = onwards.copy(ParamMap.empty).setLearningRate(0.01).fit(two)
      assert(slower.artifact.network.optimizerState.steps == 7 && parameters(slower) != parameters(whole))
    }
  }

  test("the smoothing that is chosen is trained with, and one that is set replaces it") {
    val chosenOne = small.setMaxIter(3).fit(data)
    assert(chosen(chosenOne)("labelSmoothing") == "0.1")
    assert(parameters(chosenOne) == parameters(small.setMaxIter(3).setLabelSmoothing(0.1).fit(data)))
    val none = small.setMaxIter(3).setLabelSmoothing(0).fit(data)
    assert(chosen(none)("labelSmoothing") == "0.0" && parameters(none) != parameters(chosenOne))
  }

  test("a sharded optimizer state gives the same bits") {
    val whole = small.setMaxIter(5).fit(data)
    assert(parameters(small.setMaxIter(5).setShardOptimizerState(true).fit(data)) == parameters(whole))
  }

  test(
    "a trained model scores alike when it is loaded, and starts others with frozen layers and a new output"
  ) {
    withTempDir { folder =>
      val path = folder.resolve("model").toString
      val model = small.setMaxIter(3).fit(data)
      model.save(path)
      val loaded = NeuralNetworkClassificationModel.load(path)
      def scores(one: NeuralNetworkClassificationModel) =
        one.transform(data).select("probability").collect().toSeq
      assert(scores(loaded) == scores(model))
      val next = new NeuralNetworkClassifier()
        .setInitialModelPath(path)
        .setFrozenLayers(3)
        .setOutputSize(3)
        .setMaxIter(2)
        .fit(data)
      val (before, after) = (parameters(model), parameters(next))
      val frozen = 4 * 16 * 5 + 4 * 3 + 16 + 16 * 8 + 8 + 8
      assert(after.take(frozen) == before.take(frozen) && after.length == before.length)
      assert(after.drop(frozen) != before.drop(frozen))
    }
  }
}
