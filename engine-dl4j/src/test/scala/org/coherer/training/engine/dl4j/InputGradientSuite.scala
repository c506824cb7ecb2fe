package org.coherer.training.engine.dl4j

import java.util.OptionalDouble

import org.coherer.testkit.engine.{Row, WithBatches, WithTolerance}
import org.coherer.training.engine.dl4j.config.NetworkConfiguration
import org.coherer.training.engine.dl4j.execution.{ExecutionPolicy, LayerExecution}
import org.coherer.training.engine.dl4j.extension.{
  DotInteractionLayer,
  ParametricActivationLayer,
  PeriodicEmbeddingLayer
}
import org.coherer.training.engine.{InputGradients, NetworkSpec, Replica, ReplicaSettings}
import org.deeplearning4j.nn.conf.graph.{ElementWiseVertex, MergeVertex, ScaleVertex, SubsetVertex}
import org.deeplearning4j.nn.conf.layers._
import org.deeplearning4j.nn.conf.layers.misc.{FrozenLayer, FrozenLayerWithBackprop}
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.api.buffer.DataType
import org.scalatest.funsuite.AnyFunSuite

/** Gradients of inputs, by our own layers and by DL4J's, hold against slopes and against each other. */
class InputGradientSuite extends AnyFunSuite with WithNetworks with WithBatches with WithTolerance {

  private val batchRows = 5
  private val ours = new Dl4jEngine
  private val dl4js = new Dl4jEngine(ExecutionPolicy.DL4J)

  /** The gradients of inputs, row by row, and those of parameters. */
  private def gradients(
      engine: Dl4jEngine,
      network: NetworkSpec,
      last: Int
  ): (Array[Float], Array[Float]) = withReplica(engine, network, last) { (replica, some) =>
    replica.forwardBackward(batch(some), First)
    (if (last == 0) Array.empty[Float] else found(replica), replica.gradients().toArray)
  }

