package org.coherer.training.engine.dl4j.config

import java.util.{OptionalDouble, Random}
import java.util.Collections.singletonList

import org.coherer.training.engine.NetworkShape.Content
import org.coherer.training.engine.NetworkShape.Output
import org.coherer.training.engine.dl4j.{Dl4jEngine, WithNetworks}
import org.coherer.training.engine.{NetworkSpec, NetworkSummary, ReplicaSettings}
import org.deeplearning4j.nn.api.OptimizationAlgorithm
import org.deeplearning4j.nn.conf.inputs.InputType
import org.deeplearning4j.nn.conf.layers._
import org.deeplearning4j.nn.conf.stepfunctions.DefaultStepFunction
import org.deeplearning4j.nn.conf.{BackpropType, MultiLayerConfiguration, NeuralNetConfiguration}
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.api.buffer.DataType
import org.nd4j.linalg.learning.config.{Adam, Sgd}
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT
import org.nd4j.linalg.schedule.{ScheduleType, StepSchedule}
import org.nd4j.shade.jackson.databind.node.{ArrayNode, ObjectNode}
import org.nd4j.shade.jackson.databind.{JsonNode, ObjectMapper}
import org.scalatest.funsuite.AnyFunSuite

class NetworkConfigurationSuite extends AnyFunSuite with WithNetworks {

  private val engine = new Dl4jEngine

  private def refusal(text: String): String = refusal(spec(text))

  private def refusal(network: NetworkSpec): String =
    intercept[IllegalArgumentException](engine.describe(network)).getMessage

  private def assertDescribed(network: NetworkSpec, length: Int, parameters: Int, output: String): Unit = {
    val found = engine.describe(network)
    assert(found.inputLength() == length && found.outputLength() == classes)
    assert(found.parameterCount() == parameters)
    assert(found.outputs() == singletonList(new Output(output, classes, Content.CLASSES)))
    assert(found.outputIsDistribution() && found.shardingObstacle() == null)
  }

  test("describe: stacks, images and graphs") {
    assertDescribed(perceptron(settings()), 6, 49 + 40 + 18, "output")
    val convolutions = 4 * 9 + 4 + 5 * 16 + 5
    val dense = 20 * 8 + 8 + 8 * 3 + 3
    assertDescribed(convolutional(settings()), 64, convolutions + dense, "output")
    assertDescribed(spec(skipping(settings()).toJson), 6, 49 + 56 + 4 * 13 + 42, "out")
  }

  test("describe: a summary has a line for each layer, with output shape and parameters") {
    val summary = NetworkSummary.of(engine.describe(convolutional(settings()))).linesIterator.toSeq
    assert(
      summary == Seq(
        "layer   type              output     parameters",
        "input   input             64                  0",
        "layer0  ConvolutionLayer  4 x 6 x 6          40",
        "layer1  SubsamplingLayer  4 x 3 x 3           0",
        "layer2  ConvolutionLayer  5 x 2 x 2          85",
        "layer3  DenseLayer        8                 168",
        "layer4  OutputLayer       3                  27",
        "total                                       320"
      )
    )
  }

  test("describe: only softmax with cross-entropy is a distribution") {
    def last(loss: LossFunction, activation: Activation) =
      engine.describe(
        stack(
          settings(),
          dense(inputs, 4),
          new OutputLayer.Builder(loss).nIn(4).nOut(3).activation(activation).build()
        )
      )
    assert(last(LossFunction.NEGATIVELOGLIKELIHOOD, Activation.SOFTMAX).outputIsDistribution())
    assert(!last(LossFunction.MSE, Activation.IDENTITY).outputIsDistribution())
    assert(!last(LossFunction.XENT, Activation.SIGMOID).outputIsDistribution())
  }

  test("describe: layers of any length may come first") {
    val noise = new DropoutLayer.Builder(0.5).build()
    assert(engine.describe(stack(settings(), noise, dense(inputs, 4), softmax(4))).inputLength() == inputs)
  }

  test("describe: the size of images must be told") {
    val list = settings().list().layer(convolution(3, 4)).layer(softmax(0))
    val network = list.setInputType(InputType.convolutional(8, 8, 1)).build().toJson
    assert(refusal(network).contains("set InputType.convolutionalFlat(height, width, channels) instead"))
  }

