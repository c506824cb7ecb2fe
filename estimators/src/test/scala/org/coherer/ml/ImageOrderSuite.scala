package org.coherer.ml

import java.nio.file.{Files, Path}

import scala.io.Source

import org.apache.spark.ml.functions.array_to_vector
import org.apache.spark.ml.image.ImageSchema
import org.apache.spark.ml.linalg.Vector
import org.apache.spark.ml.param.ParamMap
import org.apache.spark.sql.functions.{col, udf}
import org.apache.spark.sql.types.{IntegerType, StructType}
import org.apache.spark.sql.{DataFrame, Row}
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.deeplearning4j.nn.conf.NeuralNetConfiguration
import org.deeplearning4j.nn.conf.inputs.InputType
import org.deeplearning4j.nn.conf.layers.{ConvolutionLayer, OutputLayer}
import org.nd4j.linalg.activations.Activation
import org.scalatest.funsuite.AnyFunSuite

/** The same pixels, in whichever column, are the same image to a network, whatever its order. */
class ImageOrderSuite extends AnyFunSuite with WithSpark with WithTempDir {

  private val Height = 6
  private val Width = 5
  private val Channels = 3
  private val Count = 8
  private val names = (0 until Height * Width * Channels).map(i => s"p$i")

  /** As make_colors.py has them, in Spark's order: row by row, the channels of a pixel together. */
  private def pixels(row: Int): Array[Byte] =
    (for (y <- 0 until Height; x <- 0 until Width; c <- 0 until Channels)
      yield ((row * 53 + y * 31 + x * 17 + c * 101 + y * c * 7 + row * x * 13) % 256).toByte).toArray

  private lazy val images: DataFrame = {
    val schema =
      new StructType().add("id", IntegerType).add("label", IntegerType).add("image", ImageSchema.columnSchema)
    val rows = (0 until Count).map { id =>
      val name = s"$id"
      Row(id, id % 3, Row(name, Height, Width, Channels, 16, pixels(id)))
    }
    spark.createDataFrame(java.util.Arrays.asList(rows: _*), schema)
  }

  private def planes(bytes: Seq[Byte]): Seq[Byte] =
    for (c <- 0 until Channels; pixel <- 0 until Height * Width) yield bytes(pixel * Channels + c)

  /** All columns but the image: its values one by one, in the order that a network takes. */
  private def others(order: Seq[Byte] => Seq[Byte]): Seq[(String, DataFrame)] = {
    val toBytes = udf((bytes: Array[Byte]) => order(bytes.toSeq).toArray)
    val toFloats = udf((bytes: Array[Byte]) => order(bytes.toSeq).map(b => (b & 0xff).toFloat))
    val toSparse = udf((vector: Vector) => vector.toSparse: Vector)
    val data = col("image.data")
    val floats = images.withColumn("image", toFloats(data))
    val vectors = floats.withColumn("image", array_to_vector(col("image")))
    Seq(
      "bytes" -> images.withColumn("image", toBytes(data)),
      "array<float>" -> floats,
      "array<double>" -> floats.withColumn("image", col("image").cast("array<double>")),
      "vector" -> vectors,
      "sparse vector" -> vectors.withColumn("image", toSparse(col("image"))),
      "columns" -> floats.select(
        Seq(col("id"), col("label")) ++ names.indices.map(i => col("image")(i).as(names(i))): _*
      )
    )
  }

  private def stage: NeuralNetworkClassifier =
    new NeuralNetworkClassifier().setFeaturesCol("image").setInputScale(1.0 / 255).setMaxIter(1)

  private def fitOn(stage: NeuralNetworkClassifier, name: String, data: DataFrame) = {
    if (name == "columns") {
      stage.clear(stage.featuresCol)
      stage.setFeaturesCols(names: _*)
    }
    stage.fit(data)
  }

  private def readingAs(model: NeuralNetworkClassificationModel, name: String) = {
    val other = model.copy(ParamMap.empty)
    if (name == "columns") {
      other.clear(other.featuresCol)
      other.set(other.featuresCols(), names.toArray)
    } else {
      other.clear(other.featuresCols())
      other.set(other.featuresCol, "image")
    }
    other
  }

