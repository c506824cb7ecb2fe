package org.coherer.training.engine.dl4j

import java.util.OptionalDouble

import org.coherer.testkit.engine.Row
import org.coherer.training.engine.NetworkShape.Input
import org.coherer.training.engine.dl4j.config.NetworkConfiguration
import org.coherer.training.engine.dl4j.execution.ExecutionPolicy
import org.coherer.training.engine.dl4j.extension.DotInteractionLayer
import org.coherer.training.engine.{NetworkSpec, ReplicaSettings}
import org.coherer.training.network.layer.DotInteraction
import org.coherer.training.network.memory.Memory
import org.deeplearning4j.nn.conf.MultiLayerConfiguration
import org.deeplearning4j.nn.conf.graph.MergeVertex
import org.deeplearning4j.nn.conf.inputs.InputType
import org.deeplearning4j.nn.conf.layers.DenseLayer
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.factory.Nd4j
import org.nd4j.linalg.learning.config.Adam
import org.scalatest.funsuite.AnyFunSuite

/** Our own passes of the dot interaction hold against its formula, DL4J's and slopes. */
class DotInteractionSuite extends AnyFunSuite with WithGradients {

  override val engine = new Dl4jEngine

  private val kinds = for (first <- Seq(true, false); itself <- Seq(true, false)) yield (first, itself)

  private def behind(layer: DotInteractionLayer, updater: Settings = settings()): NetworkSpec = {
    val width = layer.vectors * layer.width
    stack(updater, dense(inputs, width), layer, softmax(layer.outputs))
  }

  /** The first vector if it is kept, then the products, as the paper's formula has them. */
  private def expected(x: Seq[Double], layer: DotInteractionLayer): Seq[Double] = {
    val vectors = x.grouped(layer.width).toSeq
    val products = for {
      i <- vectors.indices
      j <- vectors.indices
      if i < j || i == j && layer.pairsWithItself
    } yield vectors(i).zip(vectors(j)).map { case (a, b) => a * b }.sum
    (if (layer.keepsFirst) vectors.head else Nil) ++ products
  }

  private def memory(values: Float*): Memory = {
    val buffer = direct(values.size)
    buffer.put(0, values.toArray)
    Memory.of(buffer)
  }

  for ((first, itself) <- kinds) {
    val name = s"${if (first) "first vector kept" else "products alone"}, itself $itself"

    test(s"$name: outputs are those of the formula, by our own layers and by DL4J's") {
      for ((vectors, width) <- Seq((2, 1), (3, 2), (7, 5), (27, 16))) {
        val layer = new DotInteractionLayer(vectors, width, first, itself)
        val own = new DotInteraction(new DotInteraction.Settings(vectors, width, first, itself))
        assert(own.output().length() == layer.outputs)
        val some = rows(5, vectors * width, 2, seed = 7)
        val wanted = some.flatMap(row => expected(row.features.map(_.toDouble).toSeq, layer).map(_.toFloat))
        assert(wanted.size == 5 * layer.outputs)
        val out = direct(wanted.size)
        own.reserve(5, false)
        try own.forward(Array(memory(some.flatMap(_.features): _*)), Memory.of(out), 5, false)
        finally own.close()
        assertClose(floats(out), wanted.toArray, 1e-6)
        val text = stack(settings(), layer, softmax(layer.outputs)).text
        val model = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(text))
        model.init()
        val plain = model.feedForward(Nd4j.create(some.map(_.features).toArray)).get(1)
        assertClose(plain.dup('c').data().asFloat(), wanted.toArray, 1e-6)
      }
    }

