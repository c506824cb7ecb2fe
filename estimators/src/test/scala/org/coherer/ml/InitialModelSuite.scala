package org.coherer.ml

import java.nio.file.{Files, Path}

import scala.util.Random

import org.apache.spark.ml.classification.MultilayerPerceptronClassifier
import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.apache.spark.ml.param.ParamMap
import org.apache.spark.ml.{Pipeline, PipelineModel}
import org.apache.spark.sql.functions.{col, udf}
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.coherer.training.engine.{Engines, NetworkFile, OptimizerState}
import org.coherer.training.vector.{FlatVector, PackedVector}
import org.deeplearning4j.nn.conf.NeuralNetConfiguration
import org.deeplearning4j.nn.conf.layers.OutputLayer
import org.deeplearning4j.util.ModelSerializer
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.learning.config.{Adam, Sgd}
import org.nd4j.linalg.schedule.{MapSchedule, ScheduleType}
import org.scalatest.funsuite.AnyFunSuite

/** Training that starts from what was trained before, here or elsewhere. */
class InitialModelSuite extends AnyFunSuite with WithSpark with WithBlobs with WithTempDir {

  private lazy val data = blobs(90).cache()
  private lazy val trained = classifier().setMaxIter(10).fit(data)

  /** A step of no length, so that the parameters stay. */
  private def continued(path: Path): NeuralNetworkClassifier =
    new NeuralNetworkClassifier().setInitialModelPath(path.toString).setLearningRate(1e-30).setMaxIter(1)

  private def withSaved(body: Path => Unit): Unit = withTempDir { folder =>
    trained.save(folder.resolve("model").toString)
    body(folder.resolve("model"))
  }

  test("training goes on from a saved model, and from the zip in it") {
    withSaved { model =>
      for (path <- Seq(model, model.resolve("data/network.zip")))
        assert(parameters(continued(path).fit(data)) == parameters(trained), path)
      val onwards = continued(model).setLearningRate(0.1).setMaxIter(2).fit(data)
      val fromScratch = classifier().setMaxIter(2).fit(data)
      assert(onwards.summary.objectiveHistory.last < fromScratch.summary.objectiveHistory.last)
    }
  }

  /** One row for each worker, so that no order of rows matters; more epochs than one rate. */
  private lazy val two = data.limit(2).cache()

  private def kept(epochs: Int): NeuralNetworkClassifier =
    classifier().setOptimizer("adam").setLearningRate(0.01).setKeepOptimizerState(true).setMaxIter(epochs)

  private def stateOf(model: TrainedModel[_]): Seq[Float] =
    model.artifact.network.optimizerState.values.unpack().toArray.toSeq

  test("training goes on as if it had never stopped, if the optimizer's state was kept") {
    withTempDir { folder =>
      val path = folder.resolve("model")
      val whole = kept(7).fit(two)
      kept(3).fit(two).save(path.toString)
      val onwards = new NeuralNetworkClassifier()
        .setInitialModelPath(path.toString)
        .setLearningRate(0.01)
        .setKeepOptimizerState(true)
        .setMaxIter(4)
      for (place <- Seq(path, path.resolve("data/network.zip"))) {
        val model = onwards.setInitialModelPath(place.toString).fit(two)
        assert(parameters(model) == parameters(whole) && stateOf(model) == stateOf(whole))
        assert(model.artifact.network.optimizerState.steps == 7)
      }
      val anew = onwards.copy(ParamMap.empty).setOptimizer("amsgrad").setKeepOptimizerState(false).fit(two)
      assert(parameters(anew) != parameters(whole) && anew.artifact.network.optimizerState == null)
    }
  }

  test("frozen layers that stay frozen keep the optimizer's state, a new output layer does not") {
    withTempDir { folder =>
      def onwards(from: String, epochs: Int) = new NeuralNetworkClassifier()
        .setInitialModelPath(folder.resolve(from).toString)
        .setFrozenLayers(1)
        .setKeepOptimizerState(true)
        .setMaxIter(epochs)
        .setBatchSize(8)
      kept(1).fit(two).save(folder.resolve("start").toString)
      val part = onwards("start", 2).fit(two)
      assert(part.artifact.network.optimizerState.steps == 2) // Anew: these layers were not frozen before.
      part.save(folder.resolve("part").toString)
      val whole = onwards("part", 3).fit(two)
      assert(whole.artifact.network.optimizerState.steps == 5)
      assert(stateOf(whole) == stateOf(onwards("start", 5).fit(two)))
      val replaced = onwards("part", 3).setOutputSize(Classes).fit(two)
      assert(replaced.artifact.network.optimizerState.steps == 3)
    }
  }

