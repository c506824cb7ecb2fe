package org.coherer.ml.fit

import java.util.Arrays.asList
import java.util.Collections.emptyList

import org.apache.spark.sql.types.DataTypes
import org.coherer.connector.column.{ClassLabels, LearnedPreprocessing}
import org.coherer.ml.persistence.{ModelArtifact, ModelWriter}
import org.coherer.ml.task.ClassificationTask
import org.coherer.ml.{NeuralNetworkClassificationModel, NeuralNetworkClassifier, WithBlobs, WithLearned}
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.coherer.training.encoding.Standardization
import org.coherer.training.engine.{Engines, NetworkFile}
import org.coherer.training.vector.FlatVector
import org.scalatest.funsuite.AnyFunSuite

/** Training that starts from a model starts from what that has learned beside its network. */
class LearnedStartSuite extends AnyFunSuite with WithSpark with WithBlobs with WithLearned with WithTempDir {

  private val all = learned(
    features = new Standardization(Array(1f, 2f, 3f, 4f), Array(0.5f, 0f, 3f, 4f)),
    labels = ClassLabels.values(DataTypes.StringType, asList("x", "y", "z"))
  )

  private def start(stage: NeuralNetworkClassifier): NetworkResolver.Start =
    new NetworkResolver(
      stage,
      emptyList[Integer](),
      new ClassificationTask(stage),
      Engines.named("dl4j"),
      spark.sparkContext
    ).start()

  test("a saved model hands it on; a new output layer takes its features alone") {
    withTempDir { folder =>
      val path = folder.resolve("model")
      withLearned(classifier().setMaxIter(1).fit(blobs(30)), all).save(path.toString)
      val continued = start(new NeuralNetworkClassifier().setInitialModelPath(path.toString))
      assert(continued.preprocessing == all)
      val renewed =
        start(new NeuralNetworkClassifier().setInitialModelPath(path.toString).setOutputSize(5))
      assert(renewed.preprocessing == learned(features = all.features))
      val zip = path.resolve("data/network.zip").toString
      assert(
        start(
          new NeuralNetworkClassifier().setInitialModelPath(zip)
        ).preprocessing == LearnedPreprocessing.NONE
      )
    }
  }

  test("a network that has seen no rows has learned nothing yet") {
    assert(start(classifier()).preprocessing == null)
    assert(start(new NeuralNetworkClassifier().setLayers(4, 3)).preprocessing == null)
  }

  test("a million features are saved and read") {
    val count = 1000000
    val features = new Standardization(
      Array.tabulate(count)(i => i * 0.37f - 1000),
      Array.tabulate(count)(i => 1f / (1 + i % 977))
    )
    val wide = new NeuralNetworkClassifier().setLayers(count, 2)
    val network = start(wide).network
    val parameters = Engines.of(network).describe(network).parameterCount.toInt
    val file = new NetworkFile(
      network,
      FlatVector.allocate(parameters)
    )
    val artifact = new ModelArtifact(file, learned(features), null, null)
    withTempDir { folder =>
      val path = folder.resolve("model").toString
      val began = System.nanoTime
      new ModelWriter(new NeuralNetworkClassificationModel("wide"), () => artifact).save(path)
      val read = NeuralNetworkClassificationModel.load(path)
      info(s"saved and read in ${(System.nanoTime - began) / 1000000} ms")
      assert(read.artifact().preprocessing().features() == features)
      assert(read.describe().contains("preprocessing: 1000000 features standardized"))
    }
  }
}
