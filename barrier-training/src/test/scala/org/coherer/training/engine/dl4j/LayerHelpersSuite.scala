package org.coherer.training.engine.dl4j

import java.util.OptionalDouble

import scala.util.Random

import org.coherer.training.data.Batch
import org.coherer.training.engine.{Replica, ReplicaSettings, Row, WithBatches, WithTolerance}
import org.deeplearning4j.nn.conf.{ConvolutionMode, MultiLayerConfiguration}
import org.deeplearning4j.nn.conf.layers._
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.factory.Nd4j
import org.scalatest.funsuite.AnyFunSuite

/** Layers that are computed by oneDNN give what DL4J's own loops give, and the slope of the loss. */
class LayerHelpersSuite extends AnyFunSuite with WithNetworks with WithBatches with WithTolerance {

  private val engine = new Dl4jEngine
  private val batchRows = 4

  private def withReplica(network: String)(body: (Replica, Batch, Seq[Row]) => Unit): Unit = {
    val shape = engine.describe(network)
    val some = rows(batchRows, shape.inputLength(), shape.outputLength(), seed = 11)
    val replica = engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 5, 1))
    try body(replica, batch(some), some)
    finally replica.close()
  }

  private def plainGradient(network: String, parameters: Array[Float], some: Seq[Row]): Array[Float] = {
    val model = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(network))
    model.init()
    model.setParams(Nd4j.create(parameters).reshape(1, parameters.length.toLong))
    model.setInput(Nd4j.create(some.map(_.features).toArray))
    model.setLabels(Nd4j.create(some.map(_.target).toArray))
    model.computeGradientAndScore()
    model.gradient().gradient().dup().data().asFloat()
  }

  /** The slope of the loss in a random direction, by central differences, against the gradient's. */
  private def assertSlope(replica: Replica, batch: Batch, step: Double, tolerance: Double): Unit = {
    val start = replica.parameters().toArray
    val gradient = replica.gradients().toArray
    val random = new Random(3)
    val direction = Array.fill(start.length)(random.nextGaussian().toFloat)
    def lossAt(distance: Double): Double = {
      start.indices.foreach(i =>
        replica.parameters().set(i.toLong, (start(i) + distance * direction(i)).toFloat)
      )
      replica.forwardBackward(batch)
    }
    val measured = (lossAt(step) - lossAt(-step)) / (2 * step)
    val expected = gradient.indices.map(i => gradient(i).toDouble * direction(i)).sum
    assert(
      math.abs(measured - expected) < tolerance * math.max(1, math.abs(expected)),
      s"$measured, not $expected"
    )
  }

  /** @param step
    *   smaller where the loss has kinks, though what is measured is then less exact
    */
  private def assertAccelerated(network: String, step: Double = 1e-3, tolerance: Double = 0.02): Unit =
    withReplica(network) { (replica, batch, some) =>
      val plain = plainGradient(network, replica.parameters().toArray, some)
      replica.forwardBackward(batch)
      assertClose(replica.gradients().toArray, plain, 1e-5)
      assertSlope(replica, batch, step, tolerance)
    }

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
    assertAccelerated(images(settings(), first, second, output))
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
    if (kind == PoolingType.MAX) assertAccelerated(network, step = 1e-4, tolerance = 0.05)
    else assertAccelerated(network)
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
    assertAccelerated(images(settings(), layer, output))
  }
}
