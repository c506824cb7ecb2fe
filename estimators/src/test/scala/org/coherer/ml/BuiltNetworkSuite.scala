package org.coherer.ml

import scala.util.Random

import com.fasterxml.jackson.databind.JsonNode
import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.apache.spark.ml.param.ParamMap
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.col
import org.coherer.ml.network.Layers._
import org.coherer.ml.network.{Network, NetworkCases, Tensor}
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.coherer.training.engine.{Engines, NetworkImport, NetworkShape}
import org.scalatest.funsuite.AnyFunSuite

/** Networks of layers with Keras's names, from Scala as its users write it, to trained models. */
class BuiltNetworkSuite extends AnyFunSuite with WithSpark with WithBlobs with WithTempDir {

  private def refusal(fit: => Any): String = intercept[IllegalArgumentException](fit).getMessage

  private def accuracy(scored: DataFrame): Double =
    scored.filter(col("prediction") === col("label")).count().toDouble / scored.count()

  test("a network in a row, without an input, takes that of the rows") {
    val network = Network.sequential(dense(16, "relu"), dropout(0.1), dense(Classes, "softmax"))
    val stage =
      new NeuralNetworkClassifier().setNetwork(network).setMaxIter(15).setLearningRate(0.02).setSeed(3)
    val model = stage.fit(blobs(600))
    assert(accuracy(model.transform(blobs(300, seed = 2))) > 0.9)
    assert(stage.getNetwork == network.toJson)
    val whole =
      Network.sequential(input(Features), dense(16, "relu"), dropout(0.1), dense(Classes, "softmax"))
    val same = stage.copy(ParamMap.empty).setNetwork(whole).fit(blobs(600))
    assert(parameters(model) == parameters(same))
    assert(parameters(model).size == whole.parameterCount)
    withTempDir { folder =>
      val path = folder.resolve("model").toString
      model.save(path)
      assert(parameters(NeuralNetworkClassificationModel.load(path)) == parameters(model))
      val estimator = folder.resolve("estimator").toString
      stage.save(estimator)
      assert(NeuralNetworkClassifier.load(estimator).getNetwork == network.toJson)
    }
    assert(stage.estimateModelSize(blobs(9)) > 4 * whole.parameterCount)
  }

  /** Two classes: whether the upper or the lower half of an image is bright. */
  private def images: DataFrame = {
    val session = spark
    import session.implicits._
    val random = new Random(5)
    Seq
      .tabulate(400) { id =>
        val upper = id % 2 == 0
        val pixels =
          Array.tabulate(8 * 6)(i => random.nextDouble() / 2 + (if ((i / 6 < 4) == upper) 0.5 else 0))
        (Vectors.dense(pixels), id % 2)
      }
      .toDF("features", "label")
  }

  test("images: featureShape says what vectors are, and a network without it says that it is needed") {
    val network =
      Network.sequential(conv2d(4, 3).activation("relu"), maxPooling2d(2), flatten(), dense(2, "softmax"))
    val stage = new NeuralNetworkClassifier().setNetwork(network).setMaxIter(8).setLearningRate(0.02)
    val model = stage.copy(ParamMap.empty).setFeatureShape(8, 6, 1).fit(images)
    assert(accuracy(model.transform(images)) > 0.95)
    assert(
      refusal(stage.fit(images)) ==
        "Invalid network: its first layer, Conv2D, takes images, and rows have the shape [48] (set featureShape to " +
        "height, width and channels, or put an input before that layer)"
    )
    val wrong = stage.copy(ParamMap.empty).setFeatureShape(2, 24, 1)
    assert(refusal(wrong.fit(images)).contains("'conv2d'"))
  }

  test("a network of tensors with a residual sum") {
    val image = Tensor.input("image", 8, 6, 1)
    val before = conv2d(4, 3).padding("same").activation("relu").on(image)
    val after = conv2d(4, 3).padding("same").on(before)
    val sum = relu().on(Tensor.add(before, after))
    val network = Network.of(image, dense(2, "softmax").on(flatten().on(maxPooling2d(2).on(sum))))
    val model =
      new NeuralNetworkClassifier().setNetwork(network).setMaxIter(8).setLearningRate(0.02).fit(images)
    assert(accuracy(model.transform(images)) > 0.95)
    assert(parameters(model).size == network.parameterCount)
  }

  test("several inputs and outputs have columns in the order of the network") {
    val session = spark
    import session.implicits._
    val random = new Random(9)
    val rows = Seq.fill(300) {
      val (user, item) = (Array.fill(3)(random.nextGaussian()), Array.fill(2)(random.nextGaussian()))
      (Vectors.dense(user), Vectors.dense(item), user.sum + item.sum, user(0) - item(1))
    }
    val data = rows.toDF("user", "item", "sum", "difference")
    val user = Tensor.input("user", 3)
    val item = Tensor.input("item", 2)
    val both = Tensor.concatenate(dense(4).on(user), dense(4).on(item))
    val network = Network.of(
      java.util.Arrays.asList(user, item),
      java.util.Arrays.asList(dense(1).name("sum").on(both), dense(1).name("difference").on(both))
    )
    val model = new NeuralNetworkEstimator()
      .setNetwork(network)
      .setInputCols("user", "item")
      .setTargetCols("sum", "difference")
      .setOutputCols("predictedSum", "predictedDifference")
      .setOptimizer("adam")
      .setLearningRate(0.05)
      .setMaxIter(30)
      .fit(data)
    val errors = model.transform(data).collect().map { row =>
      math.abs(row.getAs[Vector]("predictedSum")(0) - row.getAs[Double]("sum")) max
        math.abs(row.getAs[Vector]("predictedDifference")(0) - row.getAs[Double]("difference"))
    }
    assert(errors.max < 0.05)
    val open = new NeuralNetworkEstimator()
      .setNetwork(Network.sequential(dense(1)))
      .setInputCols("user", "item")
      .setTargetCols("sum")
    assert(
      refusal(open.fit(data)) ==
        "Invalid network: it has no input, so it takes one column, and there are 2 (set a network with an input for " +
        "each of inputCols)"
    )
  }

  test("a network without an input needs a row") {
    val stage = new NeuralNetworkClassifier().setNetwork(Network.sequential(dense(2, "softmax")))
    val none = images.filter("label > 5")
    assert(refusal(stage.fit(none)).startsWith("Cannot train on column 'features': no row has a value there"))
  }

  private def read(text: String): NetworkShape = {
    val engine = Engines.named("dl4j")
    engine.describe(engine.capability(classOf[NetworkImport]).get.importText(text))
  }

  private def shapes(list: JsonNode): Seq[Seq[Int]] =
    NetworkCases
      .elements(list)
      .filter(_.get("class_name").asText == "InputLayer")
      .map(layer => NetworkCases.elements(layer.get("config").get("batch_shape")).drop(1).map(_.asInt))

  NetworkCases.networks.filter(_.get("weights").asLong > 0).foreach { network =>
    test(s"the engine reads what the builders write: ${network.get("case").asText}") {
      val found = read(network.get("json").toString)
      assert(found.parameterCount == network.get("weights").asLong)
      val inputs = found.inputs.toArray(Array[NetworkShape.Input]()).toSeq
      assert(inputs.map(_.length) == shapes(network.get("json").get("config").get("layers")).map(_.product))
    }
  }
}
