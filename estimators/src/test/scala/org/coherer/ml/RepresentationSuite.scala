package org.coherer.ml

import org.apache.spark.ml.functions.vector_to_array
import org.apache.spark.ml.linalg.Vector
import org.apache.spark.ml.param.ParamMap
import org.apache.spark.sql.functions.{col, lit, udf, when}
import org.apache.spark.sql.{DataFrame, Row}
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.scalatest.funsuite.AnyFunSuite

/** Features may come in any type to a fit, and in any other one to the model. */
class RepresentationSuite extends AnyFunSuite with WithSpark with WithBlobs with WithTempDir {

  private val Rows = 120
  private val toSparse = udf((vector: Vector) => vector.toSparse: Vector)

  private val representations: Seq[(String, DataFrame => DataFrame)] = Seq(
    "dense vector" -> identity,
    "sparse vector" -> (_.withColumn("features", toSparse(col("features")))),
    "array<float>" -> (_.withColumn("features", vector_to_array(col("features"), "float32"))),
    "array<double>" -> (_.withColumn("features", vector_to_array(col("features")))),
    "columns" -> (data =>
      (0 until Features).foldLeft(data)((frame, i) =>
        frame.withColumn(
          s"f$i",
          vector_to_array(col("features"))(i).cast(if (i % 2 == 0) "float" else "double")
        )
      )
    )
  )

  private val names = (0 until Features).map(i => s"f$i")

  private def fit(name: String, data: DataFrame): NeuralNetworkClassificationModel = {
    val stage = classifier()
    if (name == "columns") stage.setFeaturesCols(names: _*)
    stage.fit(data)
  }

  /** The same model for features of another type. */
  private def readingAs(model: NeuralNetworkClassificationModel, name: String) = {
    val other = model.copy(ParamMap.empty)
    if (name == "columns") other.set(other.featuresCols(), names.toArray)
    else other.clear(other.featuresCols())
    other
  }

  private def probabilities(scored: DataFrame): Seq[(Int, Vector)] =
    scored.select("id", "probability").collect().toSeq.map { case Row(id: Int, p: Vector) => (id, p) }

  private lazy val frames = representations.map { case (name, represent) => name -> represent(blobs(Rows)) }
  private lazy val expected = fit("dense vector", blobs(Rows))
  private lazy val expectedScores = probabilities(expected.transform(blobs(Rows)))

  for ((name, _) <- representations) {
    test(s"a fit on features as $name gives the same network, which scores all others alike") {
      val model = fit(name, frames.toMap.apply(name))
      assert(parameters(model) == parameters(expected))
      frames.foreach { case (other, data) =>
        assert(probabilities(readingAs(model, other).transform(data)) == expectedScores, s"scored as $other")
      }
    }
  }

  test("bytes are numbers from 0 to 255, and both are rescaled alike") {
    val toBytes = udf((vector: Vector) => vector.toArray.map(v => (v * 20 + 100).toInt.toByte))
    val toFloats = udf((bytes: Array[Byte]) => bytes.map(b => (b & 0xff).toFloat))
    val bytes = blobs(Rows).withColumn("features", toBytes(col("features"))).cache()
    val floats = bytes.withColumn("features", toFloats(col("features")))
    def stage = classifier().setInputScale(1.0 / 255).setInputOffset(-0.5).setFeatureShape(1, 2, 2)
    val ofBytes = stage.fit(bytes)
    val ofFloats = stage.fit(floats)
    assert(parameters(ofBytes) == parameters(ofFloats))
    assert(probabilities(ofBytes.transform(floats)) == probabilities(ofFloats.transform(bytes)))
    assert(parameters(classifier().fit(bytes)) != parameters(ofBytes))
    withTempDir { folder =>
      val path = folder.resolve("model").toString
      ofBytes.save(path)
      val loaded = NeuralNetworkClassificationModel.load(path)
      assert(probabilities(loaded.transform(bytes)) == probabilities(ofBytes.transform(bytes)))
    }
  }

  /** Rows of which every tenth has no features, and every tenth after it a NaN. */
  private def withGaps(rows: Int): DataFrame = {
    val array = vector_to_array(col("features"))
    val spoiled = udf((values: Seq[Double]) => values.updated(1, Double.NaN))
    blobs(rows).withColumn(
      "features",
      when(col("id") % 10 === 3, lit(null)).when(col("id") % 10 === 4, spoiled(array)).otherwise(array)
    )
  }

  test("skip leaves out rows in training and in scoring") {
    val sound = col("id") % 10 =!= 3 && col("id") % 10 =!= 4
    val gaps = withGaps(Rows).cache()
    val model = classifier().setNumWorkers(1).setHandleInvalid("skip").fit(gaps)
    assert(parameters(model) == parameters(classifier().setNumWorkers(1).fit(gaps.where(sound))))
    val scored = probabilities(model.transform(gaps))
    assert(scored.map(_._1) == (0 until Rows).filterNot(id => id % 10 == 3 || id % 10 == 4))
    assert(model.transform(gaps.where(!sound)).count() == 0)
  }

  test("keep takes missing values for 0 in training and in scoring") {
    val width = Features
    val zero = udf { (values: Seq[Double]) =>
      if (values == null) Seq.fill(width)(0.0) else values.map(v => if (v.isNaN) 0.0 else v)
    }
    val gaps = withGaps(Rows).cache()
    val filled = gaps.withColumn("features", zero(col("features")))
    val model = classifier().setHandleInvalid("keep").fit(gaps)
    assert(parameters(model) == parameters(classifier().fit(filled)))
    assert(probabilities(model.transform(gaps)) == probabilities(model.transform(filled)))
  }
}
