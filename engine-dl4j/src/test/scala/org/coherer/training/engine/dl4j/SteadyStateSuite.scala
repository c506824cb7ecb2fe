package org.coherer.training.engine.dl4j

import java.lang.management.ManagementFactory
import java.util.OptionalDouble

import com.sun.management.ThreadMXBean
import org.bytedeco.javacpp.Pointer
import org.coherer.testkit.engine.{Row, WithBatches}
import org.coherer.training.engine.{Batch, NetworkSpec, Replica, ReplicaSettings, StepContext}
import org.deeplearning4j.nn.conf.layers._
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.learning.config.Adam
import org.scalatest.funsuite.AnyFunSuite

/** Once warm, steps and predictions take no memory. */
class SteadyStateSuite extends AnyFunSuite with WithNetworks with WithBatches {

  private val engine = new Dl4jEngine
  private val batchRows = 32
  private val warmUp = 3000
  private val steps = 2000

  /** On the Java heap and for each step: the records that an optimizer step is described by. */
  private val mostHeapBytes = 2048L

  private val threads = ManagementFactory.getThreadMXBean.asInstanceOf[ThreadMXBean]

  private def step(replica: Replica, batch: Batch, last: Int)(number: Int): Unit = {
    val context = StepContext.at(number.toLong, 1)
    replica.forwardBackward(batch, context)
    replica.optimizer().step(batch.weightSum(), context)
    if (last > 0) assert(replica.inputGradients().limit() == last * batchRows)
  }

  private def heapBytes(action: Int => Unit): Double = {
    val id = Thread.currentThread().getId
    val before = threads.getThreadAllocatedBytes(id)
    (1 to steps).foreach(action)
    (threads.getThreadAllocatedBytes(id) - before) / steps.toDouble
  }

  private def asWords(row: Row): Row =
    row.copy(features = row.features.map(value => (math.abs(value.toDouble) * 7).toInt.min(19).toFloat))

  private def lstm: NetworkSpec = {
    val embedding = new EmbeddingSequenceLayer.Builder().nIn(20).nOut(8).inputLength(12).build()
    val last = new LastTimeStep(new LSTM.Builder().nIn(8).nOut(16).activation(Activation.TANH).build())
    stack(settings(new Adam(1e-4)), embedding, last, softmax(16))
  }

  private val networks = Seq(
    ("a perceptron", perceptron(settings(new Adam(1e-4))), identity[Row] _, 0),
    ("a perceptron with dropout", perceptron(settings(new Adam(1e-4)).dropOut(0.5)), identity[Row] _, 0),
    ("a perceptron with gradients of inputs", perceptron(settings(new Adam(1e-4))), identity[Row] _, 4),
    ("convolutions", convolutional(settings(new Adam(1e-4))), identity[Row] _, 0),
    ("an LSTM", lstm, asWords _, 0)
  )

  for ((kind, network, data, last) <- networks) test(s"steady state: $kind takes no memory") {
    val shape = engine.describe(network)
    val some = batch(rows(batchRows, shape.inputLength(), shape.outputLength(), seed = 4).map(data))
    val outputs = direct(batchRows * shape.outputLength())
    val replica =
      engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 1, 1).withInputGradients(last))
    try {
      def predict(): Unit = replica.predict(some.features(), batchRows, outputs)
      (1 to warmUp).foreach { number =>
        step(replica, some, last)(number)
        predict()
      }
      System.gc() // Frees what is left of the start, whose end could hide a growth.
      val native = Pointer.totalBytes()
      val heapOfSteps = heapBytes(step(replica, some, last))
      val heapOfPredictions = heapBytes(_ => predict())
      assert(Pointer.totalBytes() <= native)
      info(f"$heapOfSteps%.0f bytes of heap per step, $heapOfPredictions%.0f per prediction")
      assert(heapOfSteps <= mostHeapBytes.toDouble)
      assert(heapOfPredictions <= 64.0)
    } finally replica.close()
  }
}