    for ((vectors, width) <- Seq((2, 1), (3, 2), (6, 4)))
      test(s"$name, $vectors vectors of $width: on our own layers, with DL4J's gradients and the slope") {
        val network = behind(new DotInteractionLayer(vectors, width, first, itself))
        assert(runsOnOurLayers(network))
        assertGradients(network)
      }
  }

  test("gradients of inputs, by the formula's derivative") {
    val own = new DotInteraction(new DotInteraction.Settings(3, 1, true, true))
    val (x, slopes, found) = (memory(2, 3, 5), memory(1, 10, 20, 30, 40, 50, 60), memory(9, 9, 9))
    own.reserve(1, true)
    try own.backward(Array(x), memory(0, 0, 0, 0, 0, 0, 0), slopes, Array(found), 1)
    finally own.close()
    // Of a + 10 a^2 + 20 ab + 30 ac + 40 b^2 + 50 bc + 60 c^2 at 2, 3, 5.
    assert(
      (0 until 3).map(found.buffer().get(_)) == Seq(
        1f + 20 * 2 + 20 * 3 + 30 * 5,
        20f * 2 + 80 * 3 + 50 * 5,
        30f * 2 + 50 * 3 + 120 * 5
      )
    )
  }

  test("gradients of parts of a batch add up to those of the whole") {
    withReplica(behind(new DotInteractionLayer(5, 3, true, false)), identity) { (replica, _, _) =>
      val all = rows(60, inputs, classes, seed = 5)
      replica.forwardBackward(batch(all), First)
      val whole = replica.gradients().toArray
      val parts = all.grouped(7).map { some =>
        replica.forwardBackward(batch(some), First)
        replica.gradients().toArray
      }
      assertClose(whole, parts.reduce((a, b) => a.zip(b).map { case (x, y) => x + y }), 1e-5)
    }
  }

  /** A recommendation model: numbers through a dense layer, rows of embeddings, products, dense layers. */
  private def recommendation(updater: Settings): NetworkSpec = spec(
    updater
      .graphBuilder()
      .addInputs("numbers", "rows")
      .addLayer("bottom", dense(4, 3), "numbers")
      .addVertex("vectors", new MergeVertex(), "bottom", "rows")
      .addLayer("pairs", new DotInteractionLayer(5, 3, true, false), "vectors")
      .addLayer("top", dense(13, 6), "pairs")
      .addLayer("out", softmax(6), "top")
      .setOutputs("out")
      .build()
      .toJson
  )

  test("in a graph, between vectors that dense layers make and others: on our own layers") {
    val network = recommendation(settings())
    val shape = engine.describe(network)
    assert(shape.inputs() == java.util.Arrays.asList(new Input("numbers", 4), new Input("rows", 12)))
    checkedBut(network, Nil)
    val found = ExecutionPolicy.values().toSeq.map { policy =>
      val opened = new ReplicaSettings(network, OptionalDouble.empty(), 5, 1).withInputGradients(12)
      val replica = new Dl4jEngine(policy).open(opened)
      try {
        replica.forwardBackward(batch(rows(5, 16, classes, seed = 3)), First)
        val ofInputs = new Array[Float](5 * 12)
        replica.inputGradients().get(0, ofInputs)
        (replica.gradients().toArray, ofInputs)
      } finally replica.close()
    }
    assertClose(found(1)._1, found(0)._1, 1e-5)
    assertClose(found(1)._2, found(0)._2, 1e-5)
  }

  test("its text is read back, it has no parameters, and nothing obstructs sharding") {
    for (
      network <- Seq(
        behind(new DotInteractionLayer(3, 2, true, true), settings(new Adam(0.1)).weightDecay(0.01)),
        recommendation(settings(new Adam(0.1)))
      )
    ) {
      assert(NetworkConfiguration.parse(network, OptionalDouble.empty()).toJson == network.text)
      val shape = engine.describe(network)
      val layers = shape.layers().toArray(Array[org.coherer.training.engine.NetworkShape.LayerInfo]())
      val pairs = layers.filter(_.`type`() == "DotInteractionLayer")
      assert(pairs.length == 1 && pairs.head.parameters() == 0)
      assert(shape.shardingObstacle() == null)
      val settingsOfReplica = new ReplicaSettings(network, OptionalDouble.empty(), 1, 1)
      assert(engine.optimizerLayout(settingsOfReplica).stateLength() == 2 * shape.parameterCount())
      assert(pairs.head.outputShape() == (if (layers.length == 3) "8" else "13"))
    }
  }

  test("with the type of the input given, a builder counts its outputs") {
    val list = settings()
      .list()
      .layer(new DotInteractionLayer(3, 2, true, false))
      .layer(new DenseLayer.Builder().nOut(4).activation(Activation.TANH).build())
      .layer(softmax(4))
      .setInputType(InputType.feedForward(inputs.toLong))
    val network = spec(list.build().toJson)
    assert(engine.describe(network).parameterCount() == 5 * 4 + 4 + 4 * 3 + 3)
    assertGradients(network)
  }

  test("after dropout, on our own layers, products are of what is left") {
    val layer = new DotInteractionLayer(3, 2, false, true)
    layer.setIDropout(new org.deeplearning4j.nn.conf.dropout.Dropout(0.5))
    val network = behind(layer)
    checkedBut(network, Nil)
  }

  test("training learns whether two vectors point the same way, which dense layers alone do not see") {
    val network =
      stack(
        settings(new Adam(0.05)),
        new DotInteractionLayer(2, 3, false, false),
        new org.deeplearning4j.nn.conf.layers.OutputLayer.Builder()
          .nIn(1)
          .nOut(2)
          .activation(Activation.SOFTMAX)
          .build()
      )
    def sample(seed: Long): Seq[Row] = rows(64, 6, 2, seed).map { row =>
      val same = (0 until 3).map(i => row.features(i) * row.features(3 + i)).sum > 0
      row.copy(target = oneHot(2, if (same) 1 else 0))
    }
    withReplica(network, identity) { (replica, _, _) =>
      val some = batch(sample(1))
      (0 until 100).foreach { step =>
        val context = org.coherer.training.engine.StepContext.at(step.toLong, 1)
        replica.forwardBackward(some, context)
        replica.optimizer().step(64, context)
      }
      val fresh = sample(2)
      val found = predict(replica, batch(fresh)).grouped(2).toSeq
      val right = found.zip(fresh).count { case (p, row) => (p(1) > p(0)) == (row.target(1) == 1f) }
      assert(right >= 60)
    }
  }

  test("sizes that are too small or large are refused, also in a text") {
    for ((vectors, width) <- Seq((1, 4), (2, 0), (1 << 15, 1), (1 << 14, 1 << 15))) {
      val e = intercept[IllegalArgumentException](new DotInteractionLayer(vectors, width, true, false))
      assert(
        e.getMessage == s"Invalid interaction of $vectors vectors of $width numbers (must be from 2 to 16384 " +
          "vectors, of at least 1 number each, at most 268435456 together)"
      )
    }
    val text = behind(new DotInteractionLayer(3, 2, true, false)).text
    assert(text.contains("\"vectors\" : 3"))
    val small = text.replace("\"vectors\" : 3", "\"vectors\" : 1")
    intercept[IllegalArgumentException](engine.describe(spec(small)))
  }

  test("an input of another length is refused by the layer's name") {
    val layer = new DotInteractionLayer(3, 2, true, false)
    layer.setLayerName("pairs")
    def message(network: => NetworkSpec) =
      intercept[IllegalArgumentException](engine.describe(network)).getMessage
    assert(
      message(stack(settings(), dense(inputs, 7), layer, softmax(5))) ==
        "Cannot train the network: layer 'pairs', DotInteractionLayer is given 7 numbers (must be 3 vectors " +
        "of 2, 6 numbers)"
    )
    val graph = settings()
      .graphBuilder()
      .addInputs("in")
      .addLayer("hidden", dense(inputs, 7), "in")
      .addLayer("pairs", new DotInteractionLayer(3, 2, true, false), "hidden")
      .addLayer("out", softmax(5), "pairs")
      .setOutputs("out")
    assert(message(spec(graph.build().toJson)).contains("DotInteractionLayer is given 7 numbers (must be"))
    val text = behind(layer).text
    assert(text.contains("\"width\" : 2"))
    assert(
      message(spec(text.replace("\"width\" : 2", "\"width\" : 3")))
        .contains("layer 'pairs', DotInteractionLayer is given 6 numbers (must be 3 vectors of 3, 9 numbers)")
    )
  }
}
