package org.coherer.connector.tensorboard

import java.util.Arrays.asList

import org.coherer.testkit.EventRecords
import org.coherer.testkit.EventRecords.Decoded
import org.coherer.training.engine.NetworkShape
import org.coherer.training.engine.NetworkShape.LayerInfo
import org.scalatest.funsuite.AnyFunSuite

class NetworkGraphSuite extends AnyFunSuite with WithFits {

  private def nodes(network: NetworkShape): Seq[Decoded] =
    EventRecords.parse(NetworkGraph.of(network)).messages(1)

  private def edges(network: NetworkShape): Seq[(String, Seq[String])] =
    nodes(network).map(node => node.text(1) -> node.texts(3))

  private def attribute(node: Decoded, name: String): Option[Decoded] =
    node.messages(5).find(_.text(1) == name).map(_.message(2))

  test("layers one behind the other, with kind, shape and parameters") {
    assert(
      edges(network) == Seq("features" -> Nil, "dense" -> Seq("features"), "out" -> Seq("dense"))
    )
    assert(nodes(network).map(_.text(2)) == Seq("Input", "DenseLayer", "OutputLayer"))
    val dense = nodes(network)(1)
    assert(attribute(dense, "parameters").get.number(3) == 40)
    assert(attribute(dense, "output").get.text(2) == "8" && attribute(dense, "name").isEmpty)
  }

  test("the shape of an output is one of a batch, and unknown sizes are unknown") {
    val layer = nodes(shape(new LayerInfo("conv", "ConvolutionLayer", "3 x 28 x ?", 1)))(1)
    val sizes =
      attribute(layer, "_output_shapes").get.message(1).messages(7).map(_.messages(2).map(_.number(1)))
    assert(sizes == Seq(Seq(-1L, 3L, 28L, -1L)))
  }

  test("branches are drawn where the engine names what layers take") {
    val graph = shape(
      new LayerInfo("left", "DenseLayer", "8", 40, asList("features")),
      new LayerInfo("right", "DenseLayer", "8", 40, asList("features")),
      new LayerInfo("both", "MergeVertex", "16", 0, asList("left", "right")),
      new LayerInfo("out", "OutputLayer", "3", 51, asList("both", "absent"))
    )
    assert(
      edges(graph).drop(1) == Seq(
        "left" -> Seq("features"),
        "right" -> Seq("features"),
        "both" -> Seq("left", "right"),
        "out" -> Seq("both")
      )
    )
  }

  test("names that nodes may not have are changed, and no two are equal; the attribute name has them") {
    val graph = shape(
      new LayerInfo("a b/c:0", "DenseLayer", "8", 1),
      new LayerInfo("a_b_c_0", "DenseLayer", "8", 1),
      new LayerInfo("^x", "DenseLayer", "8", 1),
      new LayerInfo("", "DenseLayer", "8", 1)
    )
    val names = nodes(graph).map(_.text(1)).drop(1)
    assert(names == Seq("a_b_c_0", "a_b_c_0_1", "n_x", "n"))
    assert(attribute(nodes(graph)(1), "name").get.text(2) == "a b/c:0")
    assert(edges(graph).drop(2).map(_._2) == names.take(3).map(Seq(_)))
  }

  test("layers without a name of their own are named by their kind as well") {
    val graph = shape(
      new LayerInfo("layer0", "DenseLayer", "8", 1),
      new LayerInfo("layer1", "OutputLayer", "8", 1, asList("layer0"))
    )
    assert(
      edges(graph).drop(1) ==
        Seq("layer0_DenseLayer" -> Seq("features"), "layer1_OutputLayer" -> Seq("layer0_DenseLayer"))
    )
  }
}
