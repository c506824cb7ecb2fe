package org.coherer.training.engine.dl4j

import java.util.OptionalDouble

import org.coherer.testkit.engine.WithBatches
import org.coherer.training.engine.{GradientListener, NetworkSpec, ReplicaSettings}
import org.deeplearning4j.nn.conf.ConvolutionMode
import org.deeplearning4j.nn.conf.graph.{FrozenVertex, ScaleVertex}
import org.deeplearning4j.nn.conf.inputs.InputType
import org.deeplearning4j.nn.conf.layers._
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop
import org.deeplearning4j.nn.conf.layers.recurrent.{LastTimeStep, SimpleRnn}
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.learning.config.{AdaBelief, Sgd}
import org.nd4j.linalg.schedule.{FixedSchedule, RampSchedule}
import org.scalatest.funsuite.AnyFunSuite

/** What DL4J itself cannot run is refused with a remedy, or its failure says which layer it is. */
class DefectsOfDl4jSuite extends AnyFunSuite with WithNetworks with WithBatches {

  private val engine = new Dl4jEngine

  private def problem(network: => NetworkSpec): String =
    intercept[IllegalArgumentException](engine.describe(network)).getMessage

  private def output = new OutputLayer.Builder().nOut(classes).activation(Activation.SOFTMAX).build()

  private def words = new EmbeddingSequenceLayer.Builder().nIn(20).nOut(4).inputLength(7).build()

  private def last(in: Int) =
    new LastTimeStep(new SimpleRnn.Builder().nIn(in).nOut(3).activation(Activation.TANH).build())

  private val defects: Seq[(String, () => NetworkSpec, String)] = Seq(
    (
      "AdaBelief",
      () => stack(settings(new AdaBelief(0.01)), dense(inputs, 5), softmax(5)),
      "has the optimizer AdaBelief, which DL4J cannot run, here or on its own (take another one, such as Adam)"
    ),
    (
      "pooling of sums",
      () =>
        images(
          settings(),
          convolution(3, 4),
          new SubsamplingLayer.Builder(PoolingType.SUM).kernelSize(2, 2).stride(2, 2).build(),
          output
        ),
      "pools sums, which DL4J cannot run"
    ),
    (
      "learned queries",
      () =>
        stack(
          settings(),
          words,
          new LearnedSelfAttentionLayer.Builder()
            .nIn(4)
            .nOut(4)
            .nHeads(2)
            .headSize(2)
            .projectInput(true)
            .nQueries(2)
            .build(),
          last(4),
          softmax(3)
        ),
      "attends by learned queries, which DL4J cannot run"
    ),
    (
      "a frozen batch normalization with gradients through it",
      () =>
        images(
          settings(),
          convolution(3, 4),
          new FrozenLayerWithBackprop(new BatchNormalization.Builder().nIn(4).nOut(4).build()),
          softmax(144)
        ),
      "freezes a BatchNormalization, which DL4J cannot run"
    ),
    (
      "PReLU with shared slopes",
      () =>
        images(
          settings(),
          convolution(3, 4),
          new PReLULayer.Builder().inputShape(4, 6, 6).sharedAxes(2, 3).build(),
          output
        ),
      "shares slopes, which DL4J cannot run, here or on its own (omit sharedAxes)"
    ),
    (
      "cropping first",
      () => images(settings(), new Cropping2D(1, 1), convolution(3, 4), output),
      "takes the network's input, which DL4J cannot run, here or on its own (crop the images before)"
    ),
    (
      "batch normalization of sequences",
      () =>
        stack(
          settings(),
          words,
          new BatchNormalization.Builder().nIn(4).nOut(4).build(),
          last(4),
          softmax(3)
        ),
      "normalizes sequences, which DL4J cannot run"
    ),
    (
      "a frozen vertex",
      () =>
        spec(
          settings()
            .graphBuilder()
            .addInputs("in")
            .addLayer("a", dense(inputs, 5), "in")
            .addVertex("twice", new FrozenVertex(new ScaleVertex(2)), "a")
            .addLayer("out", softmax(5), "twice")
            .setOutputs("out")
            .build()
            .toJson
        ),
      "'twice' is a FrozenVertex, which DL4J cannot run"
    ),
    (
      "a ramp",
      () =>
        stack(
          settings(new Sgd(new RampSchedule(new FixedSchedule(0.1), 10))),
          dense(inputs, 5),
          softmax(5)
        ),
      "it has a RampSchedule, which DL4J writes without its numbers and cannot read (omit it; warmupSteps"
    )
  )

  for ((name, network, expected) <- defects)
    test(s"$name: refused, with what to do") {
      val message = problem(network())
      assert(message.contains(expected))
    }

  private def dilated(mode: ConvolutionMode): NetworkSpec = stack(
    settings(),
    words,
    new Convolution1DLayer.Builder(3).nIn(4).nOut(5).dilation(2).convolutionMode(mode).build(),
    last(5),
    softmax(3)
  )

  for (mode <- Seq(ConvolutionMode.Same, ConvolutionMode.Truncate))
    test(s"a failure within DL4J names layer and operation: dilated Conv1D, $mode, before a SimpleRnn") {
      val replica = engine.open(new ReplicaSettings(dilated(mode), OptionalDouble.empty(), 5, 1))
      try {
        val some = rows(4, 7, classes, seed = 1).map(row => row.copy(features = row.features.map(_ => 1f)))
        val message = intercept[IllegalStateException](replica.forwardBackward(batch(some), First)).getMessage
        assert(message.startsWith("DL4J fails to run the network in Convolution1DLayer."))
        assert(message.contains("[conv1d]") && message.contains("put another layer in the place of this one"))
      } finally replica.close()
    }

  test("what a listener throws in the midst of DL4J's backward pass stays what it is") {
    val network = stack(settings(), words, last(4), softmax(3))
    val replica = engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 5, 1))
    val mine = new IllegalStateException("mine")
    val listener: GradientListener = (_, _) => throw mine
    try {
      val some = rows(4, 7, classes, seed = 1).map(row => row.copy(features = row.features.map(_ => 1f)))
      assert(intercept[IllegalStateException](replica.forwardBackward(batch(some), First, listener)) eq mine)
    } finally replica.close()
  }
}
