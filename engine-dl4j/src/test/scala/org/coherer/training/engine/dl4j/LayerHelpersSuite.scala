package org.coherer.training.engine.dl4j

import java.util.OptionalDouble

import org.coherer.training.engine.dl4j.config.NetworkConfiguration
import org.coherer.training.engine.dl4j.execution.ExecutionPolicy
import org.deeplearning4j.nn.conf.ConvolutionMode
import org.deeplearning4j.nn.conf.layers._
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork
import org.nd4j.linalg.activations.Activation
import org.scalatest.funsuite.AnyFunSuite

/** Layers that DL4J computes by oneDNN give what its own loops give, and the slope of the loss. */
class LayerHelpersSuite extends AnyFunSuite with WithGradients {

  override val engine = new Dl4jEngine(ExecutionPolicy.DL4J)

  private def filtered(kernel: Int, stride: Int, dilation: Int, padding: Int, mode: ConvolutionMode) = {
    val layer = new ConvolutionLayer.Builder(kernel, kernel)
      .nOut(3)
      .stride(stride, stride)
      .dilation(dilation, dilation)
      .convolutionMode(mode)
      .activation(Activation.TANH)
    (if (mode == ConvolutionMode.Same) layer else layer.padding(padding, padding)).build()
  }

  private val output = new OutputLayer.Builder().nOut(classes).activation(Activation.SOFTMAX).build()

  for {
    mode <- Seq(ConvolutionMode.Truncate, ConvolutionMode.Same)
    kernel <- Seq(1, 2, 3, 5)
    stride <- Seq(1, 2)
    dilation <- Seq(1, 2) if dilation == 1 || (kernel > 1 && kernel < 5)
    padding <- Seq(0, 1) if mode == ConvolutionMode.Truncate || padding == 0
  } test(s"convolution: kernel $kernel, stride $stride, dilation $dilation, padding $padding, $mode") {
    val first = filtered(kernel, stride, dilation, padding, mode)
    val second = filtered(2, 1, 1, 0, mode)
    assertGradients(images(settings(), first, second, output))
  }

  for {
    kind <- Seq(PoolingType.MAX, PoolingType.AVG)
    mode <- Seq(ConvolutionMode.Truncate, ConvolutionMode.Same)
    kernel <- Seq(2, 3)
    stride <- Seq(1, 2)
  } test(s"pooling: $kind, kernel $kernel, stride $stride, $mode") {
    val pool = new SubsamplingLayer.Builder(kind)
      .kernelSize(kernel, kernel)
      .stride(stride, stride)
      .convolutionMode(mode)
      .build()
    val network = images(settings(), filtered(3, 1, 1, 0, ConvolutionMode.Truncate), pool, output)
    if (kind == PoolingType.MAX) assertGradients(network, step = 1e-4, tolerance = 0.05)
    else assertGradients(network)
  }

  test("layers have helpers, those inside others too") {
    val frozen = new FrozenLayer.Builder().layer(filtered(3, 1, 1, 0, ConvolutionMode.Truncate)).build()
    val network = images(settings(), frozen, pooling, filtered(2, 1, 1, 0, ConvolutionMode.Truncate), output)
    val parsed = NetworkConfiguration.parse(network, OptionalDouble.empty())
    val layers = parsed.instantiate(1).model().asInstanceOf[MultiLayerNetwork].getLayers
    val inside = layers(0).asInstanceOf[BaseWrapperLayer].getUnderlying
    assert(Seq(inside, layers(1), layers(2)).forall(_.getHelper != null))
  }

  test("a convolution without biases") {
    val layer = new ConvolutionLayer.Builder(3, 3).nOut(3).hasBias(false).activation(Activation.TANH).build()
    assertGradients(images(settings(), layer, output))
  }
}
