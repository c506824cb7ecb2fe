package org.coherer.ml

import java.nio.file.Path
import java.util.Arrays.asList
import java.util.concurrent.{CompletableFuture, TimeUnit}

import scala.util.Random

import org.apache.spark.ml.functions.array_to_vector
import org.apache.spark.ml.param.ParamMap
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.{col, udf}
import org.coherer.connector.column.InvalidParamException
import org.coherer.ml.network.{Layers, Network, Tensor}
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.coherer.training.augmentation.Augmentation
import org.scalatest.concurrent.Eventually.{eventually, interval, timeout}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.SpanSugar._

/** The Param `augmentation`, in fits. */
class AugmentationSuite extends AnyFunSuite with WithSpark with WithTempDir {

  override protected def sparkSettings: Map[String, String] = Map("spark.master" -> "local[3]")

  private val Side = 8
  private val Classes = 3

  /** Bytes of squares in one of three places, in noise. */
  private def images(count: Int): DataFrame = {
    val session = spark
    import session.implicits._
    val random = new Random(1)
    val rows = Seq.tabulate(count) { id =>
      val label = id % Classes
      val pixels = Array.tabulate(Side * Side) { at =>
        val inside = at / Side / 3 == label && at % Side / 3 == label
        ((if (inside) 150 else 0) + random.nextInt(100)).toByte
      }
      (pixels, label.toDouble, id)
    }
    spark.sparkContext.parallelize(rows, 2).toDF("image", "label", "id")
  }

  private def network: Network = Network.sequential(
    Layers.input(Side, Side, 1),
    Layers.conv2d(4, 3).activation("relu"),
    Layers.flatten(),
    Layers.dense(Classes, "softmax")
  )

  private def plain: NeuralNetworkClassifier = new NeuralNetworkClassifier()
    .setFeaturesCol("image")
    .setNetwork(network)
    .setInputScale(1.0 / 255)
    .setBatchSize(8)
    .setMaxIter(3)
    .setSeed(7)
    .setLearningRate(0.01)

  private val all = Seq[Augmentation](
    Augmentation.randomHorizontalFlip(),
    Augmentation.randomVerticalFlip(),
    Augmentation.randomCrop(2),
    Augmentation.randomRotation(10),
    Augmentation.colorJitter(0.2, 0.2),
    Augmentation.cutout(2),
    Augmentation.mixup(0.4)
  )

  private def augmented: NeuralNetworkClassifier = plain.setAugmentation(all: _*)

  private def copy(stage: NeuralNetworkClassifier): NeuralNetworkClassifier =
    stage.copy(ParamMap.empty).asInstanceOf[NeuralNetworkClassifier]

  private def bits(model: NeuralNetworkClassificationModel): Seq[Float] =
    model.artifact().network().parameters().toArray.toSeq

  test("with each trainer, a fit has the bits of its seed, and other ones without augmentation") {
    val data = images(90)
    val kinds = Seq[NeuralNetworkClassifier => NeuralNetworkClassifier](
      _.setNumWorkers(1),
      _.setNumWorkers(2),
      _.setTrainer("local"),
      _.setTrainer("averaging").setNumWorkers(2).setAveragingSteps(2),
      _.setTrainer("parameterServer").setNumWorkers(2).setNumServers(1)
    )
    val found = kinds.map(kind => bits(kind(augmented).fit(data)))
    for ((kind, one) <- kinds.zip(found)) {
      assert(bits(kind(augmented).fit(data)) == one)
      assert(bits(kind(augmented).setSeed(8).fit(data)) != one)
      assert(bits(kind(plain).fit(data)) != one)
    }
    assert(found(4) == found(1), "servers make of the same batches what an all-reduce makes of them")
  }

  test("each of them makes a difference, and an empty list makes none") {
    val data = images(60)
    val none = bits(plain.fit(data))
    val others = all.map(one => bits(plain.setAugmentation(one).fit(data)))
    assert((others :+ none).distinct.size == all.size + 1)
    assert(bits(plain.setAugmentation(Array[String](): _*).fit(data)) == none)
  }