  private def withReplica[T](engine: Dl4jEngine, network: NetworkSpec, last: Int)(
      body: (Replica, Seq[Row]) => T
  ): T = {
    val shape = engine.describe(network)
    val plain = rows(batchRows, shape.inputLength(), shape.outputLength(), seed = 11)
    val some = plain.zipWithIndex.map { case (row, i) =>
      (if (shape.outputs().size() == 3) asTargets(row) else row).weighing(0.5f + i)
    }
    val replica =
      engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 5, 1).withInputGradients(last))
    try {
      // Biases start at zero, and frozen statistics as if nothing was ever normalized.
      val random = new scala.util.Random(2)
      val start = replica.parameters().toArray
      replica.parameters().copyFrom(start.map(value => value + random.nextFloat() / 10))
      body(replica, some)
    } finally replica.close()
  }

  private def found(replica: Replica): Array[Float] = {
    val values = new Array[Float](replica.inputGradients().limit())
    replica.inputGradients().get(0, values)
    values
  }

  private def slopes(engine: Dl4jEngine, network: NetworkSpec, last: Int): Array[Float] =
    withReplica(engine, network, last) { (replica, some) =>
      val filled = batch(some)
      val (width, step) = (filled.featureLength(), 5e-3f)
      val places = for (row <- 0 until batchRows; i <- width - last until width) yield row * width + i
      places.map { place =>
        val value = filled.features().get(place)
        def lossAt(moved: Float): Double = {
          filled.features().put(place, moved)
          replica.forwardBackward(filled, First)
        }
        val (up, down) = (value + step, value - step)
        val slope = (lossAt(up) - lossAt(down)) / (up.toDouble - down)
        filled.features().put(place, value)
        slope.toFloat
      }.toArray
    }

  private def check(
      network: NetworkSpec,
      numbers: Seq[Int],
      likeDl4j: Boolean = true,
      onOurs: Boolean = true
  ): Unit =
    numbers.foreach { last =>
      ours.capability(classOf[InputGradients]).get.check(network, last)
      val (inputs, parameters) = gradients(ours, network, last)
      assertClose(inputs, slopes(ours, network, last), 5e-3)
      assertSameBits(parameters, gradients(ours, network, 0)._2)
      if (likeDl4j) {
        val (others, theirs) = gradients(dl4js, network, last)
        assertClose(inputs, others, 1e-4)
        assertClose(others, slopes(dl4js, network, last), 5e-3)
        assertSameBits(theirs, gradients(dl4js, network, 0)._2)
      }
      assert(runsOnOurs(network, last) == onOurs)
    }

  private def runsOnOurs(network: NetworkSpec, last: Int): Boolean = {
    val parsed = NetworkConfiguration.parse(network, OptionalDouble.empty())
    val execution = ExecutionPolicy.FASTEST.of(parsed.shape(), last, parsed.instantiate(1))
    try parsed.dataType() == DataType.FLOAT && execution.isInstanceOf[LayerExecution]
    finally execution.close()
  }

  private def activated(in: Int, out: Int, function: Activation): DenseLayer =
    new DenseLayer.Builder().nIn(in).nOut(out).activation(function).build()

  private def normalization: BatchNormalization =
    new BatchNormalization.Builder().nIn(inputs).nOut(inputs).build()

  private def activation(function: Activation) = new ActivationLayer(function)

  private val stacks: Seq[(String, Seq[Layer])] = Seq(
    ("a dense layer", Seq(dense(inputs, 7), softmax(7))),
    ("an output layer alone", Seq(softmax(inputs))),
    ("a dense layer with softsign", Seq(activated(inputs, 7, Activation.SOFTSIGN), softmax(7))),
    ("a dense layer with a curve", Seq(activated(inputs, 7, Activation.GELU), softmax(7))),
    ("batch normalization", Seq(normalization, dense(inputs, 7), softmax(7))),
    ("an activation", Seq(activation(Activation.SIGMOID), dense(inputs, 7), softmax(7))),
    ("a curve", Seq(activation(Activation.SOFTPLUS), dense(inputs, 7), softmax(7))),
    ("softmax", Seq(activation(Activation.SOFTMAX), dense(inputs, 7), softmax(7))),
    ("waves", Seq(new PeriodicEmbeddingLayer(inputs, 3, 2), softmax(3 * inputs))),
    ("products of pairs", Seq(new DotInteractionLayer(3, 2, true, false), softmax(5))),
    (
      "shares of an activation",
      Seq(new ParametricActivationLayer(inputs, Activation.TANH), dense(inputs, 7), softmax(7))
    )
  )

  for ((kind, layers) <- stacks) test(s"input gradients: $kind first") {
    check(stack(settings(), layers: _*), Seq(1, 2, inputs))
  }

  test("input gradients: penalties on weights do not count") {
    check(perceptron(settings().l2(0.1).l1(0.05)), Seq(3))
    val plain = gradients(ours, perceptron(settings()), 3)._1
    assertSameBits(gradients(ours, perceptron(settings().l2(0.1).l1(0.05)), 3)._1, plain)
  }

  test("input gradients: dropout of inputs, with the numbers that the seed drops") {
    for (
      network <- Seq(
        perceptron(settings().dropOut(0.6)),
        stack(settings(), new DropoutLayer(0.6), dense(inputs, 7), softmax(7))
      )
    ) {
      check(network, Seq(2, inputs), likeDl4j = false)
      val all = gradients(ours, network, inputs)._1
      assert(all.exists(_ == 0f) && all.exists(_ != 0f))
    }
  }

  private def frozen(layer: Layer): Layer = new FrozenLayer(layer)

  private val frozenFirst: Seq[(String, Seq[Layer])] = Seq(
    ("a dense layer", Seq(frozen(dense(inputs, 7)), softmax(7))),
    ("two dense layers", Seq(frozen(dense(inputs, 7)), frozen(dense(7, 6)), softmax(6))),
    ("a dense layer of softsign", Seq(frozen(activated(inputs, 7, Activation.SOFTSIGN)), softmax(7))),
    ("a dense layer of a curve", Seq(frozen(activated(inputs, 7, Activation.SWISH)), softmax(7))),
    ("batch normalization", Seq(frozen(normalization), frozen(dense(inputs, 7)), softmax(7))),
    ("an activation", Seq(frozen(activation(Activation.TANH)), dense(inputs, 7), softmax(7))),
    ("dropout", Seq(frozen(new DropoutLayer(0.5)), dense(inputs, 7), softmax(7))),
    ("waves", Seq(frozen(new PeriodicEmbeddingLayer(inputs, 3, 2)), softmax(3 * inputs))),
    ("products of pairs", Seq(frozen(new DotInteractionLayer(2, 3, false, true)), softmax(3))),
    ("shares", Seq(frozen(new ParametricActivationLayer(inputs, Activation.TANH)), softmax(inputs))),
    (
      "shares of a curve",
      Seq(frozen(new ParametricActivationLayer(inputs, Activation.SWISH)), softmax(inputs))
    )
  )

  for ((kind, layers) <- frozenFirst) test(s"input gradients: through $kind that is frozen") {
    check(stack(settings(), layers: _*), Seq(1, inputs), likeDl4j = false)
  }

  test("input gradients: a frozen layer's own gradients stay zero") {
    val network = stack(settings(), frozen(dense(inputs, 7)), softmax(7))
    val (found, parameters) = gradients(ours, network, 2)
    assert(parameters.take(inputs * 7 + 7).forall(_ == 0f) && found.forall(_ != 0f))
  }

  test("input gradients: through a layer that DL4J freezes with its gradients") {
    check(
      stack(settings(), new FrozenLayerWithBackprop(dense(inputs, 7)), softmax(7)),
      Seq(2, inputs),
      onOurs = false
    )
  }

  test("input gradients: of a network that only DL4J runs") {
    val slopes = new PReLULayer.Builder().nIn(inputs).nOut(inputs).inputShape(inputs.toLong).build()
    check(stack(settings(), slopes, dense(inputs, 7), softmax(7)), Seq(1, inputs), onOurs = false)
  }

  test("input gradients: of 64-bit floats") {
    check(perceptron(settings().dataType(DataType.DOUBLE)), Seq(2, inputs), onOurs = false)
  }

  test("input gradients: of an input that two layers of a graph take") {
    check(spec(skipping(settings()).toJson), Seq(1, 4, inputs))
  }

  test("input gradients: of one that is added to itself, through a vertex") {
    val graph = settings()
      .graphBuilder()
      .addInputs("in")
      .addVertex("twice", new ElementWiseVertex(ElementWiseVertex.Op.Add), "in", "in")
      .addLayer("hidden", dense(inputs, 7), "twice")
      .addLayer("out", softmax(7), "hidden")
      .setOutputs("out")
    check(spec(graph.build().toJson), Seq(2, inputs))
  }

  test("input gradients: of whole inputs of a graph, one or several") {
    check(twoByThree(settings()), Seq(2, 6))
    check(wideAndDeep(settings()), Seq(2, 6))
  }

  test("input gradients: of an input beside an embedding") {
    val network = spec(
      settings()
        .graphBuilder()
        .addInputs("id", "rows")
        .addLayer("words", new EmbeddingLayer.Builder().nIn(9).nOut(3).build(), "id")
        .addVertex("all", new MergeVertex(), "words", "rows")
        .addLayer("hidden", dense(7, 6), "all")
        .addLayer("out", softmax(6), "hidden")
        .setOutputs("out")
        .build()
        .toJson
    )
    assert(ours.describe(network).inputLength() == 5)
    val found = Seq(ours, dl4js).map { engine =>
      withReplica(engine, network, 4) { (replica, some) =>
        val filled = some.map(row => row.copy(features = 3f +: row.features.drop(1)))
        replica.forwardBackward(batch(filled), First)
        this.found(replica)
      }
    }
    assertClose(found(1), found(0), 1e-5)
    assert(found.head.length == 4 * batchRows && found.head.forall(_ != 0f))
  }

  test("input gradients: of a graph that only DL4J runs, with other vertices at its input") {
    val graph = settings()
      .graphBuilder()
      .addInputs("left", "right")
      .addVertex("scaled", new ScaleVertex(2), "right")
      .addVertex("some", new SubsetVertex(1, 2), "right")
      .addLayer("a", dense(2, 5), "left")
      .addLayer("b", dense(4, 3), "scaled")
      .addVertex("all", new MergeVertex(), "a", "b", "some")
      .addLayer("out", softmax(10), "all")
      .setOutputs("out")
    check(spec(graph.build().toJson), Seq(4, 6), onOurs = false)
  }

  private def problem(network: NetworkSpec, last: Int): String = {
    val checked = intercept[IllegalArgumentException](
      ours.capability(classOf[InputGradients]).get.check(network, last)
    ).getMessage
    val settings = new ReplicaSettings(network, OptionalDouble.empty(), 5, 1).withInputGradients(last)
    assert(intercept[IllegalArgumentException](ours.open(settings)).getMessage == checked)
    ours.capability(classOf[InputGradients]).get.check(network, 0)
    ours.open(settings.withInputGradients(0)).close()
    checked
  }

  private val plainRemedy =
    "(have a layer that takes plain numbers, such as a DenseLayer, take that input)"

  private def cannot(last: Int) = s"Cannot compute gradients of the last $last inputs of the network: "

  test("input gradients: none of images") {
    assert(problem(convolutional(settings()), 3) == cannot(3) + "input 'input' takes images " + plainRemedy)
  }

  test("input gradients: none of sequences") {
    val recurrent = stack(
      settings(),
      new LastTimeStep(new LSTM.Builder().nIn(3).nOut(4).activation(Activation.TANH).build()),
      softmax(4)
    )
    val shaped = new Dl4jEditing().withInputShape(recurrent, java.util.Arrays.asList(2, 3))
    assert(problem(shaped, 3) == cannot(3) + "layer 'layer0' takes images or sequences " + plainRemedy)
  }

  test("input gradients: none of whole numbers") {
    val embedding = new EmbeddingLayer.Builder().nIn(9).nOut(3).name("words").build()
    assert(
      problem(stack(settings(), embedding, softmax(3)), 1) ==
        cannot(1) + "layer 'words', an EmbeddingLayer, takes whole numbers " + plainRemedy
    )
    val sequence = new EmbeddingSequenceLayer.Builder().nIn(9).nOut(3).inputLength(4).build()
    val last = new LastTimeStep(new LSTM.Builder().nIn(3).nOut(4).activation(Activation.TANH).build())
    assert(
      problem(stack(settings(), sequence, last, softmax(4)), 2) ==
        cannot(2) + "layer 'layer0', an EmbeddingSequenceLayer, takes whole numbers " + plainRemedy
    )
  }

  test("input gradients: none of whole numbers that come through a vertex or an activation") {
    val network = spec(
      settings()
        .graphBuilder()
        .addInputs("in")
        .addLayer("same", activation(Activation.IDENTITY), "in")
        .addLayer("words", new EmbeddingLayer.Builder().nIn(9).nOut(3).build(), "same")
        .addLayer("out", softmax(3), "words")
        .setOutputs("out")
        .build()
        .toJson
    )
    assert(
      problem(network, 1) ==
        cannot(1) + "layer 'words', an EmbeddingLayer, takes whole numbers " + plainRemedy
    )
  }

  test("input gradients: none from amid one of several inputs on") {
    assert(
      problem(twoByThree(settings()), 3) == cannot(3) +
        "they begin amid the 4 numbers of input 'left' (give them an input of their own, behind all others)"
    )
    assert(
      problem(wideAndDeep(settings()), 1) == cannot(1) +
        "they begin amid the 2 numbers of input 'deep' (give them an input of their own, behind all others)"
    )
  }

  test("input gradients: none before a frozen layer where DL4J runs the network") {
    val behind = stack(settings(), dense(inputs, 7), frozen(dense(7, 5)), softmax(5))
    assert(
      problem(behind, 2) == cannot(2) + "layer '1' is frozen, and DL4J runs the network, which stops there " +
        "(layer 1 is frozen behind one that is not; freeze dense layers alone, before all that are trained, or none)"
    )
    val doubles = stack(settings().dataType(DataType.DOUBLE), frozen(dense(inputs, 7)), softmax(7))
    assert(problem(doubles, 2).contains("which stops there (its numbers are 64-bit floats; freeze "))
  }
}