  test("a schedule goes on from where it was, also of an optimizer that keeps no values") {
    val rates = new java.util.HashMap[Integer, java.lang.Double]()
    rates.put(0, 0.5)
    rates.put(4, 0.01)
    val decaying = network(new Sgd(new MapSchedule(ScheduleType.ITERATION, rates)))
    def some(epochs: Int) =
      new NeuralNetworkClassifier().setBatchSize(8).setKeepOptimizerState(true).setMaxIter(epochs)
    val whole = some(7).setNetwork(decaying).fit(two)
    withTempDir { folder =>
      val path = folder.resolve("model")
      some(3).setNetwork(decaying).fit(two).save(path.toString)
      val loaded = NeuralNetworkClassificationModel.load(path.toString).artifact.network.optimizerState
      assert(loaded.steps == 3 && loaded.epochs == 3 && loaded.values.length == 0)
      for (place <- Seq(path, path.resolve("data/network.zip"))) {
        val onwards = some(4).setInitialModelPath(place.toString).fit(two)
        assert(parameters(onwards) == parameters(whole))
        assert(onwards.artifact.network.optimizerState.steps == 7)
      }
    }
  }

  test("the optimizer's state is saved with its model, also within a pipeline, and DL4J restores it") {
    withTempDir { folder =>
      val model = kept(3).fit(two)
      val path = folder.resolve("pipeline").toString
      new Pipeline().setStages(Array(model)).fit(two).save(path)
      val loaded = PipelineModel.load(path).stages.head.asInstanceOf[NeuralNetworkClassificationModel]
      assert(stateOf(loaded) == stateOf(model) && loaded.estimatedSize == model.estimatedSize)
      assert(model.estimatedSize - trained.estimatedSize > 4 * stateOf(model).size)
      model.write.option("optimizerState", "false").save(folder.resolve("bare").toString)
      val bare = NeuralNetworkClassificationModel.load(folder.resolve("bare").toString)
      assert(bare.artifact.network.optimizerState == null && parameters(bare) == parameters(model))
      model.save(folder.resolve("model").toString)
      val theirs =
        ModelSerializer.restoreMultiLayerNetwork(folder.resolve("model/data/network.zip").toFile, true)
      assert(theirs.getUpdater.getStateViewArray.dup().data().asFloat().toSeq == stateOf(model))
      assert(theirs.getIterationCount == 3 && theirs.getEpochCount == 3)
    }
  }

  test("an optimizer's state that cannot be of use is refused") {
    val rates = new NeuralNetConfiguration.Builder()
      .updater(new Adam(0.01))
      .biasUpdater(new Adam(0.02))
      .list()
      .layer(new OutputLayer.Builder().nIn(Features).nOut(Classes).activation(Activation.SOFTMAX).build())
      .build()
      .toJson
    val several =
      new NeuralNetworkClassifier().setNetwork(rates).setKeepOptimizerState(true).setMaxIter(1)
    assert(stateOf(several.fit(two)).size == 2 * (Features + 1) * Classes)
    assert(
      intercept[IllegalArgumentException](several.setLearningRate(0.1).fit(two)).getMessage ==
        "Cannot keep the optimizer's state: learningRate replaces different learning rates in the network, and " +
        "so changes how the state is laid out (clear learningRate, or set keepOptimizerState to false)"
    )
    withTempDir { folder =>
      val artifact = kept(1).fit(two).artifact.network
      val state = new OptimizerState(new PackedVector(FlatVector.allocate(4)), 1, 1)
      val path = folder.resolve("network.zip")
      val out = Files.newOutputStream(path)
      try Engines.named("dl4j").write(new NetworkFile(artifact.network, artifact.parameters, state), out)
      finally out.close()
      assert(
        intercept[IllegalArgumentException](continued(path).fit(data)).getMessage ==
          s"Cannot start from initialModelPath '$path': Cannot resume from an optimizer state of 4 values: the " +
          s"optimizer of the same file has ${2 * artifact.parameters.length} (save the network without it)"
      )
    }
  }

