package org.coherer.training.engine.dl4j

import scala.util.Random

import org.coherer.testkit.engine.Row
import org.coherer.training.engine.NetworkSpec
import org.coherer.training.engine.dl4j.execution.ExecutionPolicy
import org.deeplearning4j.nn.conf.layers._
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.scalatest.funsuite.AnyFunSuite

/** Features that nobody has scaled: steps are DL4J's, and finite where DL4J's are not. */
class FeatureScaleSuite extends AnyFunSuite with WithGradients {

  override val engine = new Dl4jEngine(ExecutionPolicy.FASTEST)

  private def hidden(in: Int, out: Int, activation: Activation): DenseLayer =
    new DenseLayer.Builder().nIn(in).nOut(out).activation(activation).build()

  private def last(loss: LossFunction, activation: Activation): OutputLayer =
    new OutputLayer.Builder(loss).nIn(8).nOut(classes).activation(activation).build()

  private def perceptron(activation: Activation, output: OutputLayer): NetworkSpec =
    stack(settings(), hidden(inputs, 16, activation), hidden(16, 8, activation), output)

  private def times(scale: Float): Row => Row = row => row.copy(features = row.features.map(_ * scale))

  /** The largest difference of a step, over the largest change that plain DL4J makes. */
  private def difference(network: NetworkSpec, data: Row => Row): Double = {
    assert(runsOnOurLayers(network))
    var found = Double.NaN
    withReplica(network, data) { (replica, batch, some) =>
      val plain = plainGradient(network, replica.parameters().toArray, some)
      replica.forwardBackward(batch, First)
      val ours = replica.gradients().toArray
      val largest = plain.map(value => math.abs(value.toDouble)).max
      found = ours.indices.map(i => math.abs(ours(i).toDouble - plain(i))).max / largest
    }
    found
  }

  for {
    activation <- Seq(Activation.SIGMOID, Activation.TANH)
    (loss, end) <- Seq(LossFunction.MCXENT -> Activation.SOFTMAX, LossFunction.XENT -> Activation.SIGMOID)
  } test(s"$activation with $loss: steps equal those of DL4J at every scale") {
    for (scale <- Seq(1f, 1e3f, 1e5f, 1e6f, 1e9f)) {
      val found = difference(perceptron(activation, last(loss, end)), times(scale))
      info(f"$scale%.0e: $found%.1e")
      assert(found < 1e-4, s"at $scale")
    }
  }

  test("LSTM: steps equal those of DL4J with saturated gates") {
    val random = new Random(5)
    for (scale <- Seq(1f, 30f, 1e3f, 1e6f)) {
      val words = new EmbeddingSequenceLayer.Builder()
        .nIn(20)
        .nOut(4)
        .inputLength(7)
        .weightInit(
          new org.deeplearning4j.nn.weights.WeightInitDistribution(
            new org.deeplearning4j.nn.conf.distribution.UniformDistribution(-scale.toDouble, scale.toDouble)
          )
        )
        .build()
      val lstm = new LastTimeStep(new LSTM.Builder().nIn(4).nOut(8).activation(Activation.TANH).build())
      val network = stack(settings(), words, lstm, last(LossFunction.MCXENT, Activation.SOFTMAX))
      val found = difference(
        network,
        row => row.copy(features = row.features.map(_ => random.nextInt(20).toFloat))
      )
      info(f"$scale%.0e: $found%.1e")
      assert(found < 1e-4, s"at $scale")
    }
  }

  for {
    activation <- Seq(
      Activation.SWISH,
      Activation.GELU,
      Activation.MISH,
      Activation.SOFTPLUS,
      Activation.RATIONALTANH
    )
    scale <- Seq(1e2f, 1e5f, 1e9f, 1e15f)
  } test(s"$activation: finite at $scale, where DL4J's is not, in hidden layers and before a loss") {
    val networks = Seq(
      perceptron(activation, last(LossFunction.MCXENT, Activation.SOFTMAX)),
      perceptron(Activation.TANH, last(LossFunction.L1, activation)),
      stack(settings(), hidden(inputs, 8, Activation.IDENTITY), last(LossFunction.L1, activation))
    )
    networks.foreach { network =>
      withReplica(network, times(scale)) { (replica, batch, _) =>
        assert(runsOnOurLayers(network))
        val loss = replica.forwardBackward(batch, First)
        assert(!loss.isNaN && !loss.isInfinite, loss)
        assert(replica.gradients().toArray.forall(value => !value.isNaN && !value.isInfinite))
      }
    }
  }

  for {
    loss <- Seq(LossFunction.POISSON, LossFunction.KL_DIVERGENCE, LossFunction.MSE)
    end <- Seq(Activation.SIGMOID, Activation.SOFTMAX)
    scale <- Seq(1e3f, 1e6f)
  } test(s"$loss with $end: finite where outputs are saturated, at $scale") {
    val network =
      stack(settings(), hidden(inputs, 8, Activation.IDENTITY), last(loss, end))
    withReplica(network, times(scale)) { (replica, batch, _) =>
      val value = replica.forwardBackward(batch, First)
      assert(!value.isNaN && !value.isInfinite, value)
      assert(replica.gradients().toArray.forall(value => !value.isNaN && !value.isInfinite))
    }
  }
}
