package org.coherer.ml

import java.lang.ref.WeakReference
import java.nio.file.Files

import org.apache.spark.ml.feature.{IndexToString, StringIndexer}
import org.apache.spark.ml.functions.vector_to_array
import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.apache.spark.ml.param.ParamMap
import org.apache.spark.sql.Row
import org.apache.spark.sql.functions.{array, col, element_at, lit}
import org.apache.spark.sql.streaming.Trigger
import org.coherer.ml.score.PackedNetwork
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.scalatest.concurrent.Eventually.{eventually, interval, timeout}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.SpanSugar._

/** What a trained model does. */
class ModelSuite extends AnyFunSuite with WithSpark with WithBlobs with WithTempDir {

  private lazy val data = blobs(120).cache()
  private lazy val model = classifier().fit(data)

  private val added = Seq("rawPrediction", "probability", "prediction")

  test("transform keeps all columns and adds three, in the schema it promised") {
    val scored = model.transform(data)
    assert(scored.schema == model.transformSchema(data.schema))
    assert(scored.columns.toSeq == data.columns.toSeq ++ added)
    assert(scored.select("id").collect().map(_.getInt(0)).sorted.toSeq == (0 until 120))
  }

  test("probabilities sum to one, raw predictions are their logarithms, the prediction is the largest") {
    model.transform(data).select(added.map(col): _*).collect().foreach {
      case Row(raw: Vector, probability: Vector, prediction: Double) =>
        assert(math.abs(probability.toArray.sum - 1) < 1e-5)
        raw.toArray.zip(probability.toArray).foreach { case (a, p) =>
          assert(math.abs(math.exp(a) - p) < 1e-9)
        }
        assert(prediction == probability.argmax)
    }
  }

  test("prediction on the driver equals the transform of a DataFrame") {
    model.transform(data).select("features", "probability", "prediction").collect().foreach {
      case Row(features: Vector, probability: Vector, prediction: Double) =>
        val alone = model.predictProbability(features).toArray
        alone.zip(probability.toArray).foreach { case (a, b) => assert(math.abs(a - b) < 1e-5) }
        assert(model.predict(features) == prediction)
    }
  }

  test("columns with empty names are left out") {
    val one = model.copy(ParamMap.empty)
    one.setRawPredictionCol("")
    one.setProbabilityCol("")
    one.setPredictionCol("class")
    assert(one.transform(data).columns.toSeq == data.columns.toSeq :+ "class")
  }

  test("dense, sparse and array features score alike") {
    val session = spark
    import session.implicits._
    val rows = data.select("features", "id").collect().toSeq
    val sparse =
      rows.map(row => (row.getAs[Vector](0).toSparse: Vector, row.getInt(1))).toDF("features", "id")
    val arrays = data.withColumn("features", vector_to_array(col("features")))
    val expected = model.transform(data).orderBy("id").select("probability").collect().toSeq
    for (other <- Seq(sparse, arrays)) {
      assert(model.transform(other).orderBy("id").select("probability").collect().toSeq == expected)
    }
  }

  test("thresholds move the decision") {
    val biased = model.copy(ParamMap.empty)
    biased.setThresholds(Array(1.0, 1.0, 0.0))
    assert(biased.transform(data).select("prediction").distinct().collect().toSeq == Seq(Row(2.0)))
  }

  test("thresholds and a batch size that cannot be are refused before any job, however they were set") {
    def refusal(body: => Any) = intercept[IllegalArgumentException](body).getMessage
    val two = model.copy(ParamMap(model.thresholds -> Array(0.5, 0.5)))
    val message = "thresholds has 2 values (must be one for each of the network's 3 classes)"
    assert(refusal(two.transform(data)) == message && refusal(two.transformSchema(data.schema)) == message)
    assert(refusal(two.predict(Vectors.zeros(Features))) == message && refusal(two.evaluate(data)) == message)
    assert(
      refusal(model.transform(data, ParamMap(model.inferenceBatchSize -> Int.MaxValue))) ==
        "Invalid inferenceBatchSize 2147483647 (must be at most 134217727 for a network with 4 inputs and 3 " +
        "outputs; 0 is a size that suits it)"
    )
  }

  test("a model that nobody has any more is not kept by Spark, either, though it has scored") {
    def packed(model: NeuralNetworkClassificationModel): PackedNetwork = {
      val field = classOf[NeuralNetworkClassificationModel].getDeclaredField("trained")
      field.setAccessible(true)
      field.get(model).asInstanceOf[ModelNetwork].of(model).network()
    }
    def scored(): WeakReference[PackedNetwork] = {
      val brief = classifier().setMaxIter(1).fit(data)
      assert(brief.transform(data).count() == 120 && brief.predict(Vectors.zeros(Features)) >= 0)
      new WeakReference(packed(brief))
    }
    val network = scored()
    eventually(timeout(20.seconds), interval(200.millis)) {
      System.gc()
      assert(network.get == null)
    }
  }

