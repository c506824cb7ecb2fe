package org.coherer.training.engine.dl4j

import org.coherer.testkit.engine.Row
import org.coherer.training.engine.NetworkShape.Tensor
import org.coherer.training.engine.NetworkSpec
import org.coherer.training.engine.dl4j.natives.NativeBackend
import org.deeplearning4j.nn.conf.graph.{ElementWiseVertex, MergeVertex}
import org.deeplearning4j.nn.conf.inputs.InputType
import org.deeplearning4j.nn.conf.layers._
import org.deeplearning4j.nn.conf.{
  ComputationGraphConfiguration,
  GradientNormalization,
  NeuralNetConfiguration
}
import org.deeplearning4j.nn.weights.WeightInit
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.api.ndarray.INDArray
import org.nd4j.linalg.indexing.NDArrayIndex
import org.nd4j.linalg.learning.config.{IUpdater, Sgd}
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction

/** Small networks of every kind. The flat ones take 6 numbers, the images are 8 x 8, the classes 3. */
trait WithNetworks {
  NativeBackend.prepare()

  val inputs = 6
  val pixels = 64
  val classes = 3

  type Settings = NeuralNetConfiguration.Builder

  def spec(json: String): NetworkSpec = new NetworkSpec("dl4j", json)

  def settings(updater: IUpdater = new Sgd(0.1)): Settings =
    new NeuralNetConfiguration.Builder().seed(3).weightInit(WeightInit.XAVIER).updater(updater)

  def dense(in: Int, out: Int): DenseLayer =
    new DenseLayer.Builder().nIn(in).nOut(out).activation(Activation.TANH).build()

  def softmax(in: Int): OutputLayer = new OutputLayer.Builder(LossFunction.MCXENT)
    .nIn(in)
    .nOut(classes)
    .activation(Activation.SOFTMAX)
    .build()

  def stack(settings: Settings, layers: Layer*): NetworkSpec = {
    val list = settings.list()
    layers.foreach(layer => list.layer(layer))
    spec(list.build().toJson)
  }

  def perceptron(settings: Settings): NetworkSpec = stack(settings, dense(inputs, 7), dense(7, 5), softmax(5))

  def clipped(how: GradientNormalization): Settings =
    settings().gradientNormalization(how).gradientNormalizationThreshold(0.01)

  def images(settings: Settings, layers: Layer*): NetworkSpec = {
    val list = settings.list()
    layers.foreach(layer => list.layer(layer))
    spec(list.setInputType(InputType.convolutionalFlat(8, 8, 1)).build().toJson)
  }

  def convolution(kernel: Int, out: Int): ConvolutionLayer =
    new ConvolutionLayer.Builder(kernel, kernel).nOut(out).activation(Activation.RELU).build()

  def pooling: SubsamplingLayer =
    new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build()

  def convolutional(settings: Settings): NetworkSpec =
    images(settings, convolution(3, 4), pooling, convolution(2, 5), dense(0, 8), softmax(0))

  def normalized(settings: Settings): NetworkSpec = images(
    settings,
    convolution(3, 4),
    new BatchNormalization(),
    dense(0, 8),
    new BatchNormalization.Builder().useLogStd(false).build(),
    softmax(0)
  )

  def skipping(settings: Settings): ComputationGraphConfiguration = settings
    .graphBuilder()
    .addInputs("in")
    .addLayer("first", dense(inputs, 7), "in")
    .addLayer("second", dense(7, 7), "first")
    .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "first", "second")
    .addVertex("all", new MergeVertex(), "sum", "in")
    .addLayer("normal", new BatchNormalization.Builder().nIn(13).nOut(13).build(), "all")
    .addLayer("out", softmax(13), "normal")
    .setOutputs("out")
    .build()

  def values(in: Int, out: Int): OutputLayer =
    new OutputLayer.Builder(LossFunction.MSE).nIn(in).nOut(out).activation(Activation.IDENTITY).build()

  /** A graph of two inputs, of 4 and 2 numbers, and three outputs: 3 classes, 2 values, 1 of yes and no. */
  def twoByThree(settings: Settings): NetworkSpec = spec(
    settings
      .graphBuilder()
      .addInputs("left", "right")
      .addLayer("a", dense(4, 5), "left")
      .addLayer("b", dense(2, 3), "right")
      .addVertex("both", new MergeVertex(), "a", "b")
      .addLayer("c", dense(8, 7), "both")
      .addLayer("kind", softmax(7), "c")
      .addLayer("size", values(7, 2), "c")
      .addLayer("d", new DenseLayer.Builder().nIn(7).nOut(1).activation(Activation.IDENTITY).build(), "c")
      .addLayer(
        "sign",
        new LossLayer.Builder(LossFunction.XENT).activation(Activation.SIGMOID).build(),
        "d"
      )
      .setOutputs("kind", "size", "sign")
      .build()
      .toJson
  )

  /** A graph whose first input, of 4 numbers, goes past the hidden layer of the second, of 2. */
  def wideAndDeep(settings: Settings): NetworkSpec = spec(
    settings
      .graphBuilder()
      .addInputs("wide", "deep")
      .addLayer("hidden", dense(2, 5), "deep")
      .addLayer("out", softmax(9), "wide", "hidden")
      .setOutputs("out")
      .build()
      .toJson
  )

  /** Targets for the graph of three outputs: a class, two values, yes or no. */
  def asTargets(row: Row): Row = {
    val kind = row.target.indexOf(1f) % classes
    val yes = if (row.features(1) > 0) 1f else 0f
    val target = Array.tabulate(classes)(i => if (i == kind) 1f else 0f)
    row.copy(target = target ++ Array(row.features(0), row.features(2) * 2, yes))
  }

  /** Matrices of the columns of one, as wide as the inputs or outputs are. */
  def columns(all: INDArray, tensors: java.util.List[_ <: Tensor]): Array[INDArray] = {
    val widths = tensors.toArray(Array.empty[Tensor]).map(_.length())
    widths.indices.map { i =>
      val from = widths.take(i).sum.toLong
      all.get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + widths(i))).dup('c')
    }.toArray
  }
}
