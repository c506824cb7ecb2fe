package org.coherer.training.engine.dl4j

import java.util.{Arrays, OptionalDouble}

import org.coherer.training.engine.dl4j.execution.ExecutionPolicy
import org.coherer.training.engine.{ImageShape, NetworkEditing, NetworkSpec, ReplicaSettings}
import org.deeplearning4j.nn.conf.graph.{ElementWiseVertex, MergeVertex, ScaleVertex}
import org.deeplearning4j.nn.conf.inputs.InputType
import org.deeplearning4j.nn.conf.layers._
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep
import org.deeplearning4j.nn.conf.{ComputationGraphConfiguration, ConvolutionMode, MultiLayerConfiguration}
import org.deeplearning4j.nn.graph.ComputationGraph
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.api.ndarray.INDArray
import org.nd4j.linalg.factory.Nd4j
import org.scalatest.funsuite.AnyFunSuite

/** Networks whose input type DL4J forgets: a shape says it, and they train as they do on DL4J. */
class UnshapedInputSuite extends AnyFunSuite with WithGradients {

  override val engine = new Dl4jEngine(ExecutionPolicy.FASTEST)
  private val editing = engine.capability(classOf[NetworkEditing]).get

  private def shaped(network: NetworkSpec, sizes: Int*): NetworkSpec =
    editing.withInputShape(network, Arrays.asList(sizes.map(Int.box): _*))

  private def problem(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  private val side = 12
  private val channels = 3

  private def filter(kernel: Int, out: Int, stride: Int = 1) = new ConvolutionLayer.Builder(kernel, kernel)
    .nOut(out)
    .stride(stride, stride)
    .convolutionMode(ConvolutionMode.Same)
    .activation(Activation.RELU)
    .build()

  private def output = new OutputLayer.Builder().nOut(classes).activation(Activation.SOFTMAX).build()

  private def pool = new GlobalPoolingLayer.Builder(PoolingType.AVG).build()

  private def largest = new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build()

  private def graph = settings().graphBuilder().addInputs("in")

  private val images = InputType.convolutional(side.toLong, side.toLong, channels.toLong)

  /** Fire modules: a narrow convolution, then two beside each other. */
  private def squeezing: String = graph
    .addLayer("first", filter(3, 6, stride = 2), "in")
    .addLayer("pool", largest, "first")
    .addLayer("squeeze", filter(1, 3), "pool")
    .addLayer("small", filter(1, 4), "squeeze")
    .addLayer("large", filter(3, 4), "squeeze")
    .addVertex("both", new MergeVertex(), "small", "large")
    .addLayer("classes", filter(1, 5), "both")
    .addLayer("mean", pool, "classes")
    .addLayer("out", output, "mean")
    .setOutputs("out")
    .setInputTypes(images)
    .build()
    .toJson

  private def darkening: String = {
    val list = settings().list()
    for (width <- Seq(4, 6, 5)) {
      list.layer(
        new ConvolutionLayer.Builder(3, 3)
          .nOut(width)
          .hasBias(false)
          .convolutionMode(ConvolutionMode.Same)
          .activation(Activation.IDENTITY)
          .build()
      )
      list.layer(new BatchNormalization())
      list.layer(new ActivationLayer.Builder().activation(Activation.LEAKYRELU).build())
    }
    list.layer(largest).layer(pool).layer(output).setInputType(images).build().toJson
  }

  /** Zeros around the input, then a sum past two layers. */
  private def residual: String = graph
    .addLayer("padded", new ZeroPaddingLayer(2, 2), "in")
    .addLayer("first", filter(3, 4, stride = 2), "padded")
    .addLayer("a", filter(3, 4), "first")
    .addLayer("b", filter(3, 4), "a")
    .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "first", "b")
    .addLayer("mean", pool, "sum")
    .addLayer("out", output, "mean")
    .setOutputs("out")
    .setInputTypes(images)
    .build()
    .toJson

