package org.coherer.ml

import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator
import org.apache.spark.ml.tuning.{CrossValidator, ParamGridBuilder}
import org.apache.spark.sql.functions.{col, lit, when}
import org.coherer.testkit.WithSpark
import org.coherer.training.event.TrainingHistory.StopReason
import org.nd4j.linalg.learning.config.Adam
import org.scalatest.funsuite.AnyFunSuite

/** When training ends, and with which parameters. */
class EarlyStoppingSuite extends AnyFunSuite with WithSpark with WithBlobs {

  /** A third of the labels are wrong, so that a network that learns them by heart gets worse on others. */
  private lazy val noisy = blobs(120)
    .withColumn("label", when(col("id") % 3 === 0, (col("label") + 1) % 3).otherwise(col("label")))
    .cache()

  private def stopping() = classifier()
    .setNetwork(network(new Adam(0.1)))
    .setMaxIter(60)
    .setValidationFraction(0.3)
    .setEarlyStoppingPatience(3)
    .setRestoreBest(true)

  private def losses(model: NeuralNetworkClassificationModel): Seq[Double] = {
    var all = Seq.empty[Double]
    model.summary.trainingHistory.epochs.forEach(epoch => all :+= epoch.validationLoss)
    all
  }

  test("training stops once the loss on the rows for validation gets no better, with the best parameters") {
    val model = stopping().fit(noisy)
    val summary = model.summary
    val measured = losses(model)
    assert(summary.stopReason == StopReason.EARLY_STOPPING)
    assert(summary.bestEpoch == measured.indexOf(measured.min) + 1)
    assert(summary.totalIterations == summary.bestEpoch + 3 && summary.totalIterations < 60)
    assert(summary.resultEpoch == summary.bestEpoch)
    val untilThen =
      stopping().setEarlyStoppingPatience(0).setRestoreBest(false).setMaxIter(summary.bestEpoch).fit(noisy)
    assert(parameters(model) == parameters(untilThen))
  }

  test("inside a cross-validator with parallelism 2, every model has its own best parameters") {
    val stage = stopping()
    val rates = Array(0.02, 0.1)
    val fitted = new CrossValidator()
      .setEstimator(stage)
      .setEstimatorParamMaps(new ParamGridBuilder().addGrid(stage.learningRate(), rates).build())
      .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("logLoss"))
      .setNumFolds(2)
      .setParallelism(2)
      .setSeed(3)
      .setCollectSubModels(true)
      .fit(noisy)
    val models = fitted.subModels.flatten.map(_.asInstanceOf[NeuralNetworkClassificationModel])
    assert(models.length == 4)
    (models :+ fitted.bestModel.asInstanceOf[NeuralNetworkClassificationModel]).foreach { model =>
      val measured = losses(model)
      assert(model.summary.bestEpoch == measured.indexOf(measured.min) + 1)
      assert(model.summary.totalIterations <= 60)
    }
    val best = fitted.bestModel.asInstanceOf[NeuralNetworkClassificationModel]
    val rate = rates(fitted.avgMetrics.zipWithIndex.minBy(_._1)._2)
    val again = stopping()
      .setLearningRate(rate)
      .setEarlyStoppingPatience(0)
      .setRestoreBest(false)
      .setMaxIter(best.summary.bestEpoch)
      .fit(noisy)
    assert(parameters(best) == parameters(again))
  }

  test("a metric of the validation is monitored in its own direction") {
    val model = stopping().setMonitor("accuracy").fit(noisy)
    var accuracies = Seq.empty[Double]
    model.summary.trainingHistory.epochs.forEach(epoch =>
      accuracies :+= epoch.metrics.get("accuracy").doubleValue
    )
    assert(model.summary.bestEpoch == accuracies.indexOf(accuracies.max) + 1)
  }

  test("what is not measured is refused before training") {
    def refusal(stage: NeuralNetworkClassifier) =
      intercept[IllegalArgumentException](stage.fit(noisy)).getMessage
    val known = refusal(stopping().setMonitor("f1"))
    assert(known == "Invalid monitor 'f1' (must be one of trainingLoss, loss, accuracy)")
    assert(
      refusal(stopping().setValidationFraction(0).setMonitor("accuracy"))
        .startsWith("Invalid monitor 'accuracy'")
    )
  }

  test("rows for validation that were asked for and are not there are missed, not done without") {
    val none = noisy.withColumn("held", lit(false))
    def stage = stopping().setValidationFraction(0).setValidationIndicatorCol("held")
    assert(
      intercept[IllegalArgumentException](stage.fit(none)).getMessage ==
        "Invalid monitor 'loss' (must be one of trainingLoss, for there is no validation set)"
    )
    assert(stage.setMonitor("trainingLoss").fit(none).summary.bestEpoch > 0)
  }

  test("where no rows for validation are asked for, the training loss is monitored") {
    val model = stopping().setValidationFraction(0).setLearningRate(1e-9).setMinDelta(0.1).fit(noisy)
    assert(model.summary.stopReason == StopReason.EARLY_STOPPING && model.summary.totalIterations == 4)
  }

  test("no step begins after maxSeconds") {
    val model = stopping().setEarlyStoppingPatience(0).setMaxIter(1000000).setMaxSeconds(0.3).fit(noisy)
    assert(model.summary.stopReason == StopReason.MAX_SECONDS)
    assert(model.summary.times.total < 30)
  }
}
