package org.coherer.ml

import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.apache.spark.sql.Row
import org.coherer.testkit.WithSpark
import org.scalatest.funsuite.AnyFunSuite

/** Single rows of an autoencoder, against its perceptron computed by hand. */
class AutoencoderSuite extends AnyFunSuite with WithSpark with WithBlobs {

  private val Scale = 0.5
  private val Offset = 0.25
  private val Hidden = 2

  private lazy val data = blobs(60).cache()
  private lazy val model = new Autoencoder()
    .setLayers(Features, Hidden, Features)
    .setInputScale(Scale)
    .setInputOffset(Offset)
    .setLearningRate(0.01)
    .setMaxIter(5)
    .setBatchSize(8)
    .fit(data)

  /** The outputs of a layer whose parameters lie at an offset: the weights of each output, then the biases.
    */
  private def layer(parameters: Array[Float], at: Int, inputs: Array[Double], outputs: Int): Array[Double] =
    Array.tabulate(outputs) { out =>
      val bias = parameters(at + outputs * inputs.length + out)
      bias + inputs.indices.map(in => parameters(at + out * inputs.length + in) * inputs(in)).sum
    }

  /** What enters the network, and what leaves it. */
  private def expected(features: Vector): (Array[Double], Array[Double]) = {
    val parameters = model.artifact().network().parameters().toArray
    val inputs = features.toArray.map(_ * Scale + Offset)
    val hidden = layer(parameters, 0, inputs, Hidden).map(math.max(_, 0.0))
    (inputs, layer(parameters, (Features + 1) * Hidden, hidden, Features))
  }

  private def assertClose(found: Array[Double], wanted: Array[Double]): Unit = {
    assert(found.length == wanted.length)
    found.zip(wanted).foreach { case (a, b) => assert(math.abs(a - b) < 1e-5 * (1 + math.abs(b))) }
  }

  private lazy val rows = data.select("features").collect().toSeq.map(_.getAs[Vector](0))

  test("reconstruct gives what the network makes of a row, in the units of the features") {
    rows.foreach { features =>
      val (_, outputs) = expected(features)
      assertClose(model.reconstruct(features).toArray, outputs.map(value => (value - Offset) / Scale))
    }
    assert(rows.map(model.reconstruct).distinct.size > 1)
  }

  test("the anomaly score is the mean squared difference between what enters and what leaves the network") {
    rows.foreach { features =>
      val (inputs, outputs) = expected(features)
      val mean = inputs.zip(outputs).map { case (x, y) => (y - x) * (y - x) }.sum / Features
      assertClose(Array(model.anomalyScore(features)), Array(mean))
    }
  }

  test("single rows are scored as in a DataFrame, and sparse ones as dense ones") {
    model.transform(data).select("features", "reconstruction", "anomalyScore").collect().foreach {
      case Row(features: Vector, reconstruction: Vector, score: Double) =>
        assertClose(model.reconstruct(features).toArray, reconstruction.toArray)
        assertClose(Array(model.anomalyScore(features)), Array(score))
        assert(model.reconstruct(features.toSparse) == model.reconstruct(features))
    }
  }

  test("a row of another length is refused with both numbers") {
    val message = intercept[IllegalArgumentException](model.reconstruct(Vectors.dense(1, 2))).getMessage
    assert(message.contains("2 values") && message.contains("takes 4"), message)
  }
}
