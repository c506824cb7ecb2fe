package org.coherer.examples

import org.deeplearning4j.nn.conf.MultiLayerConfiguration
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer
import org.scalatest.funsuite.AnyFunSuite

class ImageNetworkSuite extends AnyFunSuite {

  private def layers(network: ImageNetwork): Seq[(Long, Long)] = {
    val read = MultiLayerConfiguration.fromJson(network.json())
    (0 until read.getConfs.size)
      .map(index => read.getConf(index).getLayer)
      .collect { case layer: FeedForwardLayer => (layer.getNIn, layer.getNOut) }
  }

  test("an image of 28 x 28 pixels is 5 x 5 after both convolutions and the pooling") {
    assert(layers(new ImageNetwork(28, 10, 8)) === Seq((1, 8), (8, 16), (5 * 5 * 16, 64), (64, 10)))
  }

  test("sizes follow from the data") {
    assert(layers(new ImageNetwork(16, 3, 2)) === Seq((1, 2), (2, 4), (2 * 2 * 4, 16), (16, 3)))
    assert(layers(new ImageNetwork(33, 47, 16)) === Seq((1, 16), (16, 32), (6 * 6 * 32, 128), (128, 47)))
  }

  test("images that are too small are refused") {
    val thrown = intercept[IllegalArgumentException](new ImageNetwork(15, 10, 8))
    assert(
      thrown.getMessage ===
        "Images of 15 x 15 pixels are too small for two convolutions (must be at least 16 x 16)"
    )
  }

  test("a single class is refused") {
    val thrown = intercept[IllegalArgumentException](new ImageNetwork(28, 1, 8))
    assert(thrown.getMessage === "Cannot classify into 1 class (the labels must have at least 2)")
  }
}
