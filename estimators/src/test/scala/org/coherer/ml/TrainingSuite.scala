package org.coherer.ml

import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator
import org.apache.spark.ml.functions.vector_to_array
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.{col, lit}
import org.coherer.testkit.WithSpark
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.learning.config.{Adam, Sgd}
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.scalatest.funsuite.AnyFunSuite

/** What a fit computes. */
class TrainingSuite extends AnyFunSuite with WithSpark with WithBlobs {

  private def accuracy(scored: DataFrame): Double =
    new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(scored)

  private def assertClose(found: Seq[Float], expected: Seq[Float], relative: Double): Unit = {
    val scale = expected.map(value => math.abs(value)).max
    found.zip(expected).zipWithIndex.foreach { case ((a, b), index) =>
      assert(math.abs(a - b) <= relative * scale, s"at $index")
    }
  }

  test("a network learns what can be learned") {
    val model = classifier().setNetwork(network(new Adam(0.01))).setMaxIter(15).fit(blobs(600))
    assert(accuracy(model.transform(blobs(300, seed = 2))) > 0.9)
  }

  for (activation <- Seq("relu", "sigmoid")) test(s"layers makes a perceptron that learns: $activation") {
    val model = new NeuralNetworkClassifier()
      .setLayers(4, 8, 3)
      .setActivation(activation)
      .setLearningRate(0.03)
      .setMaxIter(15)
      .fit(blobs(600))
    assert(accuracy(model.transform(blobs(300, seed = 2))) > 0.9)
    assert(model.numFeatures() == 4 && model.numClasses() == 3)
  }

  test("the same fit twice gives bit-identical parameters") {
    val first = classifier().fit(blobs(101))
    val second = classifier().fit(blobs(101))
    assert(parameters(first) == parameters(second))
    assert(parameters(classifier().setSeed(2).fit(blobs(101))) != parameters(first))
  }

  test("a learning rate that is set replaces the network's own") {
    val rated = classifier().setNetwork(network(new Sgd(7.0))).setLearningRate(0.1).fit(blobs(50))
    assert(parameters(rated) == parameters(classifier().fit(blobs(50))))
    assert(
      parameters(classifier().setNetwork(network(new Sgd(0.2))).fit(blobs(50))) != parameters(rated)
    )
  }

  // With batches that take in the whole data, the order of the rows is of no account.
  for (rows <- Seq(40, 41)) {
    test(s"two workers with batch b equal one with batch 2b: $rows rows") {
      val one = classifier().setMaxIter(20).setNumWorkers(1).setBatchSize(42).fit(blobs(rows))
      val two = classifier().setMaxIter(20).setNumWorkers(2).setBatchSize(21).fit(blobs(rows))
      assertClose(parameters(two), parameters(one), 1e-5)
    }
  }

  test("accumulated batches equal a larger one, and overlap changes nothing") {
    val data = blobs(42)
    def fit(stage: NeuralNetworkClassifier) = parameters(stage.setMaxIter(20).setNumWorkers(2).fit(data))
    val whole = fit(classifier().setBatchSize(21).setOverlap("off"))
    assert(fit(classifier().setBatchSize(21).setOverlap("on").setBucketSize(64)) == whole)
    assertClose(fit(classifier().setBatchSize(7).setAccumulateSteps(3)), whole, 1e-5)
  }

  test("a sharded optimizer gives the same bits") {
    val data = blobs(43)
    for (workers <- Seq(1, 2)) {
      def fit(sharded: Boolean, replicated: Boolean = false) = parameters(
        classifier()
          .setNetwork(network(new Adam(0.01)))
          .setNumWorkers(workers)
          .setMaxIter(5)
          .setAccumulateSteps(2)
          .setValidationFraction(0.2)
          .setOverlap(if (sharded) "auto" else "off")
          .setShardOptimizerState(sharded)
          .setReplicateOptimizerState(replicated)
          .fit(data)
      )
      val whole = fit(sharded = false)
      assert(fit(sharded = true) == whole, s"$workers workers")
      assert(fit(sharded = true, replicated = true) == whole, s"$workers workers, with copies")
    }
  }

