package org.coherer.ml

import scala.util.Random

import org.apache.spark.ml.linalg.Vectors
import org.apache.spark.sql.DataFrame
import org.coherer.testkit.WithSpark
import org.deeplearning4j.nn.conf.NeuralNetConfiguration
import org.deeplearning4j.nn.conf.layers.{DenseLayer, OutputLayer}
import org.deeplearning4j.nn.weights.WeightInit
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.learning.config.{IUpdater, Sgd}
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction

/** Three seeded clouds of points in four dimensions, and networks that fit them. */
trait WithBlobs { this: WithSpark =>

  val Features = 4
  val Classes = 3

  /** Columns: features (dense vector), label (double), weight (double), id (int). */
  def blobs(rows: Int, partitions: Int = 2, seed: Long = 1): DataFrame = {
    val session = spark
    import session.implicits._
    val random = new Random(seed)
    val points = Seq.tabulate(rows) { id =>
      val label = id % Classes
      val values = Array.tabulate(Features)(i => (if (i == label) 3.0 else 0.0) + random.nextGaussian())
      (Vectors.dense(values), label.toDouble, 0.5 + random.nextInt(4), id)
    }
    spark.sparkContext.parallelize(points, partitions).toDF("features", "label", "weight", "id")
  }

  def network(
      updater: IUpdater = new Sgd(0.1),
      inputs: Int = Features,
      outputs: Int = Classes,
      activation: Activation = Activation.SOFTMAX,
      loss: LossFunction = LossFunction.MCXENT
  ): String = new NeuralNetConfiguration.Builder()
    .seed(1)
    .updater(updater)
    .weightInit(WeightInit.XAVIER)
    .list()
    .layer(new DenseLayer.Builder().nIn(inputs).nOut(8).activation(Activation.TANH).build())
    .layer(new OutputLayer.Builder(loss).nIn(8).nOut(outputs).activation(activation).build())
    .build()
    .toJson

  def classifier(): NeuralNetworkClassifier =
    new NeuralNetworkClassifier().setNetwork(network()).setMaxIter(3).setBatchSize(8)

  def parameters(model: NeuralNetworkClassificationModel): Seq[Float] =
    model.artifact().network().parameters().toArray.toSeq
}