  test("it learns what is the same in all variations") {
    val data = images(300)
    val stage = plain
      .setAugmentation(Augmentation.randomCrop(1), Augmentation.cutout(2), Augmentation.mixup(0.2))
      .setMaxIter(15)
    assert(stage.fit(data).evaluate(images(120)).accuracy() > 0.95)
  }

  test("validation, evaluation and transform have the images as they are") {
    val data = images(90)
    // So slow that no step can be seen.
    val still = plain.setLearningRate(1e-30).setValidationFraction(0.3).setMaxIter(2)
    val one = still.fit(data)
    val other = copy(still).setAugmentation(all: _*).fit(data)
    def losses(model: NeuralNetworkClassificationModel) = {
      val epochs = model.summary().trainingHistory().epochs()
      (0 until 2).map(i => (epochs.get(i).loss(), epochs.get(i).validationLoss()))
    }
    assert(losses(other).map(_._2) == losses(one).map(_._2))
    assert(losses(other).map(_._1) != losses(one).map(_._1))
    assert(other.evaluate(data).logLoss() == one.evaluate(data).logLoss())
    def scored(model: NeuralNetworkClassificationModel) =
      model.transform(data).orderBy("id").select("probability").collect().toSeq
    assert(scored(other) == scored(one))
  }

  test("a column of vectors is varied like its bytes") {
    val data = images(60)
    val shapes = Seq[Augmentation](Augmentation.randomCrop(2, 17), Augmentation.randomRotation(30, 200))
    val stage = plain.setAugmentation(shapes: _*).setStandardization(false)
    assert(bits(stage.fit(vectors(60))) == bits(stage.fit(data)))
  }

  private def vectors(count: Int): DataFrame = {
    val toFloats = udf((bytes: Array[Byte]) => bytes.map(b => (b & 0xff).toFloat))
    images(count).withColumn("image", array_to_vector(toFloats(col("image"))))
  }

  test("features that are varied are not standardized, but where they are only blended; targets are") {
    val data = vectors(60).cache()
    val crop = Augmentation.randomCrop(1)
    val mixup = Augmentation.mixup(0.3)
    def weights(one: Augmentation, change: NeuralNetworkClassifier => NeuralNetworkClassifier) = bits(
      change(
        new NeuralNetworkClassifier()
          .setFeaturesCol("image")
          .setFeatureShape(1, Side, Side)
          .setHiddenLayers(4)
          .setMaxIter(2)
          .setSeed(1)
          .setAugmentation(one)
      ).fit(data)
    )
    assert(weights(crop, identity) == weights(crop, _.setStandardization(false)))
    assert(weights(mixup, identity) == weights(mixup, _.setStandardization(true)))
    assert(weights(mixup, identity) != weights(mixup, _.setStandardization(false)))
    def regressor = new NeuralNetworkRegressor()
      .setFeaturesCol("image")
      .setFeatureShape(1, Side, Side)
      .setHiddenLayers(4)
      .setMaxIter(1)
      .setSeed(1)
      .setAugmentation(crop)
    def numbers(model: NeuralNetworkRegressionModel) = model.artifact().network().parameters().toArray.toSeq
    assert(numbers(regressor.fit(data)) != numbers(regressor.setStandardization(false).fit(data)))
  }

  test("standardized features and what varies them exclude each other") {
    val data = vectors(30).cache()
    def stage = new NeuralNetworkClassifier()
      .setFeaturesCol("image")
      .setFeatureShape(1, Side, Side)
      .setMaxIter(1)
      .setAugmentation(Augmentation.mixup(1))
    def message(param: String) = "Invalid augmentation randomCrop(padding=1 fill=0) of standardized features," +
      s" as $param says (the mean of a pixel is not that of what a variation puts there; clear one of them," +
      " and scale images by inputScale, such as 1/255)"
    withTempDir { folder =>
      stage.setHiddenLayers(3).fit(data).write.save(folder.resolve("model").toString)
      val crop = Augmentation.randomCrop(1)
      val refused = Seq(
        "standardization" -> stage.setStandardization(true),
        "scaling" -> stage.setScaling("robust"),
        "initialModelPath" -> stage.setInitialModelPath(folder.resolve("model").toString)
      )
      for ((param, each) <- refused) {
        each.fit(data)
        val e = refusal(each.setAugmentation(crop, Augmentation.mixup(1)).fit(data))
        assert(e.getMessage == message(param))
        assert(e.params() == asList("augmentation", param))
      }
    }
  }