  test("two workers equal one with weights, also weights of zero") {
    val data = blobs(41).withColumn("weight", col("id") % 3)
    def fit(workers: Int) = parameters(
      classifier()
        .setWeightCol("weight")
        .setMaxIter(20)
        .setNumWorkers(workers)
        .setBatchSize(42 / workers)
        .fit(data)
    )
    assertClose(fit(2), fit(1), 1e-5)
  }

  test("a weight of two counts as the row twice") {
    val data = blobs(30)
    val weighted = data.withColumn("weight", col("id") % 2 + 1)
    val doubled = data.union(data.where(col("id") % 2 === 1))
    def one = classifier().setNumWorkers(1).setBatchSize(64).setMaxIter(20)
    assertClose(
      parameters(one.setWeightCol("weight").fit(weighted)),
      parameters(one.fit(doubled)),
      1e-5
    )
  }

  test("fewer rows than workers train") {
    val one = classifier().setNumWorkers(1).fit(blobs(1, partitions = 1))
    val two = classifier().setNumWorkers(2).fit(blobs(1, partitions = 1))
    assertClose(parameters(two), parameters(one), 1e-5)
  }

  test("every representation of the features trains alike") {
    val dense = blobs(60)
    val expected = parameters(classifier().fit(dense))
    val array = dense.withColumn("features", vector_to_array(col("features")))
    val floats = dense.withColumn("features", vector_to_array(col("features"), "float32"))
    assert(parameters(classifier().fit(array)) == expected)
    assert(parameters(classifier().fit(floats)) == expected)
    val scored = classifier().fit(floats).transform(array).select("prediction").collect().toSeq
    assert(classifier().fit(dense).transform(dense).select("prediction").collect().toSeq == scored)
  }

  test("training that diverges says so, once, and what to do") {
    val wild = classifier().setNetwork(network(new Sgd(1e30))).setMaxIter(5)
    val huge = blobs(60).withColumn("weight", lit(1e30)).withColumn("label", col("label"))
    val failure = intercept[RuntimeException](wild.setWeightCol("weight").fit(huge))
    assert(failure.getMessage.matches("Training diverged at epoch [0-9]+, step .*"), failure.getMessage)
  }

  test("a learning rate that is far too high fails, names the ranks, and does after roll-backs") {
    // Of squares: every step of gradient descent makes the error grow, until the rate has been halved often enough.
    def regressor(rate: Double) = new NeuralNetworkRegressor()
      .setNetwork(network(new Sgd(rate), Features, 1, Activation.IDENTITY, LossFunction.MSE))
      .setNumWorkers(2)
      .setBatchSize(4)
      .setMaxIter(4)
    val data = blobs(400)
    val failure = intercept[RuntimeException](regressor(8).fit(data)).getMessage
    assert(
      failure.matches("Training diverged at epoch 1, step .* (on all ranks|on rank [01] on host .*) \\(.*"),
      failure
    )
    val model = regressor(8).setOnDivergence("rollBack").fit(data)
    val history = model.summary().trainingHistory()
    assert(history.rollBacks() >= 2 && history.epochs().size == 4, history)
    val rate = 8 * math.pow(0.5, history.rollBacks().toDouble)
    assert(history.epochs().get(3).learningRate() == rate)
    assert(model.artifact().network().parameters().toArray.forall(value => !value.isNaN && !value.isInfinite))
    assert(history.epochs().get(3).loss() < 1, history)
    val error =
      intercept[IllegalArgumentException](regressor(1).setOnDivergence("retry").fit(data)).getMessage
    assert(error.contains("Unknown onDivergence 'retry' (must be one of fail, skip, rollBack)"), error)
  }
}