  test("describe: rows that are no flat rows are refused") {
    val recurrent = new LSTM.Builder().nIn(4).nOut(5).build()
    val output = new RnnOutputLayer.Builder(LossFunction.MCXENT).nIn(5).nOut(3).activation(Activation.SOFTMAX)
    assert(
      refusal(stack(settings(), recurrent, output.build()))
        .startsWith("Cannot tell how long the sequences are that the network takes")
    )
    val words = new EmbeddingSequenceLayer.Builder().nIn(20).nOut(5).inputLength(inputs).build()
    assert(
      refusal(stack(settings(), words, softmax(5))) ==
        "Cannot train the network: its layers do not fit together, or its input is not one row of numbers"
    )
    assert(
      refusal(stack(settings(), words, output.build())) ==
        "Cannot train a network whose output is of type RNN (must be FF, one row of numbers)"
    )
  }

  test("describe: half precision is refused by name") {
    assert(
      refusal(perceptron(settings().dataType(DataType.FLOAT16))) ==
        "Cannot train a network of data type HALF (must be FLOAT or DOUBLE)"
    )
  }

  test("describe: other ways of training are refused") {
    assert(
      refusal(perceptron(settings().miniBatch(false))) ==
        "Cannot train the network: layer 'layer0', DenseLayer sets miniBatch(false) " +
        "(must be true: gradients are averaged over rows)"
    )
    val climbing = MultiLayerConfiguration.fromJson(perceptron(settings()).text)
    climbing.getConf(0).setStepFunction(new DefaultStepFunction)
    assert(
      refusal(climbing.toJson).endsWith(
        "DenseLayer sets the step function DefaultStepFunction (must be omitted: the loss is minimized)"
      )
    )
    val lbfgs = settings().optimizationAlgo(OptimizationAlgorithm.LBFGS)
    assert(refusal(perceptron(lbfgs)).contains("is optimized by LBFGS (must be STOCHASTIC_GRADIENT_DESCENT)"))
    val truncated = settings().list().layer(dense(6, 5)).layer(softmax(5))
    val network = truncated.backpropType(BackpropType.TruncatedBPTT).build().toJson
    assert(refusal(network).contains("backpropagation type TruncatedBPTT (must be Standard)"))
    val auto = new AutoEncoder.Builder().nIn(inputs).nOut(5).build()
    assert(refusal(stack(settings(), auto, softmax(5))).contains("AutoEncoder is trained on its own"))
  }

  test("describe: a last layer without a usual loss is refused") {
    assert(
      refusal(stack(settings(), dense(6, 5))) == "Cannot train the network: layer 'layer0', DenseLayer " +
        "has no loss (the last layer must be an OutputLayer or a LossLayer)"
    )
    val center = new CenterLossOutputLayer.Builder(LossFunction.MCXENT)
      .nIn(5)
      .nOut(3)
      .activation(Activation.SOFTMAX)
      .build()
    assert(refusal(stack(settings(), dense(6, 5), center)).contains("has a loss of its own kind"))
    val sparse = new OutputLayer.Builder(new LossSparseMCXENT())
      .nIn(5)
      .nOut(3)
      .activation(Activation.SOFTMAX)
      .build()
    assert(refusal(stack(settings(), dense(6, 5), sparse)).contains("has the loss LossSparseMCXENT"))
  }

  test("describe: a network needs parameters, inputs whose length is known, and layers as outputs") {
    val loss = new LossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build()
    assert(refusal(stack(settings(), loss)).startsWith("Cannot tell how long a row"))
    val merged = settings()
      .graphBuilder()
      .addInputs("left", "right")
      .addLayer("out", softmax(2 * inputs), "left", "right")
      .setOutputs("out")
    assert(
      refusal(merged.build().toJson) ==
        "Cannot tell how long a row of the network's input 'left' is: no layer behind it says how many " +
        "inputs it has (set nIn on the first layer that has weights)"
    )
    val two = settings()
      .graphBuilder()
      .addInputs("in")
      .addLayer("out", softmax(inputs), "in")
      .addLayer("other", dense(inputs, 2), "in")
      .setOutputs("out", "other")
    assert(
      refusal(two.build().toJson) == "Cannot train the network: layer 'other', DenseLayer has no loss " +
        "(the last layer must be an OutputLayer or a LossLayer)"
    )
    val none = two.build()
    none.setNetworkOutputs(java.util.Collections.emptyList())
    assert(refusal(none.toJson) == "Cannot train a network without outputs (must have at least one)")
  }