  test("a perceptron takes images whose sizes featureShape says") {
    val stage = plain.setFeatureShape(1, Side, Side).setAugmentation(all: _*)
    stage.clear(stage.network())
    stage.setLayers(Side * Side, 5, Classes)
    val found = bits(stage.fit(images(60)))
    assert(bits(stage.setFeatureShape(Side, Side, 1).fit(images(60))) == found)
    stage.clear(stage.augmentation())
    assert(bits(stage.fit(images(60))) != found)
  }

  private def manifests(folder: Path): Seq[String] = Option(folder.toFile.listFiles).toSeq.flatten
    .filter(_.getName.startsWith("fit-"))
    .flatMap(fit => Option(fit.list).toSeq.flatten)
    .filter(_.endsWith(".manifest"))
    .sorted

  /** Begins a fit and cancels it once a checkpoint has been written. */
  private def interrupt(stage: NeuralNetworkClassifier, folder: Path, data: DataFrame): Unit = {
    val ended = new CompletableFuture[Throwable]
    val thread = new Thread(() => {
      spark.sparkContext.setJobGroup("interrupted", "a fit that is cancelled")
      try {
        stage.fit(data)
        ended.complete(null)
      } catch { case e: Throwable => ended.complete(e) }
    })
    thread.start()
    eventually(timeout(60.seconds), interval(2.millis))(assert(manifests(folder).nonEmpty))
    spark.sparkContext.cancelJobGroup("interrupted")
    assert(ended.get(60, TimeUnit.SECONDS) != null, "the fit was over before it was cancelled")
    thread.join()
  }

  test("a fit that was cancelled within an epoch ends with the bits of one that was not") {
    withTempDir { folder =>
      val data = images(3000)
      val stage = augmented.setNumWorkers(2).setMaxIter(40).setValidationFraction(0.1)
      val undisturbed = stage.fit(data)
      def checked =
        copy(stage).setCheckpointDir(folder.toString).setCheckpointEpochs(1000).setCheckpointSteps(7)
      interrupt(checked, folder, data)
      val resumed = checked.setResume("required").fit(data)
      assert(bits(resumed) == bits(undisturbed))
      assert(
        resumed.summary().objectiveHistory().toSeq == undisturbed.summary().objectiveHistory().toSeq
      )
    }
  }

  test("a checkpoint of another augmentation is not that of this fit") {
    withTempDir { folder =>
      val data = images(60)
      def fit(stage: NeuralNetworkClassifier) =
        stage.setCheckpointDir(folder.toString).setMaxIter(1).fit(data)
      fit(augmented)
      val other = plain.setAugmentation(Augmentation.randomCrop(1))
      val refused = intercept[InvalidParamException](fit(other.setResume("required"))).getMessage
      assert(refused.contains("params.augmentation: "), refused)
      assert(refused.contains("RandomCrop[padding=1, fill=0.0]"), refused)
      val without = intercept[InvalidParamException](fit(plain.setResume("required"))).getMessage
      assert(without.contains("params.augmentation"), without)
    }
  }

  test("it is saved with the estimator, and a model knows what it was trained with") {
    withTempDir { folder =>
      val stage = plain.setAugmentation(Augmentation.randomCrop(2), Augmentation.mixup(0.2))
      val texts = Seq("randomCrop(padding=2 fill=0)", "mixup(alpha=0.2)")
      assert(stage.getAugmentation.toSeq == texts)
      stage.write.save(folder.resolve("stage").toString)
      val read = NeuralNetworkClassifier.load(folder.resolve("stage").toString)
      assert(read.getAugmentation.toSeq == texts)
      assert(read.explainParams().contains("augmentation: how the images of the training set are varied"))
      val model = read.fit(images(30))
      assert(
        model.artifact().provenance().params().get("augmentation") ==
          texts.mkString("[\"", "\",\"", "\"]")
      )
      withConf("spark.coherer.augmentation" -> "randomCrop(padding=2), mixup(alpha=0.2)") {
        assert(bits(plain.fit(images(30))) == bits(model))
      }
    }
  }

