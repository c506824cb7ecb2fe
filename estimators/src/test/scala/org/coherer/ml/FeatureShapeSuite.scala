package org.coherer.ml

import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.apache.spark.sql.DataFrame
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.deeplearning4j.nn.conf.NeuralNetConfiguration
import org.deeplearning4j.nn.conf.inputs.InputType
import org.deeplearning4j.nn.conf.layers._
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork
import org.deeplearning4j.util.ModelSerializer
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.api.ndarray.INDArray
import org.nd4j.linalg.factory.Nd4j
import org.scalatest.funsuite.AnyFunSuite

/** featureShape says the input type of networks whose files have lost it. */
class FeatureShapeSuite extends AnyFunSuite with WithSpark with WithTempDir {

  private val Rows = 12

  private def value(row: Int, i: Int): Float = ((row * 37 + i * 11) % 23 - 11) / 8f

  private def data(length: Int): DataFrame = {
    val session = spark
    import session.implicits._
    Seq
      .tabulate(Rows)(row => (row, row % 3, Vectors.dense(Array.tabulate(length)(value(row, _).toDouble))))
      .toDF("id", "label", "features")
  }

  private def output(in: Int) =
    new OutputLayer.Builder().nIn(in).nOut(3).activation(Activation.SOFTMAX).build()

  private def images: MultiLayerNetwork = made(
    InputType.convolutional(5, 4, 2),
    new ConvolutionLayer.Builder(2, 2).nOut(3).activation(Activation.TANH).build(),
    new GlobalPoolingLayer(PoolingType.AVG),
    output(3)
  )

  private def sequences: MultiLayerNetwork = made(
    InputType.recurrent(3, 6),
    new LSTM.Builder().nIn(3).nOut(4).activation(Activation.TANH).build(),
    new GlobalPoolingLayer(PoolingType.MAX),
    output(4)
  )

  private def made(input: InputType, layers: Layer*): MultiLayerNetwork = {
    val list = new NeuralNetConfiguration.Builder().seed(5).list()
    layers.foreach(layer => list.layer(layer))
    val network = new MultiLayerNetwork(list.setInputType(input).build())
    network.init()
    network
  }

  private def stage: NeuralNetworkClassifier =
    new NeuralNetworkClassifier().setMaxIter(1).setLearningRate(1e-30)

  /** The network learns nothing that a float would show, so DL4J's own outputs are the model's. */
  private def assertLike(network: MultiLayerNetwork, shape: Array[Int], tensor: INDArray => INDArray): Unit =
    withTempDir { folder =>
      val length = shape.product
      val zip = folder.resolve("network.zip")
      ModelSerializer.writeModel(network, zip.toFile, false)
      val model = stage.setInitialModelPath(zip.toString).setFeatureShape(shape: _*).fit(data(length))
      val found = model
        .transform(data(length))
        .orderBy("id")
        .select("probability")
        .collect()
        .flatMap(_.getAs[Vector](0).toArray)
      val rows = Nd4j.create(Array.tabulate(Rows)(row => Array.tabulate(length)(value(row, _))))
      val expected = network.output(tensor(rows)).dup('c').data().asDouble()
      assert(found.zip(expected).forall { case (a, b) => math.abs(a - b) < 1e-6 })
      val json = network.getLayerWiseConfigurations.toJson
      stage.setNetwork(json).setFeatureShape(shape: _*).fit(data(length)).transform(data(length)).collect()
      val refused = intercept[IllegalArgumentException](stage.setNetwork(json).fit(data(length)))
      assert(refused.getMessage.contains("set featureShape to "))
      val wrong = shape.updated(0, shape(0) + 1).updated(shape.length - 1, shape.last + 1)
      val other = intercept[IllegalArgumentException] {
        stage.setNetwork(json).setFeatureShape(wrong: _*).fit(data(length))
      }
      assert(other.getMessage.contains("Invalid featureShape"))
    }

  test("images: a zip of DL4J with InputType.convolutional, and its JSON") {
    assertLike(images, Array(2, 5, 4), _.reshape('c', Rows.toLong, 2L, 5L, 4L))
  }

  test("sequences: a zip of DL4J with InputType.recurrent, and its JSON") {
    assertLike(
      sequences,
      Array(6, 3),
      rows => rows.reshape('c', Rows.toLong, 6L, 3L).permute(0, 2, 1).dup('c')
    )
  }
}
