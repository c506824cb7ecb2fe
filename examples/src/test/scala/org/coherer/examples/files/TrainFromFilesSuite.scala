package org.coherer.examples.files

import java.nio.file.{Files, Path, Paths}

import org.apache.spark.sql.DataFrame
import org.coherer.ml.{Autoencoder, NeuralNetworkClassifier}
import org.coherer.ml.network.{Layers, Network}
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.scalatest.funsuite.AnyFunSuite

/** The programs on the pages of formats do what the pages say. */
class TrainFromFilesSuite extends AnyFunSuite with WithSpark with WithTempDir {

  private val repository = Paths.get(System.getProperty("coherer.repository"))

  private val formats = SampleFiles.FORMATS.toArray(Array[String]()).toSeq

  /** The columns of labels; the other formats are those of autoencoders. */
  private val labels =
    Map(
      "idx" -> "label",
      "cifar" -> "label",
      "tfrecord" -> "label",
      "npz" -> "y",
      "webdataset" -> "cls",
      "imagefolder" -> "label"
    )

  /** Rows are right that have their label; of an autoencoder, scores are a half of those of zeros. */
  private def assertLearned(format: String, scored: DataFrame): Unit = {
    assert(scored.count() == 80)
    labels.get(format) match {
      case Some(label) =>
        val right = scored.where(s"cast(found as string) = cast($label as string)").count()
        assert(right > 72, format)
      case None =>
        val score = scored.selectExpr("avg(anomalyScore)").head().getDouble(0)
        assert(score < 1, format)
    }
  }

  private def withFiles(format: String)(body: String => DataFrame): Unit = withTempDir { folder =>
    SampleFiles.write(spark, format, folder)
    assertLearned(format, body(folder.toUri.toString.stripSuffix("/")))
  }

  for (format <- formats) {
    test(s"$format: the program in Java learns") {
      withFiles(format)(folder => TrainFromFiles.train(spark, format, folder))
    }
  }

  test("idx: the program in Scala learns") {
    withFiles("idx") { folder =>
      // idx: begin
      val digits =
        spark.read.format("idx").option("split", "train").option("scale", 1.0 / 255).load(folder + "/idx")
      val model = new NeuralNetworkClassifier()
        .setFeaturesCol("image")
        .setPredictedLabelCol("found")
        .setHiddenLayers(16)
        .setMaxIter(20)
        .fit(digits)
      println(model.evaluate(digits))
      // idx: end
      model.transform(digits)
    }
  }

  test("cifar: the program in Scala learns") {
    withFiles("cifar") { folder =>
      // cifar: begin
      val photos = spark.read.format("cifar").option("split", "train").load(folder + "/cifar")
      val model = new NeuralNetworkClassifier()
        .setFeaturesCol("image")
        .setInputScale(1.0 / 255)
        .setPredictedLabelCol("found")
        .setHiddenLayers(16)
        .setMaxIter(20)
        .fit(photos)
      println(model.evaluate(photos))
      // cifar: end
      model.transform(photos)
    }
  }

  test("tfrecord: the program in Scala learns") {
    withFiles("tfrecord") { folder =>
      // tfrecord: begin
      val animals = spark.read.format("tfrecord").load(folder + "/tfrecord")
      val model = new NeuralNetworkClassifier()
        .setFeaturesCol("features")
        .setPredictedLabelCol("found")
        .setHiddenLayers(16)
        .setMaxIter(20)
        .fit(animals)
      println(model.evaluate(animals))
      // tfrecord: end
      model.transform(animals)
    }
  }

  test("npz: the program in Scala learns") {
    withFiles("npz") { folder =>
      // npz: begin
      val points = spark.read.format("npz").load(folder + "/npz")
      val model = new NeuralNetworkClassifier()
        .setFeaturesCol("x")
        .setLabelCol("y")
        .setPredictedLabelCol("found")
        .setHiddenLayers(16)
        .setMaxIter(20)
        .fit(points)
      println(model.evaluate(points))
      // npz: end
      model.transform(points)
    }
  }