  test("describe: text that is not JSON is refused with its place") {
    assert(refusal("{\n  \"confs\": [,]}") == "Cannot read the network: not JSON (line 2, column 14)")
    assert(refusal("[" * 200).contains("it has more than 100 levels of nesting"))
    assert(
      refusal("{\"confs\": 5}").startsWith("Cannot read the network: not a valid MultiLayerConfiguration")
    )
  }

  test("describe: foreign classes are refused before they are loaded, wherever they are named") {
    val network = perceptron(settings()).text
    val own = "org.deeplearning4j.nn.conf.layers.DenseLayer"
    assert(network.contains(s""""@class" : "$own""""))
    val foreign = classOf[MustNotLoad].getName
    val texts = Seq(
      network.replace(own, foreign),
      network.replaceFirst(s""""@class" : "$own"""", s""""@class" : "$own", "@class" : "$foreign""""),
      network.replaceFirst(s""""@class" : "$own"""", s""""@class" : "$foreign", "@class" : "$own""""),
      network.replaceFirst("\"layer\" : \\{", s""""layer" : ["$foreign", {}], "more" : {"""),
      network.replace(own, s"$own<$foreign>"),
      network.replace(own, s" $foreign"),
      network.replace(own, s"[L$foreign;"),
      network.replace(own, "\u00e9t\u00e9.Layer"),
      s"""{"confs": [{"layer": {"dist": {"type": "$foreign"}}}]}"""
    )
    texts.foreach { text =>
      assert(refusal(text).startsWith("Cannot read the network: it names the class "))
      assert(refusal(text).endsWith("(must be one of DL4J's own, below org.deeplearning4j or org.nd4j)"))
    }
    assert(!MustNotLoad.loaded)
  }

  test("describe: names with dots are no classes") {
    val graph = settings()
      .graphBuilder()
      .addInputs("block.in")
      .addLayer("block.dense", dense(inputs, 4), "block.in")
      .addLayer("block.out", softmax(4), "block.dense")
      .setOutputs("block.out")
    assert(engine.describe(spec(graph.build().toJson)).inputLength() == inputs)
  }

  test("describe: a damaged description is refused, and nothing else happens") {
    val random = new Random(17)
    val mapper = new ObjectMapper()
    Seq(perceptron(settings()), convolutional(settings()), spec(skipping(settings()).toJson)).foreach {
      network =>
        (1 to 60).foreach { _ =>
          val tree = mapper.readTree(network.text)
          damage(tree, random)
          try engine.describe(spec(tree.toString))
          catch { case e: IllegalArgumentException => assert(e.getMessage.startsWith("Cannot ")) }
        }
    }
  }

  /** Removes, empties or replaces one field somewhere. */
  private def damage(tree: JsonNode, random: Random): Unit = {
    val objects = tree.findParents("@class")
    objects.add(tree)
    val target = objects.get(random.nextInt(objects.size())).asInstanceOf[ObjectNode]
    val names = new java.util.ArrayList[String]()
    target.fieldNames().forEachRemaining(name => { names.add(name); () })
    val name = names.get(random.nextInt(names.size()))
    random.nextInt(4) match {
      case 0 => target.remove(name)
      case 1 => target.putNull(name)
      case 2 => target.put(name, -3)
      case 3 => target.set[ArrayNode](name, target.arrayNode())
    }
    ()
  }

  test("settings: the learning rate reaches every optimizer and ends schedules") {
    val schedule = new StepSchedule(ScheduleType.ITERATION, 0.2, 0.5, 5)
    val network = perceptron(settings(new Sgd(schedule)).biasUpdater(new Adam(0.3)))
    val parsed = NetworkConfiguration.parse(network, OptionalDouble.of(0.25)).asInstanceOf[LayerStack]
    parsed.configuration().getConfs.forEach { (layer: NeuralNetConfiguration) =>
      val base = layer.getLayer.asInstanceOf[BaseLayer]
      Seq(base.getIUpdater, base.getBiasUpdater).foreach { updater =>
        assert(updater.getLearningRate(0, 0) == 0.25)
        assert(updater.getLearningRate(100, 10) == 0.25)
      }
    }
  }

  test("settings: what cannot be described cannot be opened") {
    val network = perceptron(settings().miniBatch(false))
    val error = intercept[IllegalArgumentException](
      engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 1, 1))
    )
    assert(error.getMessage == refusal(network))
  }
}

/** A class whose loading is noticed. */
class MustNotLoad extends DenseLayer {
  MustNotLoad.loaded = true
}

object MustNotLoad {
  @volatile var loaded = false
}
