package org.coherer.ml

import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.coherer.testkit.engine.Perceptrons
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.coherer.training.engine.{Engines, NetworkEdit, NetworkEditing}
import org.coherer.training.engine.PerceptronBuilder.{Activation, Output}
import org.scalatest.funsuite.AnyFunSuite

/** The Param activation: the perceptron of layers has it, and nothing else may. */
class ActivationSuite extends AnyFunSuite with WithSpark with WithBlobs with WithTempDir {

  private lazy val data = blobs(40).cache()

  private val Decay = 0.5

  private def layered =
    new NeuralNetworkClassifier().setLayers(Features, 5, Classes).setMaxIter(2).setWeightDecay(Decay)

  private def described(activation: Activation, output: Output, layers: Int*): String = {
    val engine = Engines.named("dl4j")
    Engines
      .require(engine, classOf[NetworkEditing], "weightDecay")
      .edit(Perceptrons.of(engine, activation, output, layers: _*), NetworkEdit.NONE.withWeightDecay(Decay))
      .text()
  }

  private def refusal(stage: NeuralNetworkClassifier): String =
    intercept[IllegalArgumentException](stage.fit(data)).getMessage

  test("every activation leads to the network of that activation, in each estimator; relu is the default") {
    for (activation <- Activation.values()) {
      val found = layered.setActivation(activation.text()).fit(data).artifact().network().network().text()
      assert(found == described(activation, Output.CLASS, Features, 5, Classes))
    }
    val unset = layered.fit(data).artifact().network().network().text()
    assert(unset == described(Activation.RELU, Output.CLASS, Features, 5, Classes))
    val regressor = new NeuralNetworkRegressor().setLayers(Features, 5, 1).setMaxIter(1).setWeightDecay(Decay)
    val values = described(Activation.TANH, Output.VALUES, Features, 5, 1)
    assert(regressor.setActivation("tanh").fit(data).artifact().network().network().text() == values)
    val coder = new Autoencoder().setLayers(Features, 2, Features).setMaxIter(1).setWeightDecay(Decay)
    val inputs = described(Activation.ELU, Output.VALUES, Features, 2, Features)
    assert(coder.setActivation("elu").fit(data).artifact().network().network().text() == inputs)
    assert((regressor.getActivation, coder.getActivation, layered.getActivation) == (("tanh", "elu", "relu")))
  }

  test("weights of Spark's perceptron may start a network of any activation") {
    // One unit: the class is the sign of its value, whatever the activation.
    val weights = Vectors.dense(1, 0, 0, 0, 0.25, 2, -2, 0, 0)
    val model = new NeuralNetworkClassifier()
      .setLayers(Features, 1, 2)
      .setActivation("tanh")
      .setStandardization(false)
      .setInitialWeights(weights)
      .setStepSize(1e-30)
      .setMaxIter(1)
      .fit(data.where("label < 2"))
    data.select("features").limit(9).collect().foreach { row =>
      val features = row.getAs[Vector](0)
      val score = 4 * math.tanh(features(0) + 0.25)
      assert(math.abs(model.predictProbability(features)(0) - 1 / (1 + math.exp(-score))) < 1e-6)
    }
  }

  test("an unknown one is refused with those that are known, and the setting that it comes from") {
    val message =
      "Unknown activation 'softmax' (must be one of relu, sigmoid, tanh, leakyrelu, elu, selu, gelu," +
        " swish, mish)"
    assert(refusal(layered.setActivation("softmax")) == message)
    withConf("spark.coherer.activation" -> "softmax") {
      assert(refusal(layered) == message + " [set by spark.coherer.activation]")
    }
  }

  test("it is refused beside a network, which has activations of its own") {
    def message(other: String) =
      s"activation is set and so is $other, whose layers have their own activations (clear one of them;" +
        " activation is for the perceptron of layers)"
    assert(refusal(classifier().setActivation("relu")) == message("network"))
    withTempDir { folder =>
      val path = folder.resolve("model").toString
      layered.fit(data).write.save(path)
      val warm = new NeuralNetworkClassifier().setInitialModelPath(path).setMaxIter(1)
      assert(refusal(warm.copy(warm.extractParamMap()).setActivation("tanh")) == message("initialModelPath"))
      withConf("spark.coherer.activation" -> "tanh")(warm.fit(data))
    }
    withConf("spark.coherer.activation" -> "tanh", "spark.coherer.network" -> network()) {
      assert(
        refusal(new NeuralNetworkClassifier()) == message("network") +
          " [set by spark.coherer.activation, spark.coherer.network]"
      )
    }
  }

  test("a session's activation is that of every perceptron, and of no network") {
    withConf("spark.coherer.activation" -> "selu") {
      val found = layered.fit(data).artifact().network().network().text()
      assert(found == described(Activation.SELU, Output.CLASS, Features, 5, Classes))
      val own = layered.setActivation("tanh").fit(data).artifact().network().network().text()
      assert(own == described(Activation.TANH, Output.CLASS, Features, 5, Classes))
      assert(classifier().setMaxIter(1).fit(data).artifact().network().network().text() == network())
    }
  }
}