  private def refusal(stage: => Any): InvalidParamException = intercept[InvalidParamException](stage)

  test("what is no image, or no augmentation of it, is refused on the driver by its name") {
    val data = images(9)
    val perceptron = plain.setAugmentation("randomCrop(padding=1)")
    perceptron.clear(perceptron.network())
    perceptron.setLayers(Side * Side, Classes)
    val messages = Seq[(() => Any, String)](
      (
          () => perceptron.fit(data)
      ) -> ("Invalid augmentation: column 'image' is not known to be an image (the" +
        " first layer of the network must take images of height x width x channels, or featureShape say these" +
        " sizes; else clear augmentation)"),
      (
          () => plain.setAugmentation("blur(size=3)").fit(data)
      ) -> ("Invalid augmentation 'blur(size=3)' (must" +
        " be one of randomHorizontalFlip, randomVerticalFlip, randomCrop, randomRotation, colorJitter, cutout," +
        " mixup, with its numbers)"),
      (
          () => plain.setAugmentation("randomCrop(padding=8)").fit(data)
      ) -> ("Invalid padding of a random crop 8" +
        " (must be less than the height and the width of the images, 8 x 8)"),
      (
          () => plain.setAugmentation("colorJitter(saturation=0.5)").fit(data)
      ) -> ("Invalid saturation of a color" +
        " jitter 0.5 (must be 0 for images with one channel)"),
      (() => plain.setAugmentation("mixup(alpha=1)", "cutout(size=2)").fit(data)) -> ("Invalid augmentation" +
        " mixup(alpha=1) before cutout(size=2 fill=0) (mixup must come once, behind all others)"),
      (
          () => plain.setAugmentation("cutout(size=2 fill=-1)").fit(data)
      ) -> ("Invalid fill of a cutout -1 (must" +
        " be from 0 to 255 for images of bytes, before inputScale is applied)"),
      (() => augmented.setBatchSize(1).fit(data)) -> ("Invalid batchSize 1 (must be at least 2 with the" +
        " augmentation mixup, which blends the rows of a batch)")
    )
    for ((fit, message) <- messages) {
      val e = refusal(fit())
      assert(e.getMessage == message)
      assert(e.params().contains("augmentation"))
    }
  }

  test("of several inputs, one may be an image: the others stay as they are") {
    val toMore = udf((id: Int) => Seq(id % 2f, 1f))
    val toFloats = udf((bytes: Array[Byte]) => bytes.map(b => (b & 0xff).toFloat / 255))
    val floats = images(60)
      .withColumn("more", array_to_vector(toMore(col("id"))))
      .withColumn("image", array_to_vector(toFloats(col("image"))))
    def estimator(second: Int*): NeuralNetworkEstimator = {
      val first = Tensor.input("image", Side, Side, 1)
      val other = Tensor.input("more", second: _*)
      def convolved(image: Tensor) = Layers.flatten().on(Layers.conv2d(2, 3).on(image))
      val joined = Tensor.concatenate(convolved(first), if (second.size > 1) convolved(other) else other)
      val network = Network.of(asList(first, other), asList(Layers.dense(3, "softmax").on(joined)))
      new NeuralNetworkEstimator()
        .setNetwork(network)
        .setInputCols("image", if (second.size > 1) "image" else "more")
        .setTargetCols("label")
        .setBatchSize(8)
        .setMaxIter(2)
        .setSeed(1)
        .setAugmentation(Augmentation.randomCrop(2), Augmentation.mixup(1))
    }
    def weights(stage: NeuralNetworkEstimator) =
      stage.fit(floats).artifact().network().parameters().toArray.toSeq
    assert(weights(estimator(2)) == weights(estimator(2)))
    assert(
      refusal(estimator(Side, Side, 1).fit(floats)).getMessage == "Invalid augmentation for a network with" +
        " several images among its inputs, column 'image' and one before it (clear augmentation, or train on" +
        " one image)"
    )
  }
}
