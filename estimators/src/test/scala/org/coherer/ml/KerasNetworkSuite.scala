package org.coherer.ml

import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.apache.spark.ml.param.ParamMap
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.col
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.scalatest.funsuite.AnyFunSuite

/** Networks in Keras's JSON, as the Param network. */
class KerasNetworkSuite extends AnyFunSuite with WithSpark with WithTempDir {

  private def layer(kind: String, name: String, settings: String, from: String*): String = {
    val tensors = from
      .map(of => s"""{"class_name": "__keras_tensor__", "config": {"keras_history": ["$of", 0, 0]}}""")
    val uses = if (from.size == 1) tensors.mkString else tensors.mkString("[", ", ", "]")
    val inbound = if (from.isEmpty) "[]" else s"""[{"args": [$uses], "kwargs": {}}]"""
    s"""{"module": "keras.layers", "class_name": "$kind", "config": {"name": "$name", $settings},
       | "registered_name": null, "name": "$name", "inbound_nodes": $inbound}""".stripMargin
  }

  private def sequential(layers: String*): String =
    s"""{"module": "keras", "class_name": "Sequential", "config": {"name": "s", "layers": [${layers.mkString(
        ", "
      )}]},
       | "registered_name": null, "build_config": {"input_shape": [null, 2]}}""".stripMargin

  private val input = layer("InputLayer", "in", """"batch_shape": [null, 2], "dtype": "float32"""")
  private val hidden =
    layer("Dense", "hidden", """"units": 12, "activation": "relu", "kernel_initializer": "he_normal"""")

  private def classes(activation: String) =
    layer("Dense", "classes", s""""units": 2, "activation": "$activation"""")

  /** Points within a circle and outside of it. */
  private lazy val rows: DataFrame = {
    val session = spark
    import session.implicits._
    (0 until 400)
      .map { i =>
        val (x, y) = ((i * 37 % 100) / 50.0 - 1, (i * 61 % 97) / 48.5 - 1)
        (Vectors.dense(x, y), if (x * x + y * y < 0.5) 1.0 else 0.0)
      }
      .toDF("features", "label")
  }

  private def classifier(network: String) =
    new NeuralNetworkClassifier()
      .setNetwork(network)
      .setOptimizer("adam")
      .setLearningRate(0.02)
      .setMaxIter(25)
      .setSeed(5)

  test("keras json: a classifier learns, is saved and loaded, and computes the same") {
    val model = classifier(sequential(input, hidden, classes("softmax"))).fit(rows)
    val scored = model.transform(rows)
    val right = scored.filter(col("prediction") === col("label")).count()
    assert(right > 0.85 * rows.count())
    def probabilities(of: NeuralNetworkClassificationModel) =
      of.transform(rows).select("probability").collect().map(_.getAs[Vector](0)).toSeq
    withTempDir { folder =>
      val path = folder.resolve("model").toString
      model.write.save(path)
      assert(probabilities(NeuralNetworkClassificationModel.load(path)) == probabilities(model))
    }
    assert(model.describe().contains("hidden") && model.describe().contains("DenseLayer"))
  }

  test("keras json: two inputs and two outputs, which are columns by their order") {
    val network =
      s"""{"module": "keras.src.models.functional", "class_name": "Functional", "config": {"name": "f", "layers": [
      |${layer("InputLayer", "left", """"batch_shape": [null, 2]""")},
      |${layer("InputLayer", "right", """"batch_shape": [null, 3]""")},
      |${layer("Dense", "a", """"units": 4, "activation": "tanh"""", "left")},
      |${layer("Dense", "b", """"units": 4, "activation": "tanh"""", "right")},
      |${layer("Concatenate", "both", """"axis": -1""", "a", "b")},
      |${layer("Dense", "kind", """"units": 2, "activation": "softmax"""", "both")},
      |${layer("Dense", "price", """"units": 1, "activation": "linear"""", "both")}],
      |"input_layers": [["left", 0, 0], ["right", 0, 0]], "output_layers": [["kind", 0, 0], ["price", 0, 0]]}}""".stripMargin
    val session = spark
    import session.implicits._
    val data = (0 until 40)
      .map(i =>
        (
          Vectors.dense(i % 2, 1),
          Vectors.dense(i % 3, 0, 1),
          (i % 2).toDouble,
          (i % 3).toDouble
        )
      )
      .toDF("left", "right", "kind", "price")
    val model = new NeuralNetworkEstimator()
      .setNetwork(network)
      .setInputCols("left", "right")
      .setTargetCols("kind", "price")
      .setOutputCols("kinds", "prices")
      .setOptimizer("adam")
      .setLearningRate(0.05)
      .setMaxIter(40)
      .setSeed(5)
      .fit(data)
    val row = model.transform(data).select("kinds", "prices", "kind", "price").collect()
    row.foreach { each =>
      assert(each.getAs[Vector](0).argmax == each.getDouble(2).toInt)
      assert(math.abs(each.getAs[Vector](1)(0) - each.getDouble(3)) < 0.5)
    }
  }

  test("keras json: what cannot be imported is refused before a task starts, with the Param and the remedy") {
    val gru = layer("GRU", "memory", """"units": 3""")
    val message = intercept[IllegalArgumentException](
      classifier(sequential(input, gru, classes("softmax"))).fit(rows)
    ).getMessage
    assert(
      message.contains(
        "Cannot import the Keras network: layer 'memory', GRU, has no counterpart here (must be another"
      )
    )
    val linear = intercept[IllegalArgumentException](
      classifier(sequential(input, hidden, classes("linear"))).fit(rows)
    ).getMessage
    assert(linear.contains("softmax"))
  }

  test("keras json: the Params optimizer and loss replace what it was compiled with") {
    val compiled = sequential(input, hidden, layer("Dense", "out", """"units": 1""")).dropRight(1) +
      """, "compile_config": {"loss": "mean_squared_error", "optimizer": {"module": "keras.optimizers", "class_name": "SGD",
        | "config": {"learning_rate": 0.5}}}}""".stripMargin
    val plain = new NeuralNetworkRegressor().setNetwork(compiled).setMaxIter(1).setSeed(5)
    val losses = Seq(plain, plain.copy(ParamMap.empty).setLoss("meanAbsoluteError").setOptimizer("adam"))
      .map(_.fit(rows).summary().objectiveHistory().last)
    assert(losses.forall(loss => loss > 0 && loss < 5) && losses.distinct.size == 2)
  }
}