  test("an empty DataFrame scores to an empty one") {
    assert(model.transform(data.where("id < 0")).count() == 0)
  }

  test("features that cannot be scored fail with column and value") {
    val session = spark
    import session.implicits._
    def failure(features: Vector): String = {
      val frame = Seq(Tuple1(features)).toDF("features")
      val thrown = intercept[Exception](model.transform(frame).collect())
      Iterator.iterate[Throwable](thrown)(_.getCause).takeWhile(_ != null).map(_.getMessage).mkString("\n")
    }
    assert(failure(Vectors.dense(1, 2)).contains("Invalid features of 2 values in column 'features'"))
    assert(failure(Vectors.dense(1, 2, 3, Double.NaN)).contains("Invalid value NaN at index 3"))
  }

  test("a missing column is refused before any job") {
    val message = intercept[IllegalArgumentException](model.transform(data.drop("features"))).getMessage
    assert(message.startsWith("Column 'features' does not exist"))
  }

  test("a stream is scored like a batch") {
    withTempDir { folder =>
      val input = folder.resolve("input")
      val arrays = data.select(vector_to_array(col("features")).as("features"), col("id"))
      arrays.write.json(input.toString)
      val stream = spark.readStream.schema(arrays.schema).json(input.toString)
      val query = model
        .transform(stream)
        .select("id", "prediction")
        .writeStream
        .format("memory")
        .queryName("scored")
        .option("checkpointLocation", folder.resolve("checkpoint").toString)
        .trigger(Trigger.AvailableNow())
        .start()
      assert(query.awaitTermination(60000))
      val expected = model.transform(data).select("id", "prediction").orderBy("id").collect().toSeq
      assert(spark.table("scored").orderBy("id").collect().toSeq == expected)
    }
  }

  test("save and load give the same parameters, Params and predictions") {
    withTempDir { folder =>
      val path = folder.resolve("model").toString
      val named = model.copy(ParamMap.empty)
      named.setPredictionCol("class")
      named.save(path)
      val loaded = NeuralNetworkClassificationModel.load(path)
      assert(loaded.uid == named.uid && loaded.getPredictionCol == "class")
      assert(parameters(loaded) == parameters(named))
      assert(loaded.transform(data).collect().toSeq == named.transform(data).collect().toSeq)
      intercept[Exception](named.save(path))
      named.write().overwrite().save(path)
    }
  }

  test("labels of a StringIndexer come back as texts, also from a saved model") {
    withTempDir { folder =>
      val named = data.withColumn(
        "animal",
        element_at(array(lit("ant"), lit("bee"), lit("cat")), col("label").cast("int") + 1)
      )
      val indexed =
        new StringIndexer().setInputCol("animal").setOutputCol("index").fit(named).transform(named)
      val fitted = classifier().setLabelCol("index").asInstanceOf[NeuralNetworkClassifier].fit(indexed)
      fitted.save(folder.resolve("model").toString)
      for (model <- Seq(fitted, NeuralNetworkClassificationModel.load(folder.resolve("model").toString))) {
        val texts = new IndexToString()
          .setInputCol("prediction")
          .setOutputCol("text")
          .transform(model.transform(indexed))
        val right = texts.where(col("prediction") === col("index"))
        assert(right.count() > 60 && right.where(col("text") =!= col("animal")).isEmpty)
      }
    }
  }

  test("a torn or altered file is refused by name") {
    withTempDir { folder =>
      val path = folder.resolve("model")
      model.save(path.toString)
      val network = path.resolve("data/network.zip")
      // Hadoop's own checksum would notice first; here ours is meant.
      Files.delete(path.resolve("data/.network.zip.crc"))
      val whole = Files.readAllBytes(network)
      def failure(bytes: Array[Byte]): String = {
        Files.write(network, bytes)
        intercept[java.io.UncheckedIOException](
          NeuralNetworkClassificationModel.load(path.toString)
        ).getCause.getMessage
      }
      assert(failure(whole.dropRight(9)).endsWith("(it is torn)"))
      val flipped = whole.clone()
      flipped(whole.length / 2) = (flipped(whole.length / 2) ^ 1).toByte
      assert(failure(flipped).endsWith("(it was altered)"))
    }
  }
}
