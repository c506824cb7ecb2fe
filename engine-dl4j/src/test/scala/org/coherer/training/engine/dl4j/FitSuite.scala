package org.coherer.training.engine.dl4j

import java.util.{HashMap => JavaMap, OptionalDouble}
import org.deeplearning4j.nn.conf.{
  ComputationGraphConfiguration,
  GradientNormalization,
  MultiLayerConfiguration
}
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint
import org.deeplearning4j.nn.conf.graph.LayerVertex
import org.deeplearning4j.nn.conf.layers._
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep
import org.deeplearning4j.nn.graph.ComputationGraph
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.api.ndarray.INDArray
import org.nd4j.linalg.factory.Nd4j
import org.nd4j.linalg.learning.config._
import org.nd4j.linalg.learning.regularization.{L1Regularization, L2Regularization, WeightDecay}
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.nd4j.linalg.schedule.{ISchedule, MapSchedule, ScheduleType, StepSchedule}
import org.scalatest.funsuite.AnyFunSuite

import org.coherer.testkit.engine.{Row, WithBatches, WithTolerance}
import org.coherer.training.engine.dl4j.adapter.LayerHelpers
import org.coherer.training.engine.dl4j.execution.ExecutionPolicy
import org.coherer.training.engine.{NetworkSpec, Replica, ReplicaSettings, StepContext}