  test("webdataset: the program in Scala learns") {
    withFiles("webdataset") { folder =>
      // webdataset: begin
      val letters = spark.read.format("webdataset").load(folder + "/webdataset")
      val model = new NeuralNetworkClassifier()
        .setFeaturesCol("pixels")
        .setLabelCol("cls")
        .setInputScale(1.0 / 255)
        .setPredictedLabelCol("found")
        .setHiddenLayers(16)
        .setMaxIter(20)
        .fit(letters)
      println(model.evaluate(letters))
      // webdataset: end
      model.transform(letters)
    }
  }

  test("npy: the program in Scala learns") {
    withFiles("npy") { folder =>
      // npy: begin
      val points = spark.read.format("npy").load(folder + "/npy")
      val model = new Autoencoder()
        .setFeaturesCol("value")
        .setLayers(4, 2, 4)
        .setBatchSize(8)
        .setLearningRate(0.01)
        .setMaxIter(30)
        .fit(points)
      model.transform(points).select("anomalyScore").show(5)
      // npy: end
      model.transform(points)
    }
  }

  test("safetensors: the program in Scala learns") {
    withFiles("safetensors") { folder =>
      // safetensors: begin
      val words = spark.read.format("safetensors").load(folder + "/safetensors")
      val model = new Autoencoder()
        .setFeaturesCol("values")
        .setLayers(4, 2, 4)
        .setBatchSize(8)
        .setLearningRate(0.01)
        .setMaxIter(30)
        .fit(words)
      model.transform(words).select("anomalyScore").show(5)
      // safetensors: end
      model.transform(words)
    }
  }

  test("imagefolder: the program in Scala learns") {
    withFiles("imagefolder") { folder =>
      // imagefolder: begin
      val pets = spark.read
        .format("imagefolder")
        .option("output", "uint8")
        .option("resize", "36")
        .option("crop", "32")
        .load(folder + "/imagefolder")
      val network = Network.sequential(
        Layers.input(32, 32, 3),
        Layers.conv2d(16, 3).activation("relu"),
        Layers.maxPooling2d(2),
        Layers.flatten(),
        Layers.dense(2, "softmax")
      )
      val model = new NeuralNetworkClassifier()
        .setNetwork(network)
        .setInputScale(1 / 255.0)
        .setPredictedLabelCol("found")
        .setMaxIter(5)
        .fit(pets)
      println(model.evaluate(pets))
      // imagefolder: end
      model.transform(pets)
    }
  }

  test("the pages show them as they are compiled") {
    def lines(file: Path) = Files.readString(file).linesIterator.toSeq
    for {
      format <- formats
      file <- Seq(
        "main/java/org/coherer/examples/files/TrainFromFiles.java",
        "test/scala/org/coherer/examples/files/TrainFromFilesSuite.scala"
      )
    } {
      val page = lines(repository.resolve(s"docs/datasource-$format.md"))
      val marked = lines(repository.resolve("examples/src").resolve(file))
        .dropWhile(line => line.trim != s"// $format: begin")
        .drop(1)
        .takeWhile(line => line.trim != s"// $format: end")
      assert(marked.size >= 3, s"$format in $file")
      val margin = marked.map(_.takeWhile(_ == ' ').length).min
      assert(page.containsSlice(marked.map(_.drop(margin))), s"$format in $file")
    }
  }

  test("a format that is none is refused") {
    withTempDir { folder =>
      def refused(body: => Any) = intercept[IllegalArgumentException](body).getMessage
      val rest = "(must be one of [idx, cifar, tfrecord, npy, npz, webdataset, safetensors, imagefolder])"
      assert(refused(SampleFiles.write(spark, "csv", folder)) == s"No sample files of the format 'csv' $rest")
      assert(refused(TrainFromFiles.train(spark, "csv", "")) == s"No program for the format 'csv' $rest")
    }
  }
}
