package org.coherer.training.engine.dl4j.execution

import java.io.{ByteArrayInputStream, ByteArrayOutputStream}
import java.util.OptionalDouble

import org.coherer.testkit.engine.{WithBatches, WithTolerance}
import org.coherer.training.engine.dl4j.{Dl4jEngine, WithNetworks}
import org.coherer.training.engine.{NetworkFile, NetworkSpec, Replica, ReplicaSettings, StepContext}
import org.coherer.training.vector.FlatVector
import org.deeplearning4j.nn.conf.MultiLayerConfiguration
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork
import org.deeplearning4j.util.ModelSerializer
import org.nd4j.linalg.api.buffer.DataType
import org.nd4j.linalg.api.ndarray.INDArray
import org.nd4j.linalg.factory.Nd4j
import org.nd4j.linalg.learning.config.Adam
import org.scalatest.funsuite.AnyFunSuite

/** Networks of 64-bit floats compute as DL4J's do, on parameters of 32 bits. */
class DoublePrecisionSuite extends AnyFunSuite with WithNetworks with WithBatches with WithTolerance {

  private val engine = new Dl4jEngine
  private val batchRows = 5

  private def doubles = settings(new Adam(0.01)).dataType(DataType.DOUBLE)

  private val network = perceptron(doubles)

  private def withReplica[T](network: NetworkSpec)(body: Replica => T): T = {
    val replica = engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 3, 1))
    try body(replica)
    finally replica.close()
  }

  private def matrix(rows: Seq[Array[Float]]): INDArray = Nd4j.create(rows.toArray).castTo(DataType.DOUBLE)

  private def like(parameters: Array[Float]): MultiLayerNetwork = {
    val model = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(network.text))
    model.init()
    model.setParams(Nd4j.create(parameters).castTo(DataType.DOUBLE).reshape(1, parameters.length.toLong))
    model
  }

  test("double precision: a run of steps is DL4J's, but for the rounding of parameters") {
    withReplica(network) { replica =>
      val model = like(replica.parameters().toArray)
      rows(20 * batchRows, inputs, classes, seed = 2).grouped(batchRows).zipWithIndex.foreach {
        case (some, step) =>
          model.fit(matrix(some.map(_.features)), matrix(some.map(_.target)))
          val context = StepContext.at(step.toLong, 1)
          replica.forwardBackward(batch(some), context)
          replica.optimizer().step(batchRows.toDouble, context)
      }
      val expected = model.params().castTo(DataType.FLOAT).dup().data().asFloat()
      assertClose(replica.parameters().toArray, expected, 1e-5)
    }
  }

  test("double precision: gradients are those of 64-bit sums, rounded") {
    val some = rows(batchRows, inputs, classes, seed = 2)
    withReplica(network) { replica =>
      val model = like(replica.parameters().toArray)
      model.setInput(matrix(some.map(_.features)))
      model.setLabels(matrix(some.map(_.target)))
      model.computeGradientAndScore()
      val expected = model.gradient().gradient().castTo(DataType.FLOAT).dup().data().asFloat()
      replica.forwardBackward(batch(some), First)
      assertSameBits(replica.gradients().toArray, expected)
    }
  }

  test("double precision: weights, predictions and evaluations") {
    val some = rows(batchRows, inputs, classes, seed = 2).zipWithIndex.map { case (row, i) =>
      row.weighing(i.toFloat)
    }
    def found(network: NetworkSpec): (Double, Double, Array[Float], Array[Float]) = withReplica(network) {
      replica =>
        replica
          .parameters()
          .copyFrom(FlatVector.of(like(Array.fill(107)(0.3f)).params().dup().data().asFloat(): _*))
        val filled = batch(some)
        val loss = replica.forwardBackward(filled, First)
        val outputs = direct(batchRows * classes)
        (loss, replica.evaluate(filled, outputs), floats(outputs), predict(replica, filled))
    }
    val (loss, score, evaluated, predicted) = found(network)
    val (singleLoss, singleScore, _, single) = found(perceptron(settings(new Adam(0.01))))
    assert(math.abs(loss - singleLoss) < 1e-5 * loss && math.abs(score - singleScore) < 1e-5 * score)
    assertSameBits(evaluated, predicted)
    assertClose(predicted, single, 1e-6)
  }

  test("double precision: files of DL4J are read, and ours are restored") {
    val model = like(Array.tabulate(107)(i => i / 107f))
    val written = new ByteArrayOutputStream()
    ModelSerializer.writeModel(model, written, false)
    val file = engine.read(new ByteArrayInputStream(written.toByteArray), 1L << 20)
    assertSameBits(file.parameters().toArray, model.params().castTo(DataType.FLOAT).dup().data().asFloat())
    val out = new ByteArrayOutputStream()
    engine.write(new NetworkFile(network, file.parameters()), out)
    val restored = ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(out.toByteArray))
    val features = matrix(rows(4, inputs, classes, seed = 1).map(_.features))
    assertClose(
      restored
        .output(features.castTo(restored.params().dataType()))
        .castTo(DataType.FLOAT)
        .dup('c')
        .data()
        .asFloat(),
      model.output(features).castTo(DataType.FLOAT).dup('c').data().asFloat(),
      1e-6
    )
  }
}
