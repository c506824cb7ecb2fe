package org.coherer.benchmarks.networks

import org.coherer.training.engine.Engines
import org.scalatest.funsuite.AnyFunSuite

class SampleNetworkSuite extends AnyFunSuite {

  private val engine = Engines.named(Engines.DEFAULT)

  test("every network is found by its label, and takes and gives what it says") {
    SampleNetwork.values.foreach { model =>
      assert(SampleNetwork.of(model.label) == model)
      val description = engine.describe(model.network)
      assert(description.inputLength == model.inputs)
      assert(description.outputLength == model.classes)
    }
  }

  test("perceptrons have the parameters that their sizes say") {
    SampleNetwork.values.filter(_.perceptron.isPresent).foreach { model =>
      val sizes = model.perceptron.get
      val parameters = sizes.zip(sizes.tail).map { case (in, out) => in * out + out }.sum
      assert(engine.describe(model.network).parameterCount == parameters)
    }
  }

  test("rows depend on their number alone; words are whole numbers below 1000") {
    SampleNetwork.values.foreach { model =>
      val features = model.features(20)
      assert(features.length == 20 * model.inputs)
      assert(features.toSeq.startsWith(model.features(10).toSeq))
    }
    assert(SampleNetwork.LSTM.features(64).forall(word => word >= 0 && word < 1000 && word == word.round))
  }
}
