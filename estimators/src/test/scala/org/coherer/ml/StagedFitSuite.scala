package org.coherer.ml

import org.apache.spark.ml.linalg.Vector
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.scalatest.funsuite.AnyFunSuite

/** A whole fit, and scoring, on an engine whose memory the host does not see: a pull or a push that is
  * missing anywhere between the estimator and the engine would show in the numbers.
  */
class StagedFitSuite extends AnyFunSuite with WithSpark with WithBlobs with WithTempDir {

  private val hidden = 7

  private def staged = new NeuralNetworkClassifier()
    .setEngine("staged")
    .setLayers(Features, hidden, Classes)
    .setActivation("sigmoid")
    .setStandardization(false)
    .setLearningRate(0.05)
    .setMaxIter(20)
    .setBatchSize(8)
    .setSeed(3)

  /** The probabilities of a perceptron with sigmoid units and a softmax, by its formula. */
  private def probabilities(parameters: Seq[Float], features: Array[Double]): Seq[Double] = {
    def affine(inputs: Seq[Double], at: Int, outputs: Int): Seq[Double] =
      (0 until outputs).map { out =>
        val bias = parameters(at + inputs.size * outputs + out).toDouble
        bias + inputs.indices.map(in => inputs(in) * parameters(at + out * inputs.size + in)).sum
      }
    val units = affine(features.toSeq, 0, hidden).map(z => 1 / (1 + math.exp(-z)))
    val scores = affine(units, (Features + 1) * hidden, Classes).map(math.exp)
    scores.map(_ / scores.sum)
  }

  test("staged: a fit with two workers learns, and scores what the formula says of its parameters") {
    val data = blobs(300)
    val model = staged.setNumWorkers(2).fit(data)
    assert(model.artifact.engine == "staged")
    val trained = parameters(model)
    val scored = model.transform(data).select("features", "probability", "prediction", "label").collect()
    scored.foreach { row =>
      val expected = probabilities(trained, row.getAs[Vector](0).toArray)
      row.getAs[Vector](1).toArray.zip(expected).foreach { case (p, q) => assert(math.abs(p - q) < 1e-5) }
    }
    assert(scored.count(row => row.getDouble(2) == row.getDouble(3)) > 0.9 * scored.length)
  }

  test("staged: the best epoch, a validation set and a sharded optimizer lead to the same bits again") {
    def fitted = parameters(
      staged
        .setNumWorkers(2)
        .setShardOptimizerState(true)
        .setValidationFraction(0.2)
        .setEarlyStoppingPatience(3)
        .setRestoreBest(true)
        .fit(blobs(120))
    )
    val first = fitted
    assert(first.forall(value => !value.isNaN) && fitted == first)
  }

  test("staged: a saved model is loaded, scores alike, and is a warm start with its optimizer's state") {
    val data = blobs(90)
    val model = staged.setKeepOptimizerState(true).fit(data)
    withTempDir { folder =>
      val path = folder.resolve("model").toString
      model.write.save(path)
      val loaded = NeuralNetworkClassificationModel.load(path)
      assert(parameters(loaded) == parameters(model))
      def predictions(of: NeuralNetworkClassificationModel) =
        of.transform(data).select("probability").collect().toSeq
      assert(predictions(loaded) == predictions(model))
      val resumed = new NeuralNetworkClassifier()
        .setEngine("staged")
        .setInitialModelPath(path)
        .setMaxIter(1)
        .fit(data)
      assert(parameters(resumed) != parameters(model))
    }
  }
}