  private def probabilities(scored: DataFrame): Seq[Seq[Double]] =
    scored.orderBy("id").select("probability").collect().toSeq.map(_.getAs[Vector](0).toArray.toSeq)

  private def withFile(name: String)(body: Path => Unit): Unit = withTempDir { folder =>
    val in = getClass.getResourceAsStream(s"/keras/$name")
    val path = folder.resolve(name)
    try Files.copy(in, path)
    finally in.close()
    body(path)
  }

  private def ofKeras: Seq[Seq[Double]] = {
    val source = Source.fromInputStream(getClass.getResourceAsStream("/keras/colors.csv"), "UTF-8")
    try source.getLines().map(_.split(',').map(_.toDouble).toSeq).toList
    finally source.close()
  }

  /** The fit changes no parameter that can be seen in a float. */
  private def imported(path: Path): NeuralNetworkClassifier =
    stage.setInitialModelPath(path.toString).setLearningRate(1e-30)

  test("an imported Keras network makes of an image column what Keras makes of the same pixels") {
    withFile("colors.h5") { path =>
      val model = imported(path).fit(images)
      val found = probabilities(model.transform(images))
      val largest = found.flatten.zip(ofKeras.flatten).map { case (a, b) => math.abs(a - b) }.max
      assert(largest < 1e-6, found)
      others(identity).foreach { case (name, data) =>
        assert(probabilities(readingAs(model, name).transform(data)) == found, s"scored as $name")
      }
      assert(
        model.evaluate(images).logLoss() == readingAs(model, "vector")
          .evaluate(others(identity).toMap.apply("vector"))
          .logLoss()
      )
      val saved = path.resolveSibling("model").toString
      model.save(saved)
      assert(probabilities(NeuralNetworkClassificationModel.load(saved).transform(images)) == found)
    }
  }

  test("a fit on images trains an imported Keras network like one on their rows of pixels") {
    withFile("colors.h5") { path =>
      def trained(name: String, data: DataFrame): Seq[Float] =
        parametersOf(
          fitOn(stage.setInitialModelPath(path.toString).setLearningRate(0.1).setMaxIter(3), name, data)
        )
      val expected = trained("image", images)
      others(identity).foreach { case (name, data) => assert(trained(name, data) == expected, name) }
    }
  }

  private def parametersOf(model: NeuralNetworkClassificationModel): Seq[Float] =
    model.artifact().network().parameters().toArray.toSeq

  test("a network of DL4J takes an image column plane by plane, and all else in that order") {
    val list = new NeuralNetConfiguration.Builder()
      .seed(3)
      .list()
      .layer(new ConvolutionLayer.Builder(3, 2).nOut(4).activation(Activation.TANH).build())
      .layer(new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build())
    val json = list.setInputType(InputType.convolutionalFlat(Height, Width, Channels)).build().toJson
    val model = stage.setNetwork(json).setLearningRate(0.1).fit(images)
    val found = probabilities(model.transform(images))
    others(planes).foreach { case (name, data) =>
      assert(probabilities(readingAs(model, name).transform(data)) == found, s"scored as $name")
    }
  }

  test("images of other sizes are refused, and a featureShape in another order, before training starts") {
    withFile("colors.h5") { path =>
      val shaped = intercept[IllegalArgumentException](imported(path).setFeatureShape(3, 6, 5).fit(images))
      assert(
        shaped.getMessage.contains(
          "Invalid featureShape [3, 6, 5] (the network takes images of [6, 5, 3]: height, width, channels)"
        )
      )
      imported(path).setFeatureShape(6, 5, 3).fit(images)
      val turn = udf((data: Array[Byte]) => data)
      val turned = images.withColumn(
        "image",
        org.apache.spark.sql.functions.struct(
          col("image.origin"),
          col("image.width").as("height"),
          col("image.height").as("width"),
          col("image.nChannels"),
          col("image.mode"),
          turn(col("image.data")).as("data")
        )
      )
      val failure = intercept[Exception](imported(path).fit(turned))
      assert(
        failure.getMessage.contains(
          "Invalid image of [5, 6, 3] in column 'image' (the network takes [6, 5, 3]: height, width, channels)"
        )
      )
    }
  }
}
