package org.coherer.ml

import java.nio.file.{Files, Path}

import scala.util.Random

import org.apache.spark.ml.classification.MultilayerPerceptronClassifier
import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.scalatest.funsuite.AnyFunSuite

/** Training that starts from what was trained before, here or elsewhere. */
class InitialModelSuite extends AnyFunSuite with WithSpark with WithBlobs with WithTempDir {

  private lazy val data = blobs(90).cache()
  private lazy val trained = classifier().setMaxIter(10).fit(data)

  /** A step of no length, so that the parameters stay. */
  private def continued(path: Path): NeuralNetworkClassifier =
    new NeuralNetworkClassifier().setInitialModelPath(path.toString).setLearningRate(1e-30).setMaxIter(1)

  private def withSaved(body: Path => Unit): Unit = withTempDir { folder =>
    trained.save(folder.resolve("model").toString)
    body(folder.resolve("model"))
  }

  test("training goes on from a saved model, and from the zip in it") {
    withSaved { model =>
      for (path <- Seq(model, model.resolve("data/network.zip")))
        assert(parameters(continued(path).fit(data)) == parameters(trained), path)
      val onwards = continued(model).setLearningRate(0.1).setMaxIter(2).fit(data)
      val fromScratch = classifier().setMaxIter(2).fit(data)
      assert(onwards.summary.objectiveHistory.last < fromScratch.summary.objectiveHistory.last)
    }
  }

  test("frozen layers keep every bit, and a new output layer has as many outputs as asked for") {
    withSaved { model =>
      val before = parameters(trained)
      val frozen = (Features + 1) * 8
      val kept = continued(model).setLearningRate(0.5).setFrozenLayers(1).setMaxIter(3).fit(data)
      assert(parameters(kept).take(frozen) == before.take(frozen))
      assert(parameters(kept).drop(frozen) != before.drop(frozen))
      val two = data.where("label < 2")
      val other = continued(model).setLearningRate(0.1).setOutputSize(2).setFrozenLayers(1).fit(two)
      assert(other.numClasses == 2 && parameters(other).take(frozen) == before.take(frozen))
    }
  }

  test("Spark's own perceptron gives the same with the same weights") {
    val layers = Array(Features, 5, Classes)
    val random = new Random(7)
    val weights = Vectors.dense(Array.fill(5 * 5 + 6 * 3)(random.nextGaussian()))
    val theirs = new MultilayerPerceptronClassifier()
      .setLayers(layers)
      .setInitialWeights(weights)
      .setSolver("gd")
      .setStepSize(1e-30)
      .setMaxIter(1)
      .fit(data)
    val ours = new NeuralNetworkClassifier()
      .setLayers(layers: _*)
      .setInitialWeights(weights)
      .setStepSize(1e-30)
      .setBlockSize(16)
      .setMaxIter(1)
      .fit(data)
    data.select("features").limit(20).collect().foreach { row =>
      val features = row.getAs[Vector](0)
      val expected = theirs.predictProbability(features)
      val found = ours.predictProbability(features)
      (0 until Classes).foreach(i => assert(math.abs(expected(i) - found(i)) < 1e-5))
    }
  }

  test("optimizer, loss and regularization are changed by name, and unknown names are refused") {
    val other = classifier().setOptimizer("adam").setLearningRate(0.01).setL2(0.01).fit(data)
    assert(parameters(other) != parameters(classifier().setLearningRate(0.01).fit(data)))
    def refusal(stage: NeuralNetworkClassifier) =
      intercept[IllegalArgumentException](stage.fit(data)).getMessage
    assert(refusal(classifier().setOptimizer("sgdd")).contains("'sgdd'"))
    assert(refusal(classifier().setLoss("none")).contains("'none'"))
    assert(
      refusal(classifier().setFrozenLayers(1)) ==
        "frozenLayers is set and initialModelPath is not (set it to the trained network that is meant)"
    )
    assert(
      refusal(classifier().setBatchSize(8).setBlockSize(8)) ==
        "Both batchSize and blockSize are set (they are two names of one thing; clear one of them)"
    )
  }

  test("a path at which there is nothing, or nothing that can be read, is refused by its name") {
    withTempDir { folder =>
      val text = Files.write(folder.resolve("model.h5"), "not a model".getBytes)
      for (path <- Seq(folder.resolve("absent"), folder, text)) {
        val message = intercept[IllegalArgumentException](continued(path).fit(data)).getMessage
        assert(message.startsWith(s"Cannot start from initialModelPath '$path': "), message)
      }
    }
  }

  test("weights of classes count as repeated rows do") {
    val doubled = data.union(data.where("label = 1"))
    def one = classifier().setNumWorkers(1).setBatchSize(512).setMaxIter(10)
    val a = parameters(one.setClassWeights(1, 2, 1).fit(data))
    val b = parameters(one.fit(doubled))
    a.zip(b).foreach { case (x, y) => assert(math.abs(x - y) < 1e-4) }
  }
}
