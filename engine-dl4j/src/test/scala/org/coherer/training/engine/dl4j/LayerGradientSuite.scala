package org.coherer.training.engine.dl4j

import java.util.OptionalDouble

import org.coherer.testkit.engine.Row
import org.coherer.training.engine.NetworkSpec
import org.coherer.training.engine.dl4j.execution.ExecutionPolicy
import org.deeplearning4j.nn.conf.ConvolutionMode
import org.deeplearning4j.nn.conf.graph.{ElementWiseVertex, MergeVertex}
import org.deeplearning4j.nn.conf.inputs.InputType
import org.deeplearning4j.nn.conf.layers._
import org.deeplearning4j.nn.conf.layers.recurrent.{LastTimeStep, SimpleRnn}
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.activations.impl.ActivationGELU
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.scalatest.funsuite.AnyFunSuite

/** Layers of our own give the gradients of DL4J's, and the slope of the loss. */
class LayerGradientSuite extends AnyFunSuite with WithGradients {

  override val engine = new Dl4jEngine(ExecutionPolicy.FASTEST)

  private val words = 20
  private val steps = 7

  /** Nothing would be shown by DL4J's layers, which stand in for those that are missing. */
  private def checked(
      network: NetworkSpec,
      step: Double = 1e-3,
      tolerance: Double = 0.02,
      data: Row => Row = identity
  ): Unit = {
    assert(runsOnOurLayers(network))
    assertGradients(network, step, tolerance, data)
  }

  private def asWords(row: Row): Row =
    row.copy(features =
      row.features.map(value => (math.abs(value.toDouble) * 7).toInt.min(words - 1).toFloat)
    )

  private def embedding(size: Int, activation: Activation = Activation.IDENTITY) =
    new EmbeddingSequenceLayer.Builder()
      .nIn(words)
      .nOut(size)
      .inputLength(steps)
      .activation(activation)
      .build()

  private def softmaxOf(width: Int) =
    new OutputLayer.Builder().nIn(width).nOut(classes).activation(Activation.SOFTMAX).build()

  private val output = softmaxOf(0)

  private def filtered(kernel: Int, stride: Int, dilation: Int, padding: Int, mode: ConvolutionMode) = {
    val layer = new ConvolutionLayer.Builder(kernel, kernel)
      .nOut(3)
      .stride(stride, stride)
      .dilation(dilation, dilation)
      .convolutionMode(mode)
      .activation(Activation.TANH)
    (if (mode == ConvolutionMode.Same) layer else layer.padding(padding, padding)).build()
  }

  private val plainFilter = filtered(3, 1, 1, 0, ConvolutionMode.Truncate)

  for {
    mode <- Seq(ConvolutionMode.Truncate, ConvolutionMode.Same)
    kernel <- Seq(1, 2, 3, 5)
    stride <- Seq(1, 2)
    dilation <- Seq(1, 2) if dilation == 1 || (kernel > 1 && kernel < 5)
    padding <- Seq(0, 1) if mode == ConvolutionMode.Truncate || padding == 0
  } test(s"convolution: kernel $kernel, stride $stride, dilation $dilation, padding $padding, $mode") {
    val first = filtered(kernel, stride, dilation, padding, mode)
    checked(images(settings(), first, filtered(2, 1, 1, 0, mode), output))
  }

  test("convolution: other sizes in height than in width, several channels, no bias") {
    val oblong = new ConvolutionLayer.Builder(3, 2)
      .nOut(4)
      .stride(1, 2)
      .padding(2, 0)
      .activation(Activation.TANH)
      .hasBias(false)
      .build()
    val list = settings().list().layer(oblong).layer(filtered(2, 1, 1, 0, ConvolutionMode.Same)).layer(output)
    checked(spec(list.setInputType(InputType.convolutionalFlat(5, 7, 3)).build().toJson))
  }

  for {
    kind <- Seq(PoolingType.MAX, PoolingType.AVG)
    mode <- Seq(ConvolutionMode.Truncate, ConvolutionMode.Same)
    kernel <- Seq(2, 3)
    stride <- Seq(1, 2)
    padding <- Seq(0, 1) if mode == ConvolutionMode.Truncate || padding == 0
    inside <- Seq(true, false) if inside || kind == PoolingType.AVG
  } test(s"pooling: $kind, kernel $kernel, stride $stride, padding $padding, $mode, inside $inside") {
    val pool = new SubsamplingLayer.Builder(kind)
      .kernelSize(kernel, kernel)
      .stride(stride, stride)
      .padding(padding, padding)
      .convolutionMode(mode)
      .avgPoolIncludePadInDivisor(!inside)
      .build()
    val network = images(settings(), plainFilter, pool, output)
    if (kind == PoolingType.MAX) checked(network, step = 1e-4, tolerance = 0.05)
    else checked(network)
  }

