package org.coherer.training.engine.dl4j

import java.util.{Optional, OptionalDouble}
import org.deeplearning4j.nn.conf.{ComputationGraphConfiguration, MultiLayerConfiguration}
import org.deeplearning4j.nn.conf.layers.OutputLayer
import org.deeplearning4j.nn.graph.ComputationGraph
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork
import org.deeplearning4j.nn.transferlearning.{FineTuneConfiguration, TransferLearning}
import org.deeplearning4j.nn.weights.WeightInit
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.api.ndarray.INDArray
import org.nd4j.linalg.factory.Nd4j
import org.nd4j.linalg.learning.config._
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.scalatest.funsuite.AnyFunSuite

import org.coherer.testkit.engine.{Row, WithBatches, WithTolerance}
import org.coherer.training.engine.Transfer.Frozen
import org.coherer.training.engine.Transfer.NewOutput
import org.coherer.training.engine.Transfer.NewOutput.Meaning
import org.coherer.training.engine.dl4j.config.NetworkConfiguration
import org.coherer.training.engine.dl4j.execution.ExecutionPolicy
import org.coherer.training.engine.dl4j.translation.{NetworkTranslation, ParameterBlocks}
import org.coherer.training.engine.{
  Engine,
  NetworkEditing,
  NetworkFile,
  NetworkShape,
  NetworkSpec,
  ReplicaSettings,
  StepContext,
  Transfer
}
import org.coherer.training.vector.FlatVector

class TransferSuite extends AnyFunSuite with WithNetworks with WithBatches with WithTolerance {

  private val fast = new Dl4jEngine
  private val editing = fast.capability(classOf[NetworkEditing]).get
  private val slow = new Dl4jEngine(ExecutionPolicy.DL4J)
  private val decaying = new Nesterovs(0.05, 0.9)

