package org.coherer.ml

import java.nio.file.{Files, Path, Paths}

import scala.util.Random

import org.apache.spark.ml.evaluation.RegressionEvaluator
import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.coherer.testkit.WithSpark
import org.deeplearning4j.nn.conf.layers.{DenseLayer, OutputLayer}
import org.deeplearning4j.nn.conf.{MultiLayerConfiguration, NeuralNetConfiguration}
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork
import org.deeplearning4j.nn.weights.WeightInit
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.factory.Nd4j
import org.nd4j.linalg.learning.config.Adam
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.scalatest.funsuite.AnyFunSuite

/** Real data, where it is there: the ages of abalones, learned here and by DL4J alone. */
class AbaloneSuite extends AnyFunSuite with WithSpark {

  private val file: Path =
    Paths.get(System.getProperty("coherer.repository", ".")).resolve("../shared/data/abalone.csv")
  private val Epochs = 40
  private val BatchSize = 32

  private lazy val rows: Seq[(Array[Double], Double)] = {
    val fields = new String(Files.readAllBytes(file)).split("\n").toSeq.map(_.trim.split(","))
    val raw = fields.map { line =>
      val sex = Seq("M", "F", "I").map(letter => if (line(0) == letter) 1.0 else 0.0)
      ((sex ++ line.slice(1, 8).map(_.toDouble)).toArray, line(8).toDouble)
    }
    val columns = raw.head._1.indices.map(i => raw.map(_._1(i)))
    val means = columns.map(values => values.sum / values.size)
    val deviations = columns.zip(means).map { case (values, mean) =>
      math.sqrt(values.map(value => (value - mean) * (value - mean)).sum / values.size)
    }
    new Random(1).shuffle(raw.map { case (features, rings) =>
      (features.indices.map(i => (features(i) - means(i)) / deviations(i)).toArray, rings)
    })
  }

  private lazy val (testRows, trainingRows) = rows.splitAt(rows.size / 5)

  private def configuration: MultiLayerConfiguration = new NeuralNetConfiguration.Builder()
    .seed(1)
    .updater(new Adam(3e-3))
    .weightInit(WeightInit.XAVIER)
    .list()
    .layer(new DenseLayer.Builder().nIn(10).nOut(32).activation(Activation.RELU).build())
    .layer(new DenseLayer.Builder().nIn(32).nOut(16).activation(Activation.RELU).build())
    .layer(new OutputLayer.Builder(LossFunction.MSE).nIn(16).nOut(1).activation(Activation.IDENTITY).build())
    .build()

  private def ofPlainDl4j(seed: Int): Double = {
    val network = new MultiLayerNetwork(configuration)
    network.init()
    val random = new Random(seed)
    for (_ <- 1 to Epochs; batch <- random.shuffle(trainingRows).grouped(BatchSize)) {
      network.fit(Nd4j.create(batch.map(_._1).toArray), Nd4j.create(batch.map(row => Array(row._2)).toArray))
    }
    val predicted = network.output(Nd4j.create(testRows.map(_._1).toArray)).toDoubleVector
    math.sqrt(
      testRows.zip(predicted).map { case ((_, rings), p) => (p - rings) * (p - rings) }.sum / testRows.size
    )
  }

  private def ours(seed: Long): Double = {
    val session = spark
    import session.implicits._
    def frame(some: Seq[(Array[Double], Double)]) =
      some.map { case (values, rings) => (Vectors.dense(values): Vector, rings) }.toDF("features", "label")
    val model = new NeuralNetworkRegressor()
      .setNetwork(configuration.toJson)
      .setMaxIter(Epochs)
      .setBatchSize(BatchSize)
      .setNumWorkers(1)
      .setSeed(seed)
      .fit(frame(trainingRows))
    new RegressionEvaluator().setMetricName("rmse").evaluate(model.transform(frame(testRows)))
  }

  test("the error on abalones is within 3 % of that of the same network in DL4J alone") {
    assume(Files.exists(file), s"no $file")
    val seeds = 1 to 3
    val theirs = seeds.map(ofPlainDl4j).sum / seeds.size
    val here = seeds.map(seed => ours(seed.toLong)).sum / seeds.size
    info(f"rmse $here%.4f, of DL4J alone $theirs%.4f")
    assert(here <= 1.03 * theirs)
    assert(here < 2.3)
  }
}