  test("frozen layers keep every bit, and a new output layer has as many outputs as asked for") {
    withSaved { model =>
      val before = parameters(trained)
      val frozen = (Features + 1) * 8
      val kept = continued(model).setLearningRate(0.5).setFrozenLayers(1).setMaxIter(3).fit(data)
      assert(parameters(kept).take(frozen) == before.take(frozen))
      assert(parameters(kept).drop(frozen) != before.drop(frozen))
      val two = data.where("label < 2")
      val other = continued(model).setLearningRate(0.1).setOutputSize(2).setFrozenLayers(1).fit(two)
      assert(other.numClasses == 2 && parameters(other).take(frozen) == before.take(frozen))
    }
  }

  test("a regressor learns from what a classifier has, and an estimator of any outputs stays of classes") {
    withSaved { model =>
      val sum = udf((features: Vector) => features(0) - features(1))
      val rows = data.withColumn("sum", sum(col("features"))).cache()
      val regressor = new NeuralNetworkRegressor()
        .setInitialModelPath(model.toString)
        .setOutputSize(1)
        .setLabelCol("sum")
        .setOptimizer("adam")
        .setLearningRate(0.05)
        .setMaxIter(30)
      val fitted = regressor.fit(rows)
      val losses = fitted.summary.objectiveHistory
      assert(losses.last < losses.head / 4, losses.toSeq)
      val predictions = fitted.transform(rows).select("prediction").collect().map(_.getDouble(0))
      assert(predictions.distinct.length > 80 && predictions.exists(_ < 0) && predictions.exists(_ > 1))
      val any = new NeuralNetworkEstimator()
        .setInitialModelPath(model.toString)
        .setOutputSize(4)
        .setInputCols("features")
        .setTargetCols("label")
        .setMaxIter(1)
        .fit(data)
      assert(Engines.named("dl4j").describe(any.artifact.network.network).outputIsDistribution)
    }
  }

  test("Spark's own perceptron gives the same with the same weights") {
    val layers = Array(Features, 5, Classes)
    val random = new Random(7)
    val weights = Vectors.dense(Array.fill(5 * 5 + 6 * 3)(random.nextGaussian()))
    val theirs = new MultilayerPerceptronClassifier()
      .setLayers(layers)
      .setInitialWeights(weights)
      .setSolver("gd")
      .setStepSize(1e-30)
      .setMaxIter(1)
      .fit(data)
    val ours = new NeuralNetworkClassifier()
      .setLayers(layers: _*)
      .setActivation("sigmoid")
      .setStandardization(false)
      .setInitialWeights(weights)
      .setStepSize(1e-30)
      .setBlockSize(16)
      .setMaxIter(1)
      .fit(data)
    data.select("features").limit(20).collect().foreach { row =>
      val features = row.getAs[Vector](0)
      val expected = theirs.predictProbability(features)
      val found = ours.predictProbability(features)
      (0 until Classes).foreach(i => assert(math.abs(expected(i) - found(i)) < 1e-5))
    }
  }

  test("optimizer, loss and regularization are changed by name, and unknown names are refused") {
    val other = classifier().setOptimizer("adam").setLearningRate(0.01).setL2(0.01).fit(data)
    assert(parameters(other) != parameters(classifier().setLearningRate(0.01).fit(data)))
    def refusal(stage: NeuralNetworkClassifier) =
      intercept[IllegalArgumentException](stage.fit(data)).getMessage
    assert(refusal(classifier().setOptimizer("sgdd")).contains("'sgdd'"))
    assert(refusal(classifier().setLoss("none")).contains("'none'"))
    assert(
      refusal(classifier().setFrozenLayers(1)) ==
        "frozenLayers is set and initialModelPath is not (set it to the trained network that is meant)"
    )
    assert(
      refusal(classifier().setBatchSize(8).setBlockSize(8)) ==
        "Both batchSize and blockSize are set (they are two names of one thing; clear one of them)"
    )
  }

  test("a path at which there is nothing, or nothing that can be read, is refused by its name") {
    withTempDir { folder =>
      val text = Files.write(folder.resolve("model.h5"), "not a model".getBytes)
      for (path <- Seq(folder.resolve("absent"), folder, text)) {
        val message = intercept[IllegalArgumentException](continued(path).fit(data)).getMessage
        assert(message.startsWith(s"Cannot start from initialModelPath '$path': "), message)
      }
    }
  }

  test("weights of classes count as repeated rows do") {
    val doubled = data.union(data.where("label = 1"))
    def one = classifier().setNumWorkers(1).setBatchSize(512).setMaxIter(10)
    val a = parameters(one.setClassWeights(1, 2, 1).fit(data))
    val b = parameters(one.fit(doubled))
    a.zip(b).foreach { case (x, y) => assert(math.abs(x - y) < 1e-4) }
  }
}
