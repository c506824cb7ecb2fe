package org.coherer.ml

import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.apache.spark.sql.Row
import org.apache.spark.sql.functions.{col, udf}
import org.coherer.testkit.WithSpark
import org.deeplearning4j.nn.conf.NeuralNetConfiguration
import org.deeplearning4j.nn.conf.graph.MergeVertex
import org.deeplearning4j.nn.conf.layers.{DenseLayer, OutputLayer}
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.learning.config.Adam
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.scalatest.funsuite.AnyFunSuite

/** Networks with several inputs and outputs. */
class EstimatorSuite extends AnyFunSuite with WithSpark with WithBlobs {

  private lazy val data = {
    val half = (from: Int) => udf((v: Vector) => Vectors.dense(v.toArray.slice(from, from + 2)): Vector)
    val sum = udf((v: Vector) => v.toArray.sum)
    blobs(240)
      .withColumn("left", half(0)(col("features")))
      .withColumn("right", half(2)(col("features")))
      .withColumn("sum", sum(col("features")))
      .cache()
  }

  private def dense(in: Int, out: Int) =
    new DenseLayer.Builder().nIn(in).nOut(out).activation(Activation.TANH).build()

  /** Takes left and right, tells the class and adds up. */
  private def twoByTwo: String = new NeuralNetConfiguration.Builder()
    .seed(1)
    .updater(new Adam(0.02))
    .graphBuilder()
    .addInputs("l", "r")
    .addLayer("a", dense(2, 8), "l")
    .addLayer("b", dense(2, 8), "r")
    .addVertex("merged", new MergeVertex(), "a", "b")
    .addLayer(
      "class",
      new OutputLayer.Builder(LossFunction.MCXENT).nIn(16).nOut(3).activation(Activation.SOFTMAX).build(),
      "merged"
    )
    .addLayer(
      "total",
      new OutputLayer.Builder(LossFunction.MSE).nIn(16).nOut(1).activation(Activation.IDENTITY).build(),
      "merged"
    )
    .setOutputs("class", "total")
    .build()
    .toJson

  private def estimator() = new NeuralNetworkEstimator()
    .setNetwork(twoByTwo)
    .setInputCols("left", "right")
    .setTargetCols("label", "sum")
    .setOutputCols("classes", "total")
    .setMaxIter(25)
    .setBatchSize(8)
    .setValidationFraction(0.1)

  test("both outputs are learned from both inputs") {
    val model = estimator().fit(data)
    val rows = model.transform(data).select("label", "sum", "classes", "total").collect()
    val right = rows.count { case Row(label: Double, _, classes: Vector, _) => classes.argmax == label }
    assert(right > 0.9 * rows.length)
    val off = rows.map { case Row(_, sum: Double, _, total: Vector) => math.abs(total(0) - sum) }.sum
    assert(off / rows.length < 0.5)
    val metrics = model.summary.trainingHistory.epochs.get(0).metrics.keySet
    assert(metrics.contains("accuracy_class") && metrics.contains("rmse_total"))
    assert(model.describe().contains("merged"))
  }

  test("two workers equal one") {
    def outputs(workers: Int) = estimator()
      .setNumWorkers(workers)
      .setBatchSize(256 / workers)
      .setValidationFraction(0)
      .setMaxIter(5)
      .fit(data)
      .transform(data)
      .orderBy("id")
      .select("classes", "total")
      .collect()
      .flatMap(row => row.getAs[Vector](0).toArray ++ row.getAs[Vector](1).toArray)
    outputs(1).zip(outputs(2)).foreach { case (a, b) => assert(math.abs(a - b) < 1e-4) }
  }

  test("columns that do not match the network's inputs and outputs are refused by number and name") {
    def refusal(stage: NeuralNetworkEstimator) =
      intercept[IllegalArgumentException](stage.fit(data)).getMessage
    assert(refusal(estimator().setInputCols("left")) == "Cannot train with 1 input (the network has 2)")
    assert(
      refusal(estimator().setTargetCols("label")) == "Cannot train with 1 target (the network has 2 outputs)"
    )
    assert(
      refusal(estimator().setOutputCols("one")) ==
        "outputCols names 1 columns (must be one for each of the network's outputs [class, total])"
    )
    assert(
      refusal(new NeuralNetworkEstimator().setNetwork(twoByTwo)) ==
        "targetCols is not set (name a column for each output of the network)"
    )
    assert(refusal(estimator().setInputCols("left", "features")).contains("the network takes 2"))
  }
}

object EstimatorSuite {

  private def dense() = new DenseLayer.Builder().nIn(2).nOut(5).activation(Activation.TANH).build()

  /** A network that classifies by two inputs of two values each. */
  def twoInputs: String = new NeuralNetConfiguration.Builder()
    .seed(1)
    .graphBuilder()
    .addInputs("l", "r")
    .addLayer("a", dense(), "l")
    .addLayer("b", dense(), "r")
    .addVertex("merged", new MergeVertex(), "a", "b")
    .addLayer(
      "class",
      new OutputLayer.Builder(LossFunction.MCXENT).nIn(10).nOut(3).activation(Activation.SOFTMAX).build(),
      "merged"
    )
    .setOutputs("class")
    .build()
    .toJson
}
