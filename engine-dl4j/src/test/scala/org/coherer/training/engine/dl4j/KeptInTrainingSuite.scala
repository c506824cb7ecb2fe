package org.coherer.training.engine.dl4j

import java.util.OptionalDouble

import org.bytedeco.javacpp.Pointer
import org.coherer.testkit.engine.{Row, WithBatches}
import org.coherer.training.engine.NetworkShape.LayerInfo
import org.coherer.training.engine.{NetworkSpec, ReplicaSettings, StepContext}
import org.deeplearning4j.nn.conf.graph.MergeVertex
import org.deeplearning4j.nn.conf.layers._
import org.deeplearning4j.nn.conf.layers.recurrent.{Bidirectional, LastTimeStep}
import org.nd4j.linalg.activations.Activation
import org.scalatest.funsuite.AnyFunSuite

/** What a layer says that it keeps in training, compared with the memory that a replica reserves for a batch.
  */
class KeptInTrainingSuite extends AnyFunSuite with WithNetworks with WithBatches {

  private val engine = new Dl4jEngine
  private val batchRows = 256
  private val steps = 12

  private def embedding: Layer =
    new EmbeddingSequenceLayer.Builder().nIn(20).nOut(8).inputLength(steps).build()

  private def lstm(in: Int, units: Int): LSTM =
    new LSTM.Builder().nIn(in).nOut(units).activation(Activation.TANH).build()

  private def layers(network: NetworkSpec): Seq[LayerInfo] =
    engine.describe(network).layers().toArray(Array[LayerInfo]()).toSeq

  private def asWords(row: Row): Row =
    row.copy(features = row.features.map(value => (math.abs(value.toDouble) * 7).toInt.min(19).toFloat))

  /** The bytes that a replica reserves for the rows of a batch. */
  private def reserved(network: NetworkSpec, data: Row => Row): Double = {
    val shape = engine.describe(network)
    val all = rows(batchRows, shape.inputLength(), shape.outputLength(), seed = 4).map(data)
    val replica = engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 1, 1))
    try {
      val (one, some) = (batch(all.take(1)), batch(all))
      replica.forwardBackward(one, StepContext.at(0, 1))
      val before = Pointer.totalBytes()
      replica.forwardBackward(some, StepContext.at(1, 1))
      (Pointer.totalBytes() - before) * batchRows / (batchRows - 1.0)
    } finally replica.close()
  }

  private def computed(network: NetworkSpec): Double = {
    val floats = layers(network).map { layer =>
      2 * layer.outputShape.split(" x ").map(_.toLong).product + layer.kept
    }
    4.0 * batchRows * floats.sum
  }

  private val last = stack(settings(), embedding, new LastTimeStep(lstm(8, 16)), softmax(16))
  private val two = stack(settings(), embedding, lstm(8, 16), new LastTimeStep(lstm(16, 8)), softmax(8))
  private val dropped =
    stack(settings().dropOut(0.5), dense(inputs, 40), dense(40, 30), softmax(30))

  Seq(
    ("an LSTM whose last step goes on", last, asWords _),
    ("two LSTMs", two, asWords _),
    ("a perceptron with dropout", dropped, identity[Row] _)
  ).foreach { case (kind, network, data) =>
    test(s"$kind reserves what was computed, to within 20%") {
      val (found, wanted) = (reserved(network, data), computed(network))
      info(f"computed $wanted%.0f bytes, reserved $found%.0f")
      assert(math.abs(wanted - found) < 0.2 * found)
    }
  }

  test("gates, cell states and their activations are kept at all steps, and the sequence behind them") {
    assert(layers(last).map(_.kept) == Seq(0, 16 * (6 * steps + 1) + 2 * 16 * steps, 0))
    val whole = layers(two)
    assert(whole(1).kept == 16 * (6 * steps + 1))
  }

  test("both directions of a sequence are kept, in front of a last step as well") {
    val one = 16 * (6 * steps + 1) + 2 * 16 * steps
    val both = new LastTimeStep(new Bidirectional(lstm(8, 16)))
    assert(layers(stack(settings(), embedding, both, softmax(32)))(1).kept == 2 * one + 2 * 32 * steps)
  }

  test("a dropout keeps what it has drawn, and its output if it is a part of another layer") {
    assert(layers(dropped).map(_.kept) == Seq(2 * inputs, 2 * 40, 2 * 30))
    val alone = stack(settings(), dense(inputs, 40), new DropoutLayer(0.5), softmax(40))
    assert(layers(alone).map(_.kept) == Seq(0, 40, 0))
  }

  test("layers of a graph say it too") {
    val graph = settings()
      .graphBuilder()
      .addInputs("in")
      .addLayer("words", embedding, "in")
      .addLayer("last", new LastTimeStep(lstm(8, 16)), "words")
      .addVertex("all", new MergeVertex(), "last", "last")
      .addLayer("out", softmax(32), "all")
      .setOutputs("out")
      .build()
    val kept = layers(spec(graph.toJson)).map(layer => layer.name -> layer.kept).toMap
    assert(kept("last") == layers(last)(1).kept && kept("all") == 0 && kept("out") == 0)
  }
}
