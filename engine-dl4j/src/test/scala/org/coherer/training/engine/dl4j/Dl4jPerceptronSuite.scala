package org.coherer.training.engine.dl4j

import org.coherer.testkit.engine.Perceptrons
import org.coherer.training.engine.PerceptronBuilder.{Activation, Form, Output, Perceptron}
import org.coherer.training.engine.{NetworkEdit, NetworkEditing, NetworkSpec, PerceptronBuilder}
import org.deeplearning4j.nn.conf.NeuralNetConfiguration
import org.deeplearning4j.nn.conf.layers.{DenseLayer, OutputLayer}
import org.deeplearning4j.nn.weights.WeightInit
import org.nd4j.linalg.learning.config.Adam
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.scalatest.funsuite.AnyFunSuite

/** Perceptrons are DL4J's networks, and our own layers run them. */
class Dl4jPerceptronSuite extends AnyFunSuite with WithGradients {

  override val engine = new Dl4jEngine
  private val editing = engine.capability(classOf[NetworkEditing]).get

  private type Function = org.nd4j.linalg.activations.Activation

  private def built(activation: Activation, output: Output, layers: Int*): NetworkSpec =
    Perceptrons.of(engine, activation, output, layers: _*)

  private def written(hidden: Function, weights: WeightInit, last: Function, loss: LossFunction): String =
    new NeuralNetConfiguration.Builder()
      .seed(1)
      .weightInit(weights)
      .updater(new Adam(1e-3))
      .list()
      .layer(new DenseLayer.Builder().nIn(4).nOut(8).activation(hidden).build())
      .layer(new DenseLayer.Builder().nIn(8).nOut(6).activation(hidden).build())
      .layer(new OutputLayer.Builder(loss).nIn(6).nOut(3).activation(last).build())
      .build()
      .toJson

  test("a classifier of sigmoids and a regressor of rectified units are what DL4J would be told") {
    import org.nd4j.linalg.activations.Activation._
    assert(
      built(Activation.SIGMOID, Output.CLASS, 4, 8, 6, 3).text() ==
        written(SIGMOID, WeightInit.XAVIER, SOFTMAX, LossFunction.MCXENT)
    )
    assert(
      built(Activation.RELU, Output.VALUES, 4, 8, 6, 3).text() ==
        written(RELU, WeightInit.RELU, IDENTITY, LossFunction.MSE)
    )
  }

  for (activation <- Activation.values())
    test(s"${activation.text()}: runs on our own layers, with the gradients of DL4J's and of the loss") {
      for (output <- Output.values()) {
        val network = built(activation, output, inputs, 7, classes)
        assert(runsOnOurLayers(network), output)
        // Most have a kink somewhere.
        assertGradients(network, step = 1e-4, tolerance = 0.05)
      }
    }

  for {
    (activation, variance) <- Seq[(Activation, (Int, Int) => Double)](
      (Activation.RELU, (in, _) => 2.0 / in),
      (Activation.LEAKYRELU, (in, _) => 2.0 / in),
      (Activation.ELU, (in, _) => 2.0 / in),
      (Activation.GELU, (in, _) => 2.0 / in),
      (Activation.SWISH, (in, _) => 2.0 / in),
      (Activation.MISH, (in, _) => 2.0 / in),
      (Activation.SIGMOID, (in, out) => 2.0 / (in + out)),
      (Activation.TANH, (in, out) => 2.0 / (in + out)),
      (Activation.SELU, (in, _) => 1.0 / in)
    )
  } test(s"${activation.text()}: the variance of initial weights suits it") {
    val network = built(activation, Output.CLASS, 100, 300, 200)
    withReplicaOf(network) { start =>
      def measured(from: Int, until: Int) = {
        val some = start.slice(from, until).map(_.toDouble)
        some.map(value => value * value).sum / some.length
      }
      val (first, second) = (100 * 300, 100 * 300 + 300)
      assert(math.abs(measured(0, first) / variance(100, 300) - 1) < 0.05)
      assert(math.abs(measured(second, second + 300 * 200) / variance(300, 200) - 1) < 0.05)
    }
  }

  private def tabular(activation: Activation, output: Output, layers: Int*): NetworkSpec =
    engine
      .capability(classOf[PerceptronBuilder])
      .get
      .build(Perceptron.of(activation, output, layers: _*).in(Form.TABULAR))

  test("tabular ones run on our own layers, with the gradients of DL4J's and of the loss") {
    for (activation <- Seq(Activation.SELU, Activation.MISH); output <- Output.values()) {
      val network = tabular(activation, output, inputs, 7, classes)
      assert(runsOnOurLayers(network), output)
      val still = editing.edit(network, NetworkEdit.NONE.withDropout(0))
      assertGradients(still, step = 1e-4, tolerance = 0.05)
    }
  }

  test("tabular ones have shares of their activations where they predict classes") {
    for (output <- Output.values()) {
      val layers = engine.describe(tabular(Activation.SELU, output, inputs, 7, 7, classes)).layers()
      val shares = (0 until layers.size()).count(layers.get(_).`type`() == "ParametricActivationLayer")
      assert(shares == (if (output == Output.CLASS) 2 else 0), output)
    }
  }

  test("tabular ones drop what hidden layers give, and nothing before") {
    val network = tabular(Activation.SELU, Output.CLASS, inputs, 7, 7, classes)
    def dropped(text: String) = "\"p\" : 0.85".r.findAllIn(text).size
    assert(dropped(network.text()) == 2)
    assert(dropped(editing.edit(network, NetworkEdit.NONE.withDropout(0)).text()) == 0)
    assert(!tabular(Activation.SELU, Output.CLASS, inputs, classes).text().contains("\"p\" : "))
  }

  test(
    "tabular ones: weights have a variance of one over the inputs; parts learn at their factors of the rate"
  ) {
    val network = tabular(Activation.MISH, Output.VALUES, 25, 400, 1)
    val first = engine.describe(network).layers().get(0).parameters().toInt
    withReplicaOf(network) { start =>
      val some = start.slice(first, first + 100 * 400).map(_.toDouble)
      assert(math.abs(some.map(value => value * value).sum / some.length * 100 - 1) < 0.05)
    }
    val plain =
      editing.edit(network, NetworkEdit.NONE.withOptimizer("sgd", java.util.Map.of()))
    val still = editing.edit(plain, NetworkEdit.NONE.withDropout(0))
    withReplica(still, identity) { (replica, batch, _) =>
      val before = replica.parameters().toArray
      replica.forwardBackward(batch, First)
      val gradient = replica.gradients().toArray
      replica.optimizer().step(1, First)
      val after = replica.parameters().toArray
      val bias = first + 100 * 400
      for (i <- first until before.length) {
        val isSlow = (i >= bias && i < bias + 400) || i == before.length - 1
        val factor = if (isSlow || i < bias) 0.1 else 0.05
        assert(math.abs(after(i) - (before(i) - 1e-3 * factor * gradient(i))) < 1e-6, i)
      }
    }
  }

  private def withReplicaOf(network: NetworkSpec)(body: Array[Float] => Unit): Unit =
    withReplica(network, identity)((replica, _, _) => body(replica.parameters().toArray))
}
