package org.coherer.training.engine.dl4j

import org.coherer.training.engine.NetworkShape.LayerInfo
import org.coherer.training.engine.NetworkSpec
import org.deeplearning4j.nn.conf.NeuralNetConfiguration
import org.deeplearning4j.nn.conf.graph.MergeVertex
import org.deeplearning4j.nn.conf.layers.{DenseLayer, OutputLayer}
import org.deeplearning4j.nn.conf.{ComputationGraphConfiguration, MultiLayerConfiguration}
import org.deeplearning4j.nn.graph.ComputationGraph
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.api.ndarray.INDArray
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.scalatest.funsuite.AnyFunSuite

/** Descriptions have layers in the order in which DL4J has their parameters. */
class LayerOrderSuite extends AnyFunSuite {

  private def described(json: String): Seq[LayerInfo] =
    new Dl4jEngine()
      .describe(new NetworkSpec("dl4j", json))
      .layers()
      .toArray(Array[LayerInfo]())
      .toSeq
      .filter(_.parameters() > 0)

  /** Each layer has, where the description says, the very values that DL4J has for it by its name. */
  private def assertInOrder(layers: Seq[LayerInfo], all: INDArray, named: String => INDArray): Unit = {
    val values = all.dup().data().asFloat()
    assert(layers.map(_.parameters()).sum == values.length)
    layers.foldLeft(0) { (from, layer) =>
      val until = from + layer.parameters().toInt
      assert(
        values.slice(from, until).toSeq == named(layer.name()).dup().data().asFloat().toSeq,
        layer.name()
      )
      until
    }: Unit
  }

  private def dense(inputs: Int, units: Int) =
    new DenseLayer.Builder().nIn(inputs.toLong).nOut(units.toLong).activation(Activation.TANH).build()

  /** Branches of several depths, their names in no order. */
  private def branches(names: Seq[String]): ComputationGraphConfiguration = {
    val graph = new NeuralNetConfiguration.Builder().seed(3).graphBuilder().addInputs("z in", "a in")
    names.zipWithIndex.foreach { case (name, i) =>
      graph.addLayer(name, dense(4, 3 + i), if (i % 2 == 0) "z in" else "a in")
      if (i % 3 == 0) graph.addLayer(s"$name behind", dense(3 + i, 20 + i), name)
    }
    val ends = names.zipWithIndex.map { case (name, i) => if (i % 3 == 0) s"$name behind" else name }
    val width = names.indices.map(i => if (i % 3 == 0) 20 + i else 3 + i).sum
    val out =
      new OutputLayer.Builder(LossFunction.MSE).nIn(width.toLong).nOut(2).activation(Activation.IDENTITY)
    graph
      .addVertex("merged", new MergeVertex(), ends: _*)
      .addLayer("out", out.build(), "merged")
      .setOutputs("out")
      .setInputTypes(
        org.deeplearning4j.nn.conf.inputs.InputType.feedForward(4),
        org.deeplearning4j.nn.conf.inputs.InputType.feedForward(4)
      )
      .build()
  }

  for (
    names <- Seq(
      Seq("wide", "deep", "a", "q7", "Zeta", "b b", "mid"),
      Seq("tower_9", "tower_1", "x", "aa", "k", "j", "i", "h", "g", "f", "e", "d", "c")
    )
  )
    test(s"layer order: a graph of ${names.size} branches") {
      val json = branches(names).toJson
      val graph = new ComputationGraph(ComputationGraphConfiguration.fromJson(json))
      graph.init()
      assertInOrder(described(json), graph.params(), name => graph.getLayer(name).params())
      // DL4J notes its order in the configuration, and so in files.
      val noted = graph.getConfiguration.toJson
      assert(noted.contains("topologicalOrder") && described(noted) == described(json))
    }

  test("layer order: a stack, whose layers may have names") {
    val json = new NeuralNetConfiguration.Builder()
      .seed(3)
      .list()
      .layer(dense(4, 7))
      .layer(new DenseLayer.Builder().name("a").nIn(7).nOut(5).build())
      .layer(new OutputLayer.Builder(LossFunction.MSE).nIn(5).nOut(2).activation(Activation.IDENTITY).build())
      .build()
      .toJson
    val stack = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(json))
    stack.init()
    val layers = described(json)
    val places = layers.map(_.name()).zipWithIndex.toMap
    assert(places.keySet == Set("layer0", "a", "layer2"))
    assertInOrder(layers, stack.params(), name => stack.getLayer(places(name)).params())
  }
}
