package org.coherer.ml

import org.apache.spark.ml.linalg.Vectors
import org.apache.spark.sql.DataFrame
import org.coherer.testkit.WithSpark
import org.scalatest.funsuite.AnyFunSuite

/** Targets of classes that leave the others a part of the probability. */
class LabelSmoothingSuite extends AnyFunSuite with WithSpark with WithBlobs {

  private val shares = Seq(0.5, 0.3, 0.2)

  /** Ten rows to train on and ten held out, with the same shares of the classes and no features worth a look.
    */
  private lazy val rows: DataFrame = {
    val session = spark
    import session.implicits._
    val labels = Seq(0, 0, 0, 0, 0, 1, 1, 1, 2, 2)
    (labels.map((_, false)) ++ labels.map((_, true)))
      .map { case (label, held) => (Vectors.dense(0, 0), label.toDouble, held) }
      .toDF("features", "label", "held")
  }

  /** One step of gradient descent at rate 1, from the biases ln 2, 0, 0: the probabilities 1/2, 1/4, 1/4. */
  private def oneStep(smoothing: Double): NeuralNetworkClassificationModel =
    new NeuralNetworkClassifier()
      .setLayers(2, 3)
      .setInitialWeights(Vectors.dense(0, 0, 0, 0, 0, 0, math.log(2), 0, 0))
      .setOptimizer("sgd")
      .setLearningRate(1)
      .setLearningRateSchedule("constant")
      .setWarmupSteps(0)
      .setWeightDecay(0)
      .setNumWorkers(1)
      .setBatchSize(10)
      .setMaxIter(1)
      .setValidationIndicatorCol("held")
      .setLabelSmoothing(smoothing)
      .fit(rows)

  private val before = Seq(0.5, 0.25, 0.25)

  /** The mean target of each class. */
  private def targets(smoothing: Double) = shares.map(share => smoothing / 3 + (1 - smoothing) * share)

  private def crossEntropy(targets: Seq[Double], probabilities: Seq[Double]): Double =
    -targets.zip(probabilities).map { case (t, p) => t * math.log(p) }.sum

  for (smoothing <- Seq(0.0, 0.3, 0.9))
    test(
      s"loss and gradient are those of the smoothed targets, those of the validation set of labels: $smoothing"
    ) {
      val model = oneStep(smoothing)
      val epoch = model.summary.trainingHistory().epochs().get(0)
      assert(math.abs(epoch.loss() - crossEntropy(targets(smoothing), before)) < 1e-6)
      val biases = Seq(math.log(2), 0.0, 0.0).zip(before.zip(targets(smoothing))).map { case (b, (p, t)) =>
        b - (p - t)
      }
      val found = parameters(model).takeRight(3)
      found.zip(biases).foreach { case (a, b) => assert(math.abs(a - b) < 1e-6) }
      val powers = biases.map(b => math.exp(b))
      val after = powers.map(_ / powers.sum)
      assert(math.abs(epoch.validationLoss() - crossEntropy(shares, after)) < 1e-6)
    }

  test("a network is less sure of what it has learned, in any form of labels, and as right as before") {
    val data = blobs(300)
    val tests = blobs(300, seed = 5)
    def fitted(make: NeuralNetworkClassifier) = make.setMaxIter(30).setBatchSize(16).fit(data)
    def sure(model: NeuralNetworkClassificationModel): Double =
      model
        .transform(tests)
        .select("probability")
        .collect()
        .map(_.getAs[org.apache.spark.ml.linalg.Vector](0).toArray.max)
        .sum / 300
    for (make <- Seq(() => new NeuralNetworkClassifier(), () => classifier())) {
      val (plain, smooth) = (fitted(make()), fitted(make().setLabelSmoothing(0.4)))
      assert(sure(smooth) < sure(plain) - 0.1)
      assert(smooth.evaluate(tests).accuracy() > plain.evaluate(tests).accuracy() - 0.03)
    }
  }

  test("a smoothing that cannot be is refused, and 0 changes nothing") {
    for (bad <- Seq(-0.1, 1.0, Double.NaN))
      assert(
        intercept[IllegalArgumentException](new NeuralNetworkClassifier().setLabelSmoothing(bad)).getMessage
          .contains("labelSmoothing")
      )
    assert(
      parameters(classifier().setLabelSmoothing(0).fit(blobs(60))) == parameters(classifier().fit(blobs(60)))
    )
  }
}