/** One worker computes what DL4J's own `fit` computes. */
abstract class FitSuite(policy: ExecutionPolicy)
    extends AnyFunSuite
    with WithNetworks
    with WithBatches
    with WithTolerance {

  private val engine = new Dl4jEngine(policy)
  private val epochs = 3
  private val stepsPerEpoch = 7
  private val batchRows = 5

  /** Well above what rounding leaves of a gradient that should be 0. With DL4J's 1e-8 a parameter whose
    * gradient is that small goes a whole step up or down by the sign of the rounding, which differs from
    * processor to processor. The formulas with 1e-8 are tested in FlatOptimizerSuite.
    */
  private val epsilon = 1e-3

  private def adam = new Adam(0.01, 0.9, 0.999, epsilon)

  /** DL4J's side: one step, and the parameters. */
  private trait Plain {
    def fit(features: INDArray, targets: INDArray): Unit
    def epoch(completed: Int): Unit
    def parameters: INDArray
  }

  private def plain(network: NetworkSpec): Plain =
    if (network.text.contains("\"vertices\"")) plainGraph(network) else plainStack(network)

  private def plainStack(network: NetworkSpec): Plain = {
    val model = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(network.text))
    model.init()
    ready(model.getLayers)
    new Plain {
      override def fit(features: INDArray, targets: INDArray): Unit = model.fit(features, targets)
      override def epoch(completed: Int): Unit = model.setEpochCount(completed)
      override def parameters: INDArray = model.params()
    }
  }

  private def plainGraph(network: NetworkSpec): Plain = {
    val model = new ComputationGraph(ComputationGraphConfiguration.fromJson(network.text))
    model.init()
    ready(model.getLayers)
    val shape = engine.describe(network)
    new Plain {
      override def fit(features: INDArray, targets: INDArray): Unit =
        model.fit(columns(features, shape.inputs()), columns(targets, shape.outputs()))
      override def epoch(completed: Int): Unit = model.getConfiguration.setEpochCount(completed)
      override def parameters: INDArray = model.params()
    }
  }

  private def matrix(rows: Seq[Row], of: Row => Array[Float]): INDArray =
    Nd4j.create(rows.map(of).toArray)

  /** How far parameters may be apart, relative to the largest. */
  def exactly: Double

  /** The same where our optimizers or batch normalization come in. */
  def almost: Double

  /** The same where another library computes convolutions. */
  def convolved: Double

  /** Readies the layers that ours are compared with. */
  def ready(layers: Array[org.deeplearning4j.nn.api.Layer]): Unit = ()

  def assertLikeFit(
      network: NetworkSpec,
      tolerance: Double = exactly,
      data: Row => Row = identity
  ): Unit = {
    val shape = engine.describe(network)
    val all =
      rows(epochs * stepsPerEpoch * batchRows, shape.inputLength(), shape.outputLength(), seed = 7).map(data)
    val replica = engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 3, 1))
    try {
      val other = plain(network)
      val start = other.parameters.dup().data().asFloat()
      start.indices.foreach(i => replica.parameters().set(i.toLong, start(i)))
      all.grouped(batchRows).zipWithIndex.foreach { case (some, step) =>
        other.epoch(step / stepsPerEpoch)
        Nd4j.getRandom.setSeed(1 + step.toLong)
        other.fit(matrix(some, _.features), matrix(some, _.target))
        oneStep(replica, some, step)
      }
      assertClose(replica.parameters().toArray, other.parameters.dup().data().asFloat(), tolerance)
    } finally replica.close()
  }

  private def oneStep(replica: Replica, some: Seq[Row], step: Int): Unit = {
    val filled = batch(some)
    val context = StepContext.at(step.toLong, 1 + step / stepsPerEpoch).withSeed(1 + step.toLong)
    replica.forwardBackward(filled, context)
    replica.optimizer().step(filled.weightSum(), context)
  }

  private val everyFewSteps: ISchedule = new StepSchedule(ScheduleType.ITERATION, 0.2, 0.5, 5)

  private val everyEpoch: ISchedule = {
    val rates = new JavaMap[Integer, java.lang.Double]()
    rates.put(0, 0.2)
    rates.put(1, 0.05)
    rates.put(2, 0.4)
    new MapSchedule(ScheduleType.EPOCH, rates)
  }

  test("fit: stochastic gradient descent") { assertLikeFit(perceptron(settings())) }

  test("fit: Nesterov's momentum") { assertLikeFit(perceptron(settings(new Nesterovs(0.1, 0.9))), almost) }

  test("fit: Adam") { assertLikeFit(perceptron(settings(adam)), almost) }

  test("fit: RMSProp, AMSGrad and AdaGrad") {
    assertLikeFit(perceptron(settings(new RmsProp(0.01, 0.95, epsilon))), almost)
    assertLikeFit(perceptron(settings(new AMSGrad(0.01, 0.9, 0.999, epsilon))), almost)
    assertLikeFit(perceptron(settings(new AdaGrad(0.05, epsilon))), almost)
  }

  test("fit: optimizers that are left to DL4J, alone and beside others, clipped and regularized") {
    Seq[IUpdater](
      new Nadam(0.001, 0.9, 0.999, epsilon), // Its first steps are some thirty times as long as Adam's.
      new AdaMax(0.01, 0.9, 0.999, epsilon),
      new AdaDelta(0.95, epsilon)
    ).foreach { other =>
      assertLikeFit(perceptron(settings(other).l2(0.1)), almost)
      GradientNormalization.values().foreach { how =>
        val mixed = settings(adam).biasUpdater(other).l1(0.01).weightDecay(0.02)
        assertLikeFit(
          perceptron(mixed.gradientNormalization(how).gradientNormalizationThreshold(0.01)),
          almost
        )
      }
    }
  }

  test("fit: a momentum that changes") {
    val momentum = new MapSchedule(
      ScheduleType.ITERATION,
      new JavaMap[Integer, java.lang.Double]() {
        put(0, 0.5)
        put(4, 0.9)
      }
    )
    assertLikeFit(perceptron(settings(new Nesterovs(0.1, momentum))), almost)
  }

  test("fit: regularization that differs from layer to layer, and changes") {
    val fading: ISchedule = new StepSchedule(ScheduleType.ITERATION, 0.1, 0.5, 4)
    val first = dense(inputs, 7)
    first.setRegularization(java.util.List.of(new L2Regularization(fading), new L1Regularization(0.01)))
    val second = dense(7, 5)
    second.setRegularization(java.util.Collections.singletonList(new WeightDecay(0.1, false)))
    val layers = Seq(first, second, softmax(5))
    assertLikeFit(stack(settings(adam), layers: _*), almost)
  }

  test("fit: an updater of its own for biases") {
    assertLikeFit(perceptron(settings(adam).biasUpdater(new Sgd(0.3))), almost)
  }

  test("fit: L1, L2 and weight decay") {
    assertLikeFit(perceptron(settings(adam).l2(0.1)), almost)
    assertLikeFit(perceptron(settings().l1(0.01).l2(0.02).l2Bias(0.03)), almost)
    assertLikeFit(perceptron(settings().weightDecay(0.05)), almost)
  }

  GradientNormalization.values().foreach { how =>
    test(s"fit: gradient normalization $how") { assertLikeFit(perceptron(clipped(how))) }
  }

  test("fit: a learning rate by iteration, and one by epoch") {
    assertLikeFit(perceptron(settings(new Sgd(everyFewSteps))))
    assertLikeFit(perceptron(settings(new Nesterovs(everyEpoch, 0.5))))
  }

  test("fit: constraints") {
    assertLikeFit(perceptron(settings().constrainWeights(new MaxNormConstraint(0.5, 1))))
  }

  test("fit: a convolutional network") { assertLikeFit(convolutional(settings(adam)), convolved) }

  test("fit: batch normalization in both of its parameterizations") {
    assertLikeFit(normalized(settings(adam)), almost)
  }

  test("fit: batch normalization with clipped gradients") {
    assertLikeFit(normalized(clipped(GradientNormalization.ClipL2PerLayer)), almost)
  }

  test("fit: a graph with a skip connection") {
    assertLikeFit(spec(skipping(settings(adam).l2(0.01)).toJson), almost)
    assertLikeFit(spec(skipping(clipped(GradientNormalization.ClipL2PerParamType)).toJson), almost)
  }

  test("fit: a convolutional graph") {
    val graph = MultiLayerConfiguration.fromJson(convolutional(settings(adam)).text)
    val model = new MultiLayerNetwork(graph)
    model.init()
    assertLikeFit(spec(model.toComputationGraph.getConfiguration.toJson), convolved)
  }

  test("fit: a frozen layer stays as it is") {
    val frozen = new FrozenLayer.Builder().layer(dense(inputs, 7)).build()
    assertLikeFit(stack(settings(adam).l2(0.01), frozen, dense(7, 5), softmax(5)), almost)
    val graph = skipping(settings(adam))
    val second = graph.getVertices.get("second").asInstanceOf[LayerVertex].getLayerConf
    second.setLayer(new FrozenLayer.Builder().layer(second.getLayer).name("second").build())
    assertLikeFit(spec(graph.toJson), almost)
  }

  test("fit: a regression by squared loss, and a loss layer without parameters") {
    val squared = new OutputLayer.Builder(LossFunction.MSE).nIn(7).nOut(2).activation(Activation.IDENTITY)
    assertLikeFit(stack(settings(), dense(inputs, 7), squared.build()))
    val loss = new LossLayer.Builder(LossFunction.XENT).activation(Activation.SIGMOID).build()
    assertLikeFit(stack(settings(), dense(inputs, 4), loss))
  }

  private def asWords(row: Row): Row =
    row.copy(features = row.features.map(value => math.floor(math.abs(value.toDouble) * 5).toFloat))

  test("fit: a recurrent layer between flat ones") {
    val words = new EmbeddingSequenceLayer.Builder().nIn(20).nOut(4).inputLength(inputs).build()
    val last = new LastTimeStep(new LSTM.Builder().nIn(4).nOut(5).build())
    assertLikeFit(stack(settings(adam), words, last, softmax(5)), almost, data = asWords)
  }

  test("fit: several inputs and outputs, whose losses add up") {
    assertLikeFit(twoByThree(settings()), data = asTargets)
    assertLikeFit(twoByThree(settings(adam).l2(0.01)), almost, data = asTargets)
    assertLikeFit(twoByThree(clipped(GradientNormalization.ClipL2PerLayer)), almost, data = asTargets)
    assertLikeFit(wideAndDeep(settings()))
  }

  test("fit: the same seed gives the parameters that DL4J starts from") {
    Seq(perceptron(settings()), spec(skipping(settings()).toJson)).foreach { network =>
      val replica = engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 3, 1))
      try assertSameBits(replica.parameters().toArray, plain(network).parameters.dup().data().asFloat())
      finally replica.close()
    }
  }
}

/** DL4J's layers, driven by us. */
class Dl4jFitSuite extends FitSuite(ExecutionPolicy.DL4J) {

  override def exactly: Double = 0

  /** Native loops contract a product and a sum, ours do not; and what batch normalization tracks is
    * multiplied and divided by the rows. Both round.
    */
  override def almost: Double = 1e-6

  override def convolved: Double = 1e-6

  /** With oneDNN on both sides, whose order of additions is that of the processor. */
  override def ready(layers: Array[org.deeplearning4j.nn.api.Layer]): Unit =
    LayerHelpers.install(org.nd4j.linalg.api.buffer.DataType.FLOAT, layers: _*)

  test("fit: dropout and weight noise of the same seed") {
    assertLikeFit(perceptron(settings().dropOut(0.7)))
  }
}

/** Layers of our own, which add in another order. */
class LayerFitSuite extends FitSuite(ExecutionPolicy.FASTEST) {

  override def exactly: Double = 1e-6

  override def almost: Double = 1e-5

  override def convolved: Double = 1e-6
}