  private def start(network: NetworkSpec, engine: Engine = fast): NetworkFile = {
    val replica = engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 4, 1))
    try new NetworkFile(network, FlatVector.of(replica.parameters().toArray: _*))
    finally replica.close()
  }

  /** Some steps, and the parameters after them. */
  private def trained(file: NetworkFile, engine: Engine = fast, steps: Int = 8): Array[Float] = {
    val shape = engine.describe(file.network())
    val replica = engine.open(new ReplicaSettings(file.network(), OptionalDouble.empty(), 1, 1))
    try {
      replica.parameters().copyFrom(file.parameters())
      batches(shape, steps).zipWithIndex.foreach { case (some, step) =>
        val context = StepContext.at(step.toLong, 1).withSeed(step.toLong)
        replica.forwardBackward(batch(some), context)
        replica.optimizer().step(5, context)
      }
      replica.parameters().toArray
    } finally replica.close()
  }

  private def batches(shape: NetworkShape, steps: Int): Seq[Seq[Row]] =
    rows(steps * 5, shape.inputLength(), shape.outputLength(), seed = 9).grouped(5).toList

  private def matrix(rows: Seq[Row], of: Row => Array[Float]): INDArray = Nd4j.create(rows.map(of).toArray)

  private def transfer(frozen: Frozen, output: Option[NewOutput] = None): Transfer =
    new Transfer(frozen, output.fold(Optional.empty[NewOutput]())(Optional.of(_)), 6)

  private def applied(network: NetworkSpec, how: Transfer): NetworkFile =
    editing.transfer(start(network), how)

  private val everything = settings(decaying).l1(0.01).weightDecay(0.1, true).dropOut(0.8)

  private def parametersOf(network: NetworkSpec, layers: Int): Int = {
    val places = NetworkConfiguration.parse(network, OptionalDouble.empty()).instantiate(1)
    try
      places
        .trainables()
        .values()
        .toArray
        .take(layers)
        .map { case layer: org.deeplearning4j.nn.api.Trainable =>
          layer.numParams().toInt
        }
        .sum
    finally places.model().params().close()
  }

  test("transfer: not one bit of a frozen layer changes, statistics of batches included") {
    Seq(fast, slow).foreach { engine =>
      val cases = Seq(
        perceptron(everything) -> 2,
        convolutional(everything) -> 4,
        normalized(everything) -> 2,
        normalized(settings(new Adam(0.05)).l2(0.3)) -> 4
      )
      cases.foreach { case (network, layers) =>
        val file = applied(network, transfer(new Frozen.First(layers)))
        val before = file.parameters().toArray
        val frozen = parametersOf(file.network(), layers)
        assertSameBits(before, start(network).parameters().toArray)
        val after = trained(file, engine)
        assertSameBits(after.take(frozen), before.take(frozen))
        assert(difference(after.drop(frozen), before.drop(frozen)) > 1e-2)
      }
    }
  }

  private def plainStack(network: NetworkSpec, parameters: FlatVector): MultiLayerNetwork = {
    val model = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(network.text))
    model.init()
    model.setParams(Nd4j.create(parameters.toArray))
    model
  }

  /** What DL4J's own transfer gives. */
  private def plainTransfer(
      network: NetworkSpec,
      parameters: FlatVector,
      last: Int,
      outputs: Int
  ): MultiLayerNetwork =
    new TransferLearning.Builder(plainStack(network, parameters))
      .fineTuneConfiguration(new FineTuneConfiguration.Builder().seed(6).build())
      .setFeatureExtractor(last)
      .nOutReplace(plainStack(network, parameters).getnLayers() - 1, outputs, WeightInit.XAVIER)
      .build()

  test("transfer: a stack trains on as DL4J's own transfer does") {
    Seq(
      perceptron(settings(new Adam(0.02))) -> 1,
      convolutional(settings(decaying)) -> 3,
      normalized(settings()) -> 1
    )
      .foreach { case (network, last) =>
        val file =
          applied(network, transfer(new Frozen.First(last + 1), Some(new NewOutput(5, Meaning.CLASSES))))
        val plain = plainTransfer(network, start(network).parameters(), last, 5)
        assert(plain.numParams() == file.parameters().length())
        plain.setParams(Nd4j.create(file.parameters().toArray))
        batches(fast.describe(file.network()), 8).foreach { some =>
          plain.fit(matrix(some, _.features), matrix(some, _.target))
        }
        val expected = plain.params().dup().data().asFloat()
        assertClose(trained(file), expected, 1e-5)
        assertClose(trained(file, slow), expected, 1e-5)
      }
  }

  test("transfer: a graph trains on as DL4J's own transfer does") {
    val network = spec(skipping(settings(new Adam(0.02))).toJson)
    val source = start(network)
    val file = editing.transfer(source, transfer(new Frozen.Through("second")))
    val model = new ComputationGraph(ComputationGraphConfiguration.fromJson(network.text))
    model.init()
    model.setParams(Nd4j.create(source.parameters().toArray))
    val plain = new TransferLearning.GraphBuilder(model).setFeatureExtractor("second").build()
    batches(fast.describe(network), 8).foreach { some =>
      plain.fit(Array(matrix(some, _.features)), Array(matrix(some, _.target)))
    }
    val expected = plain.params().dup().data().asFloat()
    assertClose(trained(file), expected, 1e-5)
    assertClose(trained(file, slow), expected, 1e-5)
  }

  test("transfer: a new output has new weights of the seed, the rest keeps its own") {
    val network = perceptron(settings(new Adam(0.02)))
    val source = start(network)
    val kept = source.parameters().length().toInt - (5 * classes + classes)
    val file = editing.transfer(source, transfer(new Frozen.None(), Some(new NewOutput(4, Meaning.CLASSES))))
    assert(
      fast.describe(file.network()).outputLength() == 4 && fast
        .describe(file.network())
        .outputIsDistribution()
    )
    val values = file.parameters().toArray
    assert(values.length == kept + 5 * 4 + 4)
    assertSameBits(values.take(kept), source.parameters().toArray.take(kept))
    assert(values.slice(kept, kept + 20).distinct.length == 20 && values.takeRight(4).forall(_ == 0f))
    val again = editing.transfer(source, transfer(new Frozen.None(), Some(new NewOutput(4, Meaning.CLASSES))))
    assertSameBits(again.parameters().toArray, values)
    val other = editing.transfer(
      source,
      new Transfer(new Frozen.None(), Optional.of(new NewOutput(4, Meaning.CLASSES)), 7)
    )
    assert(difference(other.parameters().toArray.drop(kept), values.drop(kept)) > 0.1)
    assert(difference(trained(file), values) > 1e-3)
  }

  test("transfer: classes of a regression; or its own loss, for other numbers") {
    val regression = stack(
      settings(),
      dense(inputs, 7),
      new OutputLayer.Builder(LossFunction.MSE).nIn(7).nOut(2).activation(Activation.IDENTITY).build()
    )
    val classified =
      applied(regression, transfer(new Frozen.First(1), Some(new NewOutput(3, Meaning.CLASSES))))
    assert(fast.describe(classified.network()).outputIsDistribution())
    val other = applied(regression, transfer(new Frozen.First(1), Some(new NewOutput(4, Meaning.VALUES))))
    assert(!fast.describe(other.network()).outputIsDistribution() && other.network().text.contains("LossMSE"))
  }

  private def ending(loss: LossFunction, activation: Activation): NetworkSpec = stack(
    settings(),
    dense(inputs, 7),
    new OutputLayer.Builder(loss).nIn(7).nOut(3).activation(activation).build()
  )

  /** Activation and loss of the output layer that takes the place of another. */
  private def newEnd(network: NetworkSpec, output: NewOutput): (String, String) = {
    val made = editing.transfer(start(network), transfer(new Frozen.None(), Some(output))).network()
    val layer =
      NetworkConfiguration.parse(made, OptionalDouble.empty()).outputLayer().asInstanceOf[OutputLayer]
    (layer.getActivationFn.getClass.getSimpleName, layer.getLossFn.getClass.getSimpleName)
  }

  test("transfer: values of a classification are linear, by the mean squared error") {
    Seq(
      LossFunction.MCXENT -> Activation.SOFTMAX,
      LossFunction.NEGATIVELOGLIKELIHOOD -> Activation.SOFTMAX,
      LossFunction.XENT -> Activation.SIGMOID,
      LossFunction.KL_DIVERGENCE -> Activation.SIGMOID,
      LossFunction.MSE -> Activation.SOFTMAX
    ).foreach { case (loss, activation) =>
      val end = newEnd(ending(loss, activation), new NewOutput(1, Meaning.VALUES))
      assert(end == (("ActivationIdentity", "LossMSE")), loss)
    }
  }

  test("transfer: labels are sigmoids, by binary cross-entropy") {
    Seq(LossFunction.MCXENT -> Activation.SOFTMAX, LossFunction.MSE -> Activation.IDENTITY).foreach {
      case (loss, activation) =>
        val end = newEnd(ending(loss, activation), new NewOutput(1, Meaning.LABELS))
        assert(end == (("ActivationSigmoid", "LossBinaryXENT")), loss)
    }
  }

  test("transfer: what suits values stays, and so does everything that is to be as before") {
    Seq(
      (LossFunction.MEAN_ABSOLUTE_ERROR, Activation.RELU, ("ActivationReLU", "LossMAE")),
      (LossFunction.MSE, Activation.SIGMOID, ("ActivationSigmoid", "LossMSE")),
      (LossFunction.POISSON, Activation.SOFTPLUS, ("ActivationSoftPlus", "LossPoisson"))
    ).foreach { case (loss, activation, expected) =>
      assert(newEnd(ending(loss, activation), new NewOutput(2, Meaning.VALUES)) == expected)
    }
    val classes = ending(LossFunction.MCXENT, Activation.SOFTMAX)
    val same = new NewOutput(4, Meaning.AS_BEFORE)
    assert(newEnd(classes, same) == (("ActivationSoftmax", "LossMCXENT")))
  }

  test("transfer: a single value of a classification is learned") {
    val file =
      applied(perceptron(settings()), transfer(new Frozen.First(2), Some(new NewOutput(1, Meaning.VALUES))))
    Seq(fast, slow).foreach(engine =>
      assert(difference(trained(file, engine), file.parameters().toArray) > 1e-3)
    )
  }

  test("transfer: in a graph, parameters find their layer wherever the output lies") {
    val file = applied(
      spec(skipping(settings()).toJson),
      transfer(new Frozen.Through("first"), Some(new NewOutput(2, Meaning.VALUES)))
    )
    assert(fast.describe(file.network()).outputLength() == 2)
    val same = editing.transfer(file, transfer(new Frozen.None()))
    assertSameBits(same.parameters().toArray, file.parameters().toArray)
  }

  test("transfer: what is frozen still runs on layers of our own") {
    Seq(
      perceptron(everything),
      convolutional(everything),
      normalized(everything),
      spec(skipping(everything).toJson)
    )
      .foreach { network =>
        val file = applied(network, transfer(new Frozen.First(2)))
        val adapter = NetworkConfiguration.parse(file.network(), OptionalDouble.empty()).instantiate(1)
        try
          new NetworkTranslation(fast.describe(file.network()), 0, new ParameterBlocks(adapter))
            .translate(adapter.stages(), adapter.outputKeys())
            .close()
        finally adapter.model().params().close()
      }
  }

  private def problem(network: NetworkSpec, how: => Transfer): String =
    intercept[IllegalArgumentException](applied(network, how)).getMessage

  test("transfer: layers that are not there are refused") {
    val network = perceptron(settings())
    assert(
      problem(
        network,
        transfer(new Frozen.First(3))
      ) == "Cannot freeze 3 layers: the network has 3, the output " +
        "layer included (must leave the output layer)"
    )
    assert(
      problem(
        network,
        transfer(new Frozen.Through("encoder"))
      ) == "Cannot freeze the layers through 'encoder': " +
        "the network has no such layer (must be one of [layer0, layer1])"
    )
    assert(
      problem(
        spec(skipping(settings()).toJson),
        transfer(new Frozen.Through("out"))
      ) == "Cannot freeze the layers " +
        "through 'out': it is the output layer (must be one before it)"
    )
    assert(
      problem(
        network,
        transfer(new Frozen.First(-1))
      ) == "Invalid number of frozen layers -1 (must be at least 0)"
    )
    assert(
      problem(network, transfer(new Frozen.None(), Some(new NewOutput(1, Meaning.CLASSES)))) ==
        "Invalid number of outputs 1 (must be at least 2)"
    )
    val short = new NetworkFile(network, FlatVector.of(1f))
    assert(
      intercept[IllegalArgumentException](editing.transfer(short, transfer(new Frozen.None()))).getMessage ==
        s"Cannot transfer a network with 1 parameters (its description has ${start(network).parameters().length()})"
    )
  }
}
