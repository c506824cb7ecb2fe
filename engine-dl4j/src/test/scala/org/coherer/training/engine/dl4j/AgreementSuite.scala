package org.coherer.training.engine.dl4j

import java.util.OptionalDouble

import org.coherer.testkit.engine.{Row, WithBatches, WithTolerance}
import org.coherer.training.engine.{NetworkSpec, ReplicaSettings, StepContext}
import org.deeplearning4j.nn.conf.graph.{ElementWiseVertex, MergeVertex}
import org.deeplearning4j.nn.conf.inputs.InputType
import org.deeplearning4j.nn.conf.layers._
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep
import org.deeplearning4j.nn.conf.{ComputationGraphConfiguration, ConvolutionMode, MultiLayerConfiguration}
import org.deeplearning4j.nn.graph.ComputationGraph
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.api.ndarray.INDArray
import org.nd4j.linalg.factory.Nd4j
import org.nd4j.linalg.learning.config.{Adam, Nesterovs}
import org.scalatest.funsuite.AnyFunSuite

/** Fifty steps on layers of our own end where fifty steps of plain DL4J end. */
class AgreementSuite extends AnyFunSuite with WithNetworks with WithBatches with WithTolerance {

  private val steps = 50
  private val batchRows = 16
  private val engine = new Dl4jEngine

  private def fitted(network: NetworkSpec, start: Array[Float], batches: Seq[Seq[Row]]): Array[Float] = {
    val parameters = Nd4j.create(start).reshape(1, start.length.toLong)
    def each(fit: (INDArray, INDArray) => Unit): Unit = batches.foreach(some =>
      fit(Nd4j.create(some.map(_.features).toArray), Nd4j.create(some.map(_.target).toArray))
    )
    if (network.text.contains("\"vertices\"")) {
      val graph = new ComputationGraph(ComputationGraphConfiguration.fromJson(network.text))
      graph.init(parameters, true)
      each((features, targets) => graph.fit(Array(features), Array(targets)))
      graph.params().dup().data().asFloat()
    } else {
      val stack = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(network.text))
      stack.init(parameters, true)
      each((features, targets) => stack.fit(features, targets))
      stack.params().dup().data().asFloat()
    }
  }

  private def assertAgreement(network: NetworkSpec, data: Row => Row = identity): Unit = {
    val shape = engine.describe(network)
    val batches =
      rows(steps * batchRows, shape.inputLength(), shape.outputLength(), seed = 9)
        .map(data)
        .grouped(batchRows)
        .toSeq
    val replica = engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 3, 1))
    try {
      val start = replica.parameters().toArray
      batches.zipWithIndex.foreach { case (some, step) =>
        val context = StepContext.at(step.toLong, 1)
        val filled = batch(some)
        replica.forwardBackward(filled, context)
        replica.optimizer().step(filled.weightSum(), context)
      }
      val ours = replica.parameters().toArray
      assert(difference(ours, start) > 0.01)
      assertClose(ours, fitted(network, start, batches), 1e-5)
    } finally replica.close()
  }

  private def output(width: Int) =
    new OutputLayer.Builder().nIn(width).nOut(classes).activation(Activation.SOFTMAX).build()

  private def filter(kernel: Int, out: Int, activation: Activation) =
    new ConvolutionLayer.Builder(kernel, kernel)
      .nOut(out)
      .convolutionMode(ConvolutionMode.Same)
      .activation(activation)
      .build()

  test("agreement: a perceptron") {
    val hidden = new DenseLayer.Builder().nIn(inputs).nOut(32).activation(Activation.RELU).build()
    assertAgreement(stack(settings(new Adam(1e-3)).l2(1e-3), hidden, dense(32, 16), output(16)))
  }

  test("agreement: convolutions and pooling") {
    assertAgreement(convolutional(settings(new Nesterovs(0.01, 0.9))))
  }

  test("agreement: a graph with a skip connection and batch normalization") {
    val graph = settings(new Nesterovs(0.01, 0.9))
      .graphBuilder()
      .addInputs("in")
      .addLayer("first", filter(3, 4, Activation.IDENTITY), "in")
      .addLayer("normal", new BatchNormalization(), "first")
      .addLayer("active", new ActivationLayer(Activation.RELU), "normal")
      .addLayer("second", filter(3, 4, Activation.TANH), "active")
      .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "active", "second")
      .addVertex("beside", new MergeVertex(), "sum", "first")
      .addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "beside")
      .addLayer("out", output(0), "pool")
      .setOutputs("out")
      .setInputTypes(InputType.convolutionalFlat(8, 8, 1))
      .build()
    assertAgreement(spec(graph.toJson))
  }

  private def asWords(row: Row): Row =
    row.copy(features = row.features.map(value => (math.abs(value.toDouble) * 7).toInt.min(19).toFloat))

  private def embedding =
    new EmbeddingSequenceLayer.Builder().nIn(20).nOut(8).inputLength(12).build()

  test("agreement: an LSTM") {
    val last = new LastTimeStep(new LSTM.Builder().nIn(8).nOut(16).activation(Activation.TANH).build())
    assertAgreement(stack(settings(new Adam(1e-3)), embedding, last, output(16)), asWords)
  }

  test("agreement: convolutions of steps") {
    val convolution = new Convolution1DLayer.Builder(3)
      .nIn(8)
      .nOut(8)
      .convolutionMode(ConvolutionMode.Causal)
      .activation(Activation.RELU)
      .build()
    val pool = new Subsampling1DLayer.Builder(PoolingType.MAX).kernelSize(2).stride(2).build()
    val last = new LastTimeStep(new LSTM.Builder().nIn(8).nOut(8).activation(Activation.TANH).build())
    assertAgreement(
      stack(settings(new Nesterovs(0.05, 0.9)), embedding, convolution, pool, last, output(8)),
      asWords
    )
  }
}