  for (kind <- Seq(PoolingType.MAX, PoolingType.AVG, PoolingType.SUM))
    test(s"global pooling: $kind") {
      val pool = new GlobalPoolingLayer.Builder(kind).build()
      checked(images(settings(), plainFilter, pool, output), step = 1e-4, tolerance = 0.05)
    }

  for {
    logarithm <- Seq(true, false)
    locked <- Seq(true, false)
  } test(s"batch normalization: of channels and of columns, logarithm $logarithm, locked $locked") {
    def normal =
      new BatchNormalization.Builder().useLogStd(logarithm).lockGammaBeta(locked).gamma(1.5).beta(0.5)
    // Statistics are told by other "gradients" than the slope of the loss, so only DL4J's count here.
    val network = images(settings(), plainFilter, normal.build(), dense(0, 8), normal.build(), output)
    assert(runsOnOurLayers(network))
    assertLikeDl4j(network)
  }

  test("batch normalization: the slope of the loss") {
    val normal = new BatchNormalization.Builder().build()
    checkedBut(images(settings(), plainFilter, normal, output), names = Seq("mean", "log10stdev"))
  }

  for {
    mode <- Seq(ConvolutionMode.Truncate, ConvolutionMode.Same, ConvolutionMode.Causal)
    kernel <- Seq(1, 2, 3)
    stride <- Seq(1, 2)
    dilation <- Seq(1, 2) if kernel > 1 || dilation == 1
    padding <- Seq(0, 1) if mode == ConvolutionMode.Truncate || padding == 0
  } test(
    s"convolution of steps: kernel $kernel, stride $stride, dilation $dilation, padding $padding, $mode"
  ) {
    val first = new Convolution1DLayer.Builder(kernel)
      .nIn(4)
      .nOut(5)
      .stride(stride)
      .dilation(dilation)
      .convolutionMode(mode)
      .activation(Activation.TANH)
    val convolution = (if (padding > 0) first.padding(padding) else first).build()
    val last = new LastTimeStep(new LSTM.Builder().nIn(5).nOut(3).activation(Activation.TANH).build())
    val network = stack(settings(), embedding(4), convolution, last, softmaxOf(3))
    // DL4J itself fails on dilated ones.
    if (dilation == 1) checked(network, data = asWords)
    else checkedBut(network, names = Nil, data = asWords)
  }

  for {
    kind <- Seq(PoolingType.MAX, PoolingType.AVG)
    stride <- Seq(1, 2)
  } test(s"pooling of steps: $kind, stride $stride") {
    val pool = new Subsampling1DLayer.Builder(kind).kernelSize(2).stride(stride).build()
    val last = new LastTimeStep(new LSTM.Builder().nIn(4).nOut(3).activation(Activation.TANH).build())
    val network = stack(settings(), embedding(4, Activation.TANH), pool, last, softmaxOf(3))
    checked(network, step = 1e-4, tolerance = 0.05, data = asWords)
  }

  for (
    activation <- Seq(
      Activation.TANH,
      Activation.SIGMOID,
      Activation.IDENTITY,
      Activation.LEAKYRELU,
      Activation.ELU,
      Activation.SELU
    )
  )
    test(s"LSTM: two of them, $activation") {
      def lstm(in: Int, out: Int) = new LSTM.Builder().nIn(in).nOut(out).activation(activation).build()
      val last = new LastTimeStep(lstm(5, 3))
      val network = stack(settings(), embedding(4), lstm(4, 5), last, softmaxOf(3))
      // SELU has a kink.
      if (activation == Activation.SELU) checked(network, step = 1e-4, tolerance = 0.05, data = asWords)
      else checked(network, data = asWords)
    }

  test("LSTM: a single step") {
    val one = new EmbeddingSequenceLayer.Builder().nIn(words).nOut(4).inputLength(1).build()
    val last = new LastTimeStep(new LSTM.Builder().nIn(4).nOut(3).activation(Activation.TANH).build())
    checked(stack(settings(), one, last, softmaxOf(3)), data = asWords)
  }

  test("embedding: of one number") {
    val one =
      new EmbeddingLayer.Builder().nIn(words).nOut(4).hasBias(true).activation(Activation.TANH).build()
    checked(stack(settings(), one, dense(4, 5), softmaxOf(5)), data = asWords)
  }

