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

  test("LeNet and the LSTM have the parameters that their layers say") {
    def dense(in: Int, out: Int) = in * out + out
    def convolution(in: Int, out: Int) = in * out * 5 * 5 + out
    val lenet = convolution(1, 20) + convolution(20, 50) + dense(50 * 4 * 4, 500) + dense(500, 10)
    val lstm = 1000 * 64 + 4 * (64 * 128 + 128 * 128 + 128) + dense(128, 10)
    assert(engine.describe(SampleNetwork.LENET.network).parameterCount == lenet)
    assert(engine.describe(SampleNetwork.LSTM.network).parameterCount == lstm)
  }

  test("features have the formula that the scripts for PyTorch have, and labels are the classes in turn") {
    SampleNetwork.values.foreach { model =>
      val features = model.features(25)
      for (row <- 0 until 25; column <- 0 until model.inputs) {
        val mixed = (row * 31 + column * 17 + row % model.classes * 7 * column) % 1009
        val expected = if (model == SampleNetwork.LSTM) (mixed % 1000).toFloat else mixed / 1009f
        assert(features(row * model.inputs + column) == expected, s"$model, row $row, column $column")
      }
      assert((0 until 25).map(model.label(_)) == (0 until 25).map(_ % model.classes))
    }
  }
}
