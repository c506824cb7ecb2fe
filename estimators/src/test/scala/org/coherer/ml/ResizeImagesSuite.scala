package org.coherer.ml

import org.apache.spark.ml.image.ImageSchema
import org.apache.spark.sql.types.{DoubleType, IntegerType, StructType}
import org.apache.spark.sql.{DataFrame, Row}
import org.coherer.connector.column.{FeatureBinding, FeatureKind, ImageTaker, InvalidParamException}
import org.coherer.ml.network.{Layers, Network}
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.scalatest.funsuite.AnyFunSuite

/** Images whose sizes are not the network's. */
class ResizeImagesSuite extends AnyFunSuite with WithSpark with WithTempDir {

  private val Height = 8
  private val Width = 6
  private val Channels = 3
  private val sizes = Seq((8, 6), (16, 12), (5, 9), (8, 7), (11, 6), (3, 2))

  private def frame(rows: Seq[(Int, Int, Int, Int, Array[Byte])]): DataFrame = {
    val schema =
      new StructType().add("id", IntegerType).add("label", DoubleType).add("image", ImageSchema.columnSchema)
    val made = rows.map { case (id, height, width, channels, pixels) =>
      Row(id, id % 2.0, Row(s"$id", height, width, channels, 16, pixels))
    }
    spark.createDataFrame(java.util.Arrays.asList(made: _*), schema)
  }

  private val originals = (0 until 24).map { id =>
    val (height, width) = sizes(id % sizes.size)
    val pixels = Array.tabulate(height * width * Channels)(i => ((id * 53 + i * 17 + i * i * 5) % 256).toByte)
    (id, height, width, Channels, pixels)
  }

  private lazy val images = frame(originals)

  /** The same, resized before. */
  private lazy val resized = frame(originals.map { case (id, height, width, channels, pixels) =>
    val shape = java.util.Arrays.asList[Integer](1, Height, Width)
    val planes = (0 until channels).map { channel =>
      val binding = new FeatureBinding(java.util.Collections.singletonList("image"), FeatureKind.IMAGE, shape)
      val into = new Array[Byte](Height * Width)
      val one = Array.tabulate(height * width)(i => pixels(i * channels + channel))
      new ImageTaker(binding.resizing(true)).copy(height, width, 1, one, into)
      into
    }
    val joined = Array.tabulate(Height * Width * channels)(i => planes(i % channels)(i / channels))
    (id, Height, Width, channels, joined)
  })

  private def plain: NeuralNetworkClassifier = new NeuralNetworkClassifier()
    .setFeaturesCol("image")
    .setNetwork(
      Network.sequential(
        Layers.input(Height, Width, Channels),
        Layers.conv2d(4, 3).activation("relu"),
        Layers.flatten(),
        Layers.dense(2, "softmax")
      )
    )
    .setInputScale(1.0 / 255)
    .setBatchSize(4)
    .setMaxIter(2)
    .setSeed(1)

  private def bits(model: NeuralNetworkClassificationModel): Seq[Float] =
    model.artifact().network().parameters().toArray.toSeq

  private def scored(model: NeuralNetworkClassificationModel, data: DataFrame): Seq[Row] =
    model.transform(data).orderBy("id").select("probability").collect().toSeq

  test("fit, evaluate and transform take images of any size as if they had been resized before") {
    withTempDir { folder =>
      val model = plain.setResizeImages(true).fit(images)
      val expected = plain.fit(resized)
      assert(bits(model) == bits(expected))
      assert(scored(model, images) == scored(expected, resized))
      assert(model.evaluate(images).logLoss() == expected.evaluate(resized).logLoss())
      model.write.save(folder.resolve("model").toString)
      val read = NeuralNetworkClassificationModel.load(folder.resolve("model").toString)
      assert(read.getResizeImages)
      assert(scored(read, images) == scored(expected, resized))
    }
  }

  test("a network that takes an image channel by channel, or by featureShape alone, gets it so") {
    val perceptron = plain.setFeatureShape(Channels, Height, Width)
    perceptron.clear(perceptron.network())
    perceptron.setLayers(Height * Width * Channels, 4, 2)
    val expected = bits(perceptron.fit(resized))
    assert(bits(perceptron.setResizeImages(true).fit(images)) == expected)
  }

  test("a perceptron has the length that featureShape says, whichever size the first image has") {
    val perceptron = plain.setFeatureShape(Channels, Height, Width).setResizeImages(true)
    perceptron.clear(perceptron.network())
    perceptron.setHiddenLayers(4)
    val expected = bits(perceptron.fit(resized))
    val others = images.where("id % 6 > 0").coalesce(1)
    assert(bits(perceptron.fit(others)).size == expected.size)
    assert(bits(perceptron.fit(images)) == expected)
  }

  test("without it, other sizes are refused; with it, other channels and damaged images") {
    def failure(stage: NeuralNetworkClassifier, data: DataFrame) =
      intercept[Exception](stage.fit(data)).getMessage
    assert(
      failure(plain, images).contains(
        "Invalid image of [16, 12, 3] in column 'image' (the network takes [8, 6, 3]: height, width, channels)"
      )
    )
    val grey = frame(Seq((0, 8, 8, 1, new Array[Byte](64)), (1, 8, 8, 1, new Array[Byte](64))))
    assert(
      failure(plain.setResizeImages(true), grey).contains(
        "Invalid image of [8, 8, 1] in column 'image' (the network takes [8, 6, 3]: height, width, channels)"
      )
    )
    val damaged = frame(Seq((0, 9, 9, 3, new Array[Byte](9)), (1, 9, 9, 3, new Array[Byte](9))))
    assert(
      failure(plain.setResizeImages(true), damaged).contains(
        "Invalid image of 9 x 9 pixels, 3 channels and 9 bytes in column 'image' (must have a byte for each)"
      )
    )
  }

  test("where nothing has or says sizes, it is refused on the driver") {
    val bytes = images.selectExpr("image.data as image", "label")
    val ofBytes = intercept[InvalidParamException](plain.setResizeImages(true).fit(bytes))
    assert(
      ofBytes.getMessage == "Invalid resizeImages true: column 'image' has no images of Spark's data source," +
        " and nothing else has sizes of its own (set resizeImages to false)"
    )
    val perceptron = plain.setResizeImages(true)
    perceptron.clear(perceptron.network())
    perceptron.setLayers(Height * Width * Channels, 2)
    val following = plain.setResizeImages(true)
    following.clear(following.network())
    val open = plain
      .setResizeImages(true)
      .setNetwork(Network.sequential(Layers.flatten(), Layers.dense(2, "softmax")))
    for (stage <- Seq(perceptron, following, open)) {
      val unknown = intercept[InvalidParamException](stage.fit(images))
      assert(
        unknown.getMessage == "Invalid resizeImages true: the network does not say to which sizes (set" +
          " featureShape, or resizeImages to false)"
      )
      assert(unknown.params() == java.util.Arrays.asList("resizeImages", "featureShape"))
    }
  }
}