  /** The gradient of plain DL4J for the network as it is, which gets tensors. */
  private def plainGradient(
      json: String,
      parameters: Array[Float],
      x: INDArray,
      y: INDArray
  ): Array[Float] = {
    val start = Nd4j.create(parameters).reshape(1, parameters.length.toLong)
    val gradient = if (json.contains("\"vertices\"")) {
      val model = new ComputationGraph(ComputationGraphConfiguration.fromJson(json))
      model.init()
      model.setParams(start)
      model.setInput(0, x)
      model.setLabels(y)
      model.computeGradientAndScore()
      model.gradient()
    } else {
      val model = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(json))
      model.init()
      model.setParams(start)
      model.setInput(x)
      model.setLabels(y)
      model.computeGradientAndScore()
      model.gradient()
    }
    gradient.gradient().dup().data().asFloat()
  }

  private def assertSame(json: String, sizes: Int*)(tensor: INDArray => INDArray): Unit = {
    val network = shaped(spec(json), sizes: _*)
    assert(shaped(network, sizes: _*) == network)
    val shape = engine.describe(network)
    assert(shape.inputLength() == sizes.product)
    val some = rows(4, shape.inputLength(), shape.outputLength(), seed = 3)
    val replica = engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 5, 1))
    try {
      val start = replica.parameters().toArray
      val x = tensor(Nd4j.create(some.map(_.features).toArray))
      val plain = plainGradient(json, start, x, Nd4j.create(some.map(_.target).toArray))
      replica.forwardBackward(batch(some), First)
      val tracked = trackedOf(network)
      val found = replica.gradients().toArray.zip(tracked).map { case (value, isTracked) =>
        if (isTracked) value / some.size else value
      }
      assertClose(found, plain, 1e-5)
    } finally replica.close()
  }

  for ((name, json) <- Seq("SqueezeNet" -> squeezing, "Darknet" -> darkening, "ResNet" -> residual))
    test(s"images: a network like $name trains as DL4J's does, once featureShape says their sizes") {
      val message = problem(engine.describe(spec(json)))
      assert(message.startsWith("Cannot tell the size of the images that the network takes"))
      assert(message.contains("set featureShape to channels, height and width"))
      assertSame(json, channels, side, side)(_.reshape('c', 4, channels.toLong, side.toLong, side.toLong))
      val input = engine.describe(shaped(spec(json), channels, side, side)).inputs().get(0)
      assert(input.image() == new ImageShape(channels, side, side, ImageShape.Order.CHANNELS_FIRST))
    }

  test("images: dense layers first take them channel by channel, which the network says itself") {
    val json = settings().list().layer(dense(0, 4)).layer(output).setInputType(images).build().toJson
    val input = engine.describe(spec(json)).inputs().get(0)
    assert(input.image() == new ImageShape(channels, side, side, ImageShape.Order.CHANNELS_FIRST))
    assertSame(json, channels, side, side)(_.reshape('c', 4, channels.toLong, side.toLong, side.toLong))
  }

  private def last(in: Int) =
    new LastTimeStep(new LSTM.Builder().nIn(in).nOut(4).activation(Activation.TANH).build())

  private val steps = 7
  private val values = 5

  /** Rows have step after step, DL4J has the values first. */
  private def asSequence(rows: INDArray): INDArray =
    rows.reshape('c', 4, steps.toLong, values.toLong).permute(0, 2, 1).dup('c')

  for (
    (name, first, width) <- Seq(
      ("an LSTM", Seq.empty[Layer], values),
      (
        "Conv1D",
        Seq[Layer](new Convolution1DLayer.Builder(3).nOut(6).activation(Activation.TANH).build()),
        6
      )
    )
  )
    test(s"sequences: $name first trains as DL4J's does, once featureShape says steps and values") {
      val list = settings().list()
      (first :+ last(width)).foreach(layer => list.layer(layer))
      val json = list
        .layer(output)
        .setInputType(InputType.recurrent(values.toLong, steps.toLong))
        .build()
        .toJson
      val message = problem(engine.describe(spec(json)))
      assert(message.startsWith("Cannot tell how long the sequences are that the network takes"))
      assert(message.contains("set featureShape to the number of steps and of values per step"))
      assertSame(json, steps, values)(asSequence)
      assert(
        problem(
          shaped(spec(json), values, steps)
        ) == "Invalid featureShape [5, 7] (the number of steps and of " +
          "values per step; the network's first layer takes 5 values per step)"
      )
    }

  test("a shape of another kind, of other channels or another size is refused") {
    assert(
      problem(shaped(spec(darkening), 12, 12)) ==
        "Invalid featureShape [12, 12] (the network takes channels, height and width)"
    )
    assert(
      problem(
        shaped(spec(darkening), 1, 12, 12)
      ) == "Invalid featureShape [1, 12, 12] (channels, height and " +
        "width; the network's first layer takes 3 channels)"
    )
    val dense8 = settings().list().layer(filter(3, 4)).layer(dense(0, 8)).layer(output).setInputType(images)
    assert(
      problem(engine.describe(shaped(spec(dense8.build().toJson), channels, 12, 13))).contains(
        "is given images of [4, 12, 13] (must be [4, 12, 12] (channels, height, width)"
      )
    )
  }

  test("a network that says its input itself keeps it") {
    Seq(perceptron(settings()), convolutional(settings())).foreach { network =>
      assert(engine.describe(shaped(network, 2, 9, 9)) == engine.describe(network))
    }
  }

  for (
    (name, add) <- Seq[(String, ComputationGraphConfiguration.GraphBuilder => Any)](
      "dropout" -> (_.addLayer("first", new DropoutLayer.Builder(1.0).build(), "in")),
      "an activation" -> (_.addLayer("first", new ActivationLayer(Activation.TANH), "in")),
      "a scale" -> (_.addVertex("first", new ScaleVertex(2), "in"))
    )
  )
    test(s"a graph with $name first has the length that the layer behind it takes") {
      val builder = graph
      add(builder)
      val json = builder
        .addLayer("second", new ActivationLayer(Activation.TANH), "first")
        .addLayer("hidden", dense(inputs, 7), "second")
        .addLayer("out", softmax(7), "hidden")
        .setOutputs("out")
        .build()
        .toJson
      assert(engine.describe(spec(json)).inputLength() == inputs)
      assertGradients(spec(json))
    }

  test("words that are embedded and pooled need no input type") {
    val words = new EmbeddingSequenceLayer.Builder().nIn(20).nOut(4).inputLength(6).build()
    val network = stack(settings(), words, pool, softmax(4))
    assert(engine.describe(network).layers().get(1).outputShape() == "4")
    assertGradients(
      network,
      data =
        row => row.copy(features = row.features.map(x => (math.abs(x.toDouble) * 7).toInt.min(19).toFloat))
    )
  }
}
