package org.coherer.training.engine.dl4j.export

import org.coherer.testkit.engine.Row
import org.coherer.training.engine.NetworkSpec
import org.coherer.training.engine.dl4j.extension.{
  DotInteractionLayer,
  ParametricActivationLayer,
  PeriodicEmbeddingLayer
}
import org.coherer.training.engine.dl4j.keras.layer.RowLayout
import org.deeplearning4j.nn.conf.ConvolutionMode
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex.Op
import org.deeplearning4j.nn.conf.graph.{
  ElementWiseVertex,
  GraphVertex,
  L2NormalizeVertex,
  MergeVertex,
  ScaleVertex,
  ShiftVertex
}
import org.deeplearning4j.nn.conf.layers._
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer
import org.deeplearning4j.nn.conf.layers.recurrent.{Bidirectional, LastTimeStep}
import org.deeplearning4j.preprocessors.KerasFlattenRnnPreprocessor
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.activations.impl.{ActivationGELU, ActivationReLU}
import org.scalatest.funsuite.AnyFunSuite

/** What ONNX Runtime computes with an exported network is what the engine computes with its own. */
class OnnxLayersSuite extends AnyFunSuite with WithOnnxRuntime {

  private val count = 7

  private def assertSame(network: NetworkSpec, data: Row => Row = identity): Unit = {
    val file = trained(network, data)
    val shape = engine.describe(network)
    val features = rows(count, shape.inputLength(), shape.outputLength(), seed = 21).map(data(_).features)
    val exported = plain(file)
    val names = exported.inputs().toArray(Array[String]()).toSeq
    val found = run(bytes(exported, "onnx"), names, features)
    val expected = predicted(file, features)
    assert(expected.distinct.length > count)
    assertClose(beside(file, found, count), expected, 1e-5)
  }

  test("a perceptron, and one that is frozen in part") {
    assertSame(perceptron(settings()))
    assertSame(stack(settings(), new FrozenLayer(dense(inputs, 7)), softmax(7)))
  }

  test("every activation") {
    val names = Activation.values().toSeq.filterNot { activation =>
      Set("RRELU", "SOFTMAX").contains(activation.name)
    }
    names.foreach { activation =>
      val hidden = new DenseLayer.Builder().nIn(inputs).nOut(7).activation(activation).build()
      withClue(activation)(assertSame(stack(settings(), hidden, softmax(7))))
    }
    Seq(new ActivationGELU(true), new ActivationGELU(false), new ActivationReLU(0.9, 0.2, 0.3)).foreach {
      activation =>
        val hidden = new DenseLayer.Builder().nIn(inputs).nOut(7).activation(activation).build()
        withClue(activation)(assertSame(stack(settings(), hidden, softmax(7))))
    }
  }

  test("convolutions, pooling and batch normalization of images") {
    assertSame(convolutional(settings()))
    assertSame(normalized(settings()))
  }

  private def convolution(mode: ConvolutionMode, stride: Int, dilation: Int, padding: Int) =
    new ConvolutionLayer.Builder(3, 2)
      .nOut(4)
      .stride(stride, 1)
      .dilation(dilation, 1)
      .padding(padding, padding)
      .convolutionMode(mode)
      .hasBias(stride == 1)
      .activation(Activation.TANH)
      .build()

  private def pool(type_ : PoolingType, mode: ConvolutionMode, padding: Int, counts: Boolean) =
    new SubsamplingLayer.Builder(type_)
      .kernelSize(3, 2)
      .stride(2, 1)
      .padding(padding, 0)
      .convolutionMode(mode)
      .avgPoolIncludePadInDivisor(counts)
      .build()

  test("every kind of window") {
    val modes = Seq((ConvolutionMode.Same, 0), (ConvolutionMode.Truncate, 0), (ConvolutionMode.Truncate, 1))
    modes.foreach { case (mode, padding) =>
      Seq((1, 1), (2, 1), (1, 2)).foreach { case (stride, dilation) =>
        withClue((mode, padding, stride, dilation)) {
          assertSame(images(settings(), convolution(mode, stride, dilation, padding), softmax(0)))
        }
      }
      Seq(PoolingType.MAX, PoolingType.AVG).foreach { type_ =>
        Seq(true, false).foreach { counts =>
          withClue((mode, padding, type_, counts)) {
            assertSame(images(settings(), pool(type_, mode, padding, counts), softmax(0)))
          }
        }
      }
    }
  }