  for (
    activation <- Activation.values()
    if activation != Activation.SOFTMAX && activation != Activation.RRELU
  )
    test(s"activation: $activation, of vectors, channels, and as a layer") {
      val first = new DenseLayer.Builder().nIn(inputs).nOut(7).activation(activation).build()
      // A cube of a cube is too far from a straight line.
      val second = if (activation == Activation.CUBE) Activation.TANH else activation
      val layer = new ActivationLayer.Builder().activation(second).build()
      val filter = new ConvolutionLayer.Builder(3, 3).nOut(3).activation(activation).build()
      // Most have a kink somewhere, and cubes grow.
      checked(stack(settings(), first, dense(7, 6), layer, softmaxOf(6)), step = 1e-4, tolerance = 0.05)
      checked(images(settings(), filter, layer, output), step = 1e-4, tolerance = 0.05)
    }

  test("activation: GELU by the hyperbolic tangent, with the cubic term that DL4J makes too small") {
    val first = new DenseLayer.Builder().nIn(inputs).nOut(7).activation(new ActivationGELU(true)).build()
    // The slope that DL4J has for it is off by 1e-4.
    checkedBut(stack(settings(), first, softmaxOf(7)), names = Nil)
  }

  test("activation: softmax of vectors") {
    val first = new DenseLayer.Builder().nIn(inputs).nOut(7).activation(Activation.SOFTMAX).build()
    checked(stack(settings(), first, softmaxOf(7)))
  }

  for {
    (loss, activation) <- Seq(
      LossFunction.MCXENT -> Activation.SOFTMAX,
      LossFunction.NEGATIVELOGLIKELIHOOD -> Activation.SOFTMAX,
      LossFunction.XENT -> Activation.SIGMOID,
      LossFunction.MSE -> Activation.IDENTITY,
      LossFunction.MSE -> Activation.SOFTMAX,
      LossFunction.L2 -> Activation.TANH,
      LossFunction.MEAN_ABSOLUTE_ERROR -> Activation.IDENTITY,
      LossFunction.L1 -> Activation.SIGMOID,
      LossFunction.HINGE -> Activation.IDENTITY,
      LossFunction.KL_DIVERGENCE -> Activation.SOFTMAX,
      LossFunction.POISSON -> Activation.SIGMOID,
      LossFunction.POISSON -> Activation.SOFTPLUS,
      LossFunction.COSINE_PROXIMITY -> Activation.IDENTITY
    )
  } test(s"loss: $loss with $activation") {
    val last = new OutputLayer.Builder(loss).nIn(7).nOut(classes).activation(activation).build()
    checked(stack(settings(), dense(inputs, 7), last), step = 1e-4, tolerance = 0.05)
  }

  test("graph: channels beside and onto each other, twice the same, and a loss layer") {
    def filter = filtered(3, 1, 1, 0, ConvolutionMode.Same)
    val graph = settings()
      .graphBuilder()
      .addInputs("in")
      .addLayer("a", filter, "in")
      .addLayer("b", filter, "a")
      .addLayer("c", filter, "a")
      .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "b", "b")
      .addVertex("beside", new MergeVertex(), "sum", "c", "a")
      .addLayer("flat", dense(0, classes), "beside")
      .addLayer("out", new LossLayer.Builder(LossFunction.MSE).activation(Activation.TANH).build(), "flat")
      .setOutputs("out")
      .setInputTypes(InputType.convolutionalFlat(8, 8, 1))
      .build()
    checked(spec(graph.toJson))
  }

  test("graph: steps beside and onto each other") {
    def lstm(in: Int) = new LSTM.Builder().nIn(in).nOut(4).activation(Activation.TANH).build()
    val graph = settings()
      .graphBuilder()
      .addInputs("in")
      .addLayer("words", embedding(4), "in")
      .addLayer("a", lstm(4), "words")
      .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "words")
      .addVertex("beside", new MergeVertex(), "sum", "a")
      .addLayer("last", new LastTimeStep(lstm(8)), "beside")
      .addLayer("out", softmaxOf(4), "last")
      .setOutputs("out")
      .build()
    checked(spec(graph.toJson), data = asWords)
  }

  test("what is not ours is run by DL4J, and gives the same") {
    val recurrent =
      new LastTimeStep(new SimpleRnn.Builder().nIn(4).nOut(3).activation(Activation.TANH).build())
    val network = stack(settings(), embedding(4), recurrent, softmaxOf(3))
    assert(!runsOnOurLayers(network))
    assertGradients(network, data = asWords)
  }
}
