package org.coherer.training.engine.dl4j

import org.deeplearning4j.nn.conf.{
  ComputationGraphConfiguration,
  GradientNormalization,
  NeuralNetConfiguration
}
import org.deeplearning4j.nn.conf.graph.{ElementWiseVertex, MergeVertex}
import org.deeplearning4j.nn.conf.inputs.InputType
import org.deeplearning4j.nn.conf.layers._
import org.deeplearning4j.nn.weights.WeightInit
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.learning.config.{IUpdater, Sgd}
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction

/** Small networks of every kind. The flat ones take 6 numbers, the images are 8 x 8, the classes 3. */
trait WithNetworks {
  NativeBackend.prepare()

  val inputs = 6
  val pixels = 64
  val classes = 3

  type Settings = NeuralNetConfiguration.Builder

  def settings(updater: IUpdater = new Sgd(0.1)): Settings =
    new NeuralNetConfiguration.Builder().seed(3).weightInit(WeightInit.XAVIER).updater(updater)

  def dense(in: Int, out: Int): DenseLayer =
    new DenseLayer.Builder().nIn(in).nOut(out).activation(Activation.TANH).build()

  def softmax(in: Int): OutputLayer = new OutputLayer.Builder(LossFunction.MCXENT)
    .nIn(in)
    .nOut(classes)
    .activation(Activation.SOFTMAX)
    .build()

  def stack(settings: Settings, layers: Layer*): String = {
    val list = settings.list()
    layers.foreach(layer => list.layer(layer))
    list.build().toJson
  }

  def perceptron(settings: Settings): String = stack(settings, dense(inputs, 7), dense(7, 5), softmax(5))

  def clipped(how: GradientNormalization): Settings =
    settings().gradientNormalization(how).gradientNormalizationThreshold(0.01)

  def images(settings: Settings, layers: Layer*): String = {
    val list = settings.list()
    layers.foreach(layer => list.layer(layer))
    list.setInputType(InputType.convolutionalFlat(8, 8, 1)).build().toJson
  }

  def convolution(kernel: Int, out: Int): ConvolutionLayer =
    new ConvolutionLayer.Builder(kernel, kernel).nOut(out).activation(Activation.RELU).build()

  def pooling: SubsamplingLayer =
    new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build()

  def convolutional(settings: Settings): String =
    images(settings, convolution(3, 4), pooling, convolution(2, 5), dense(0, 8), softmax(0))

  def normalized(settings: Settings): String = images(
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
}
