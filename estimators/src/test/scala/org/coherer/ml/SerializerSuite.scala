package org.coherer.ml

import org.apache.spark.ml.{Pipeline, PipelineModel}
import org.apache.spark.ml.classification.OneVsRest
import org.apache.spark.ml.linalg.Vector
import org.apache.spark.ml.param.ParamMap
import org.apache.spark.sql.functions.{col, lit, udf}
import org.apache.spark.sql.{DataFrame, Row}
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.scalatest.funsuite.AnyFunSuite

/** Every path on which something of ours passes the serializer of the application's data. */
abstract class SerializerSuite(serializer: String, settings: (String, String)*)
    extends AnyFunSuite
    with WithSpark
    with WithBlobs
    with WithTempDir {

  override protected def sparkSettings: Map[String, String] =
    settings.toMap + ("spark.serializer" -> s"org.apache.spark.serializer.$serializer")

  private lazy val data = blobs(60)

  private def rows(scored: DataFrame): Seq[Row] = scored.orderBy("id").collect().toSeq

  private def optimized = classifier().setLearningRate(0.05)

  test("the classifier: fit over two workers, transform, evaluate, save and load") {
    val model = optimized.setValidationFraction(0.2).setRestoreBest(true).fit(data)
    assert(model.summary.history(spark).count() == 3)
    val scored = rows(model.transform(data))
    assert(scored.size == 60 && scored.map(_.getAs[Double]("prediction")).distinct.size > 1)
    assert(model.evaluate(data).rows == 60 && !model.evaluate(data).areaUnderRoc.isPresent)
    withTempDir { folder =>
      val path = folder.resolve("model").toString
      model.save(path)
      assert(rows(NeuralNetworkClassificationModel.load(path).transform(data)) == scored)
    }
  }

  test("a warm start from a kept optimizer state, sharded or whole, is one longer run's") {
    for (sharded <- Seq(false, true)) {
      def stage(epochs: Int) = new NeuralNetworkClassifier()
        .setLearningRate(0.05)
        .setMaxIter(epochs)
        .setNumWorkers(2)
        .setBatchSize(30) // A batch is all of a shard, so that no order matters.
        .setKeepOptimizerState(true)
        .setShardOptimizerState(sharded)
      val whole = parameters(stage(4).setNetwork(network()).fit(data))
      withTempDir { folder =>
        val path = folder.resolve("half").toString
        stage(2).setNetwork(network()).fit(data).save(path)
        val resumed = parameters(stage(2).setInitialModelPath(path).fit(data))
        whole.zip(resumed).foreach { case (a, b) => assert(math.abs(a - b) < 1e-5) }
      }
    }
  }

  test("more workers than slots, so that some have several shards") {
    val stage = new NeuralNetworkClassifier().setNetwork(network()).setMaxIter(3).setBatchSize(15)
    val four = stage.setNumWorkers(4).setMinWorkers(1).fit(data)
    val two = stage.copy(ParamMap.empty).setNumWorkers(2).setMinWorkers(0).setBatchSize(30).fit(data)
    // A batch is all of a shard, and all shards make a step: the same rows, whoever has them.
    parameters(four).zip(parameters(two)).foreach { case (a, b) => assert(math.abs(a - b) < 1e-5) }
  }

  for (trainer <- Seq("averaging", "parameterServer", "local"))
    test(s"the trainer $trainer") {
      val stage = optimized.setTrainer(trainer).setNumWorkers(1).setValidationFraction(0.2)
      assert(stage.fit(data).evaluate(data).rows == 60)
    }

  test("the regressor, the autoencoder and the general network") {
    val first = udf((v: Vector) => v(0))
    val numbers = data.withColumn("a", first(col("features")))
    val regression = new NeuralNetworkRegressor().setLayers(4, 1).setLabelCol("a").fit(numbers)
    assert(regression.evaluate(numbers).rows == 60 && rows(regression.transform(numbers)).size == 60)
    val coder = new Autoencoder().setLayers(4, 2, 4).fit(data)
    val scored = rows(coder.transform(data.withColumn("odd", lit(0.0))))
    assert(scored.size == 60 && scored.forall(_.getAs[Double]("anomalyScore") >= 0))
    assert(coder.evaluate(data.withColumn("odd", (col("label") === 2).cast("double")), "odd").others == 40)
    val general = new NeuralNetworkEstimator()
      .setNetwork(network())
      .setInputCols("features")
      .setTargetCols("label")
      .setOutputCols("out")
      .fit(data)
    assert(rows(general.transform(data)).size == 60)
  }

  test("a pipeline, and one model for each class") {
    val model = new Pipeline().setStages(Array(classifier())).fit(data)
    withTempDir { folder =>
      val path = folder.resolve("pipeline").toString
      model.write.save(path)
      assert(rows(PipelineModel.load(path).transform(data)) == rows(model.transform(data)))
    }
    val binary = new NeuralNetworkClassifier().setLayers(4, 2).setMaxIter(2)
    val two = data.where("label < 2")
    assert(binary.fit(two).evaluate(two).areaUnderRoc.getAsDouble > 0.5)
    assert(rows(new OneVsRest().setClassifier(binary).fit(data).transform(data)).size == 60)
  }

  test("a run that diverges says so") {
    val wild = new NeuralNetworkRegressor().setLayers(4, 1).setLearningRate(1e30).setMaxIter(20)
    val message = intercept[RuntimeException](wild.fit(data)).getMessage
    assert(message.contains("diverged"), message)
  }

  test("an invalid row is refused with its place, before training") {
    val bad = data.withColumn("label", lit(7.0))
    assert(
      intercept[IllegalArgumentException](classifier().fit(bad)).getMessage.startsWith("Invalid label 7.0")
    )
  }
}

class JavaSerializerSuite extends SerializerSuite("JavaSerializer")

class KryoSuite extends SerializerSuite("KryoSerializer")

/** Kryo that refuses what the user has not named. */
class StrictKryoSuite extends SerializerSuite("KryoSerializer", "spark.kryo.registrationRequired" -> "true")
