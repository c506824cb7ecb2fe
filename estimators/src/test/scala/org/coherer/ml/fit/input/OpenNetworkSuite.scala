package org.coherer.ml.fit.input

import java.util.Arrays.asList
import java.util.Collections.singletonList

import org.coherer.connector.column.InvalidParamException
import org.coherer.ml.network.{Layers, Network}
import org.coherer.ml.network.NetworkCases.parsed
import org.scalatest.funsuite.AnyFunSuite

class OpenNetworkSuite extends AnyFunSuite {

  private def open(network: Network): OpenNetwork = OpenNetwork.of(network.toJson).get

  private val dense = Network.sequential(Layers.dense(8, "relu"), Layers.dense(2, "softmax"))

  test("a network without an input becomes the one that was built with it") {
    val completed = open(dense).`with`(singletonList(6))
    val whole = Network.sequential(Layers.input(6), Layers.dense(8, "relu"), Layers.dense(2, "softmax"))
    assert(parsed(completed) == parsed(whole.toJson))
    val images = Network.sequential(Layers.conv2d(4, 3), Layers.flatten(), Layers.dense(2))
    val image = open(images).`with`(asList(8, 6, 3))
    assert(
      parsed(image) ==
        parsed(
          Network
            .sequential(Layers.input(8, 6, 3), Layers.conv2d(4, 3), Layers.flatten(), Layers.dense(2))
            .toJson
        )
    )
  }

  test("the input has a name that no layer has") {
    val network = Network.sequential(Layers.dense(2).name("input_layer"))
    val layers = parsed(open(network).`with`(singletonList(3))).get("config").get("layers")
    assert(layers.findValuesAsText("name").toArray.toSeq == Seq("input_layer_", "input_layer"))
  }

  test("what has an input, or is no Sequential, or no JSON, stays as it is") {
    val input = Network.sequential(Layers.input(3), Layers.dense(2)).toJson
    val first = """{"class_name": "Sequential", "config": {"layers":
      [{"class_name": "Dense", "config": {"batch_input_shape": [null, 3]}}]}}"""
    val texts = Seq(
      input,
      first,
      first.replace("batch_input_shape", "batch_shape"),
      "{}",
      "",
      "\"Sequential\"",
      "{\"class_name\": \"Sequential\"",
      """{"class_name": "Sequential", "config": {"layers": []}}""",
      """{"class_name": "Functional", "config": {"name": "Sequential", "layers": [{"class_name": "Dense"}]}}"""
    )
    texts.foreach(text => assert(!OpenNetwork.of(text).isPresent, text))
  }

  test("a first layer of images or of sequences says how to shape vectors") {
    def refusal(network: Network, sizes: Integer*): InvalidParamException =
      intercept[InvalidParamException](open(network).`with`(asList(sizes: _*)))
    val images = refusal(Network.sequential(Layers.conv2d(4, 3)), 784)
    assert(
      images.getMessage ==
        "Invalid network: its first layer, Conv2D, takes images, and rows have the shape [784] (set featureShape to " +
        "height, width and channels, or put an input before that layer)"
    )
    assert(images.params == asList("network", "featureShape"))
    assert(
      refusal(Network.sequential(Layers.lstm(4)), 28).getMessage ==
        "Invalid network: its first layer, LSTM, takes sequences, and rows have the shape [28] (set featureShape to " +
        "steps and values, or put an input before that layer)"
    )
    assert(
      refusal(Network.sequential(Layers.maxPooling1d()), 28, 28, 1).getMessage.contains("takes sequences")
    )
  }
}
