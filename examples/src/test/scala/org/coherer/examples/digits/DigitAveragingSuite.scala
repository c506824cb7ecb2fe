package org.coherer.examples.digits

import org.coherer.ml.NeuralNetworkClassifier
import org.coherer.testkit.WithSpark
import org.scalatest.funsuite.AnyFunSuite

/** Workers that average their parameters now and then learn as much as workers that sum all gradients. */
class DigitAveragingSuite extends AnyFunSuite with WithSpark {

  override protected def sparkSettings: Map[String, String] = Map("spark.master" -> "local[4]")

  private def classifier(workers: Int) = new NeuralNetworkClassifier()
    .setFeaturesCol("image")
    .setLayers(Digits.SIDE * Digits.SIDE, 64, 10)
    .setLearningRate(2e-3)
    .setBatchSize(32)
    .setMaxIter(10)
    .setNumWorkers(workers)
    .setSeed(1)
    .setVerbosity(0)

  private lazy val train = new Digits(1, 3000).toDataset(spark).cache()
  private lazy val unseen = new Digits(2, 1000).toDataset(spark).cache()

  private def accuracy(classifier: NeuralNetworkClassifier): Double =
    classifier.fit(train).evaluate(unseen).accuracy

  for (workers <- Seq(2, 4))
    test(s"$workers workers are as right as with an all-reduce, within a point") {
      val expected = accuracy(classifier(workers))
      for (steps <- Seq(4, 16)) {
        val found = accuracy(classifier(workers).setTrainer("averaging").setAveragingSteps(steps))
        info(f"all-reduce $expected%.3f, averages after $steps steps $found%.3f")
        assert(expected > 0.9 && found >= expected - 0.01)
      }
    }
}