  test("pooling of all of an image, and rows of images with channels last") {
    Seq(PoolingType.MAX, PoolingType.AVG, PoolingType.SUM).foreach { type_ =>
      val all = new GlobalPoolingLayer.Builder(type_).build()
      withClue(type_)(assertSame(images(settings(), convolution(3, 4), all, softmax(0))))
    }
    val list = settings().list()
    list.layer(new ConvolutionLayer.Builder(3, 3).nIn(3).nOut(4).activation(Activation.RELU).build())
    list.layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build())
    list.layer(softmax(4))
    list.inputPreProcessor(0, new RowLayout(6, 5, 3, false).preProcessor())
    val network = spec(list.build().toJson)
    assertSame(network)
    val exported = plain(trained(network))
    assert(session(bytes(exported, "onnx"))(shape(_, "row of input")) == Seq(-1, 6, 5, 3))
  }

  test("images come channel by channel, where the network takes them so") {
    val exported = plain(trained(convolutional(settings())))
    assert(session(bytes(exported, "onnx"))(shape(_, "row of input")) == Seq(-1, 1, 8, 8))
  }

  private def asWords(row: Row): Row =
    row.copy(features = row.features.map(value => (math.abs(value.toDouble) * 7).toInt.min(19).toFloat))

  private def embedding = new EmbeddingSequenceLayer.Builder().nIn(20).nOut(8).inputLength(12).build()

  private def lstm(in: Int, out: Int, activation: Activation = Activation.TANH) =
    new LSTM.Builder().nIn(in).nOut(out).activation(activation).build()

  test("embeddings and LSTMs") {
    Seq(Activation.TANH, Activation.RELU, Activation.SOFTSIGN).foreach { activation =>
      val last = new LastTimeStep(lstm(8, 16, activation))
      withClue(activation)(assertSame(stack(settings(), embedding, last, softmax(16)), asWords))
    }
    val pooled = new GlobalPoolingLayer.Builder(PoolingType.MAX).build()
    assertSame(stack(settings(), embedding, lstm(8, 6), lstm(6, 5), pooled, softmax(5)), asWords)
    val one = new EmbeddingLayer.Builder().nIn(20).nOut(6).hasBias(true).activation(Activation.TANH).build()
    assertSame(stack(settings(), one, softmax(6)), row => asWords(row.copy(features = row.features.take(1))))
  }

  test("sequences of numbers, step by step, also as one row") {
    val list = settings().list()
    list.layer(lstm(3, 6))
    list.layer(softmax(24))
    list.inputPreProcessor(0, new RowLayout(1, 4, 3, true).preProcessor())
    list.inputPreProcessor(1, new KerasFlattenRnnPreprocessor(6, 4))
    val network = spec(list.build().toJson)
    assertSame(network)
    assert(session(bytes(plain(trained(network)), "onnx"))(shape(_, "row of input")) == Seq(-1, 4, 3))
  }

  test("convolutions and pooling of steps") {
    Seq(ConvolutionMode.Causal, ConvolutionMode.Same, ConvolutionMode.Truncate).foreach { mode =>
      val convolution = new Convolution1DLayer.Builder(3)
        .nIn(8)
        .nOut(8)
        .dilation(2)
        .convolutionMode(mode)
        .activation(Activation.RELU)
        .build()
      val pool = new Subsampling1DLayer.Builder(PoolingType.MAX).kernelSize(2).stride(2).build()
      val last = new LastTimeStep(lstm(8, 8))
      withClue(mode)(assertSame(stack(settings(), embedding, convolution, pool, last, softmax(8)), asWords))
    }
  }

  test("graphs: sums, concatenations, several inputs and outputs") {
    assertSame(spec(skipping(settings()).toJson))
    assertSame(twoByThree(settings()), asTargets)
    assertSame(wideAndDeep(settings()))
  }

  private def joined(vertex: GraphVertex, width: Int, inputs: String*): NetworkSpec = spec(
    settings()
      .graphBuilder()
      .addInputs("in")
      .addLayer("a", dense(4, 5), "in")
      .addLayer("b", dense(4, 5), "in")
      .addLayer("c", dense(4, 5), "in")
      .addVertex("vertex", vertex, inputs: _*)
      .addVertex("all", new MergeVertex(), "a", "b", "c", "vertex")
      .addLayer("out", softmax(15 + width), "all")
      .setOutputs("out")
      .build()
      .toJson
  )

  test("every vertex") {
    Seq(Op.Add, Op.Product, Op.Average, Op.Max).foreach { operation =>
      withClue(operation)(assertSame(joined(new ElementWiseVertex(operation), 5, "a", "b", "c")))
    }
    assertSame(joined(new ElementWiseVertex(Op.Subtract), 5, "a", "b"))
    Seq(new ScaleVertex(3), new ShiftVertex(0.5), new L2NormalizeVertex()).foreach { vertex =>
      withClue(vertex)(assertSame(joined(vertex, 5, "a")))
    }
  }

  test("layers that DL4J lacks") {
    for (first <- Seq(true, false); itself <- Seq(true, false)) {
      val pairs = new DotInteractionLayer(3, 2, first, itself)
      assertSame(stack(settings(), pairs, softmax(pairs.outputs())))
    }
    val shared = new ParametricActivationLayer(7, Activation.MISH)
    assertSame(stack(settings(), dense(inputs, 7), shared, softmax(7)))
    val waves = new PeriodicEmbeddingLayer(inputs, 5, 3)
    assertSame(stack(settings(), waves, softmax(waves.outputs())))
  }

  test("what ONNX has nothing for is refused, with the layer's name and a remedy") {
    val both = new Bidirectional(lstm(8, 6))
    val network = stack(settings(), embedding, new LastTimeStep(both), softmax(12))
    val problem = intercept[IllegalArgumentException](bytes(plain(trained(network, asWords)), "onnx"))
    assert(
      problem.getMessage == "Cannot export the network as onnx: layer 'layer1' is a LastTimeStep, for which the" +
        " export has nothing there (export it as dl4j, which keeps every layer)"
    )
    val unknown = intercept[IllegalArgumentException](bytes(plain(trained(perceptron(settings()))), "pmml"))
    assert(unknown.getMessage == "Unknown format 'pmml' (must be one of [dl4j, keras, onnx])")
  }
}
