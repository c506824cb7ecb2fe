package org.coherer.training.engine.dl4j

import java.util.OptionalDouble

import org.coherer.training.engine.{NetworkSpec, ReplicaSettings}
import org.deeplearning4j.nn.conf.inputs.InputType
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer
import org.deeplearning4j.nn.conf.layers.recurrent.{Bidirectional, LastTimeStep}
import org.deeplearning4j.nn.conf.layers.{EmbeddingLayer, LSTM}
import org.nd4j.linalg.learning.config._
import org.scalatest.funsuite.AnyFunSuite

/** How much state an optimizer has is known from the configuration, as DL4J's own memory has it. */
class StateLengthSuite extends AnyFunSuite with WithNetworks {

  private val engine = new Dl4jEngine

  private def replica(network: NetworkSpec) = new ReplicaSettings(network, OptionalDouble.empty(), 0, 1)

  private def inMemory(network: NetworkSpec): Long = engine.optimizerLayout(replica(network)).stateLength()

  private def known(network: NetworkSpec): Long = engine.optimizerStateLength(replica(network))

  private def recurrent(settings: Settings): NetworkSpec = {
    val list = settings.list()
    list.layer(new LastTimeStep(new Bidirectional(new LSTM.Builder().nIn(3).nOut(4).build())))
    list.layer(softmax(8))
    spec(list.setInputType(InputType.recurrent(3, 5)).build().toJson)
  }

  for (
    updater <- Seq[IUpdater](
      new Sgd(0.1),
      new Nesterovs(0.1, 0.9),
      new AdaGrad(0.1),
      new Adam(0.1),
      new AMSGrad(0.1)
    )
  )
    test(
      s"${updater.getClass.getSimpleName}: dense, convolutional and recurrent layers, graphs, frozen layers"
    ) {
      val frozen = stack(settings(updater), new FrozenLayer(dense(inputs, 7)), softmax(7))
      val embedded = stack(settings(updater), new EmbeddingLayer.Builder().nIn(9).nOut(4).build(), softmax(4))
      for (
        network <- Seq(
          perceptron(settings(updater)),
          convolutional(settings(updater)),
          recurrent(settings(updater)),
          twoByThree(settings(updater)),
          frozen,
          embedded
        )
      ) assert(known(network) == inMemory(network))
    }

  test("a layer's own optimizer counts for it") {
    val own = dense(inputs, 7)
    own.setIUpdater(new Adam(0.1))
    val network = stack(settings(new Sgd(0.1)), own, softmax(7))
    assert(known(network) == 2 * (inputs + 1) * 7)
    assert(known(network) == inMemory(network))
  }

  test("statistics of batches, which have no state, count as if they had") {
    val network = normalized(settings(new Adam(0.1)))
    val statistics = 2 * (4 + 8)
    assert(known(network) == inMemory(network) + 2 * statistics)
  }
}
