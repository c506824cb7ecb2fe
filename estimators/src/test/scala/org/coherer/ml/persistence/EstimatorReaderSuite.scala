package org.coherer.ml.persistence

import java.io.UncheckedIOException
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path, Paths}

import org.apache.spark.ml.param.Param
import org.apache.spark.ml.{Pipeline, PipelineStage}
import org.coherer.ml.{Autoencoder, NeuralNetworkClassifier, NeuralNetworkEstimator, NeuralNetworkRegressor}
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.scalatest.funsuite.AnyFunSuite

class EstimatorReaderSuite extends AnyFunSuite with WithSpark with WithTempDir {

  private def frozen(name: String): String =
    Paths.get(getClass.getResource(s"/estimators/v1/$name").toURI).toString

  /** The Params of a stage that have a value, as JSON. */
  private def values(stage: PipelineStage): Map[String, String] =
    stage
      .extractParamMap()
      .toSeq
      .map(pair => pair.param.name -> pair.param.asInstanceOf[Param[Any]].jsonEncode(pair.value))
      .toMap

  private def saved(folder: Path, json: String): String = {
    spark // A session is there.
    val metadata = Files.createDirectories(folder.resolve("saved").resolve("metadata"))
    Files.write(metadata.resolve("part-00000"), json.getBytes(UTF_8))
    folder.resolve("saved").toString
  }

  test("estimators of earlier versions are read, with what has taken the place of their Params") {
    spark
    val classifier = NeuralNetworkClassifier.load(frozen("classifier"))
    assert(classifier.uid == "classifier_1" && classifier.getLayers.toSeq == Seq(4, 5, 3))
    assert(classifier.getMaxIter == 7 && classifier.getOnDivergence == "skip")
    assert(classifier.isSet(classifier.onDivergence()))
    val regressor = NeuralNetworkRegressor.load(frozen("regressor"))
    assert(regressor.getOnDivergence == "fail" && !regressor.isSet(regressor.onDivergence()))
    assert(regressor.getRestoreBest)
  }

  test("estimators of each kind are what they were, alone and in a pipeline") {
    withTempDir { folder =>
      spark
      val network = """{"text": "\"terminateOnNaN\":false, \\ \"terminateOnNaN\":true"}"""
      val all = Seq[PipelineStage](
        new NeuralNetworkClassifier().setOnDivergence("rollBack").setNetwork(network),
        new NeuralNetworkRegressor().setOnDivergence("skip").setLayers(4, 1),
        new NeuralNetworkEstimator().setNetwork(network),
        new Autoencoder().setOnDivergence("fail")
      )
      val path = folder.resolve("pipeline").toString
      new Pipeline().setStages(all.toArray).save(path)
      val read = Pipeline.load(path).getStages
      assert(read.map(_.uid).toSeq == all.map(_.uid) && read.map(_.getClass).toSeq == all.map(_.getClass))
      for ((before, after) <- all.zip(read))
        assert(values(after) == values(before))
    }
  }

  test("what is no such estimator is refused with its path") {
    def message(json: String) = withTempDir { folder =>
      intercept[UncheckedIOException](NeuralNetworkRegressor.load(saved(folder, json))).getMessage
    }
    val other = message(
      """{"class":"org.coherer.ml.Autoencoder","timestamp":1,"sparkVersion":"4.1.0","uid":"a","paramMap":{}}"""
    )
    assert(
      other.contains("it is of a org.coherer.ml.Autoencoder (must be of a org.coherer.ml.NeuralNetworkR"),
      other
    )
    val unknown = message(
      """{"class":"org.coherer.ml.NeuralNetworkRegressor","timestamp":1,"sparkVersion":"4.1.0","uid":"a",""" +
        """"paramMap":{"layerz":[1]},"defaultParamMap":{}}"""
    )
    assert(unknown.contains("its Params do not fit the class") && unknown.contains("layerz"), unknown)
  }
}
