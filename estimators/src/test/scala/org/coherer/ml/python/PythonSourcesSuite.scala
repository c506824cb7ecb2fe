package org.coherer.ml.python

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Paths}

import org.coherer.ml._
import org.scalatest.funsuite.AnyFunSuite

/** The generated Python classes are those of the stages as they are. */
class PythonSourcesSuite extends AnyFunSuite {

  private val repository = Paths.get(System.getProperty("coherer.repository"))

  private val classifierModel = new NeuralNetworkClassificationModel("cm")
  private val regressorModel = new NeuralNetworkRegressionModel("rm")
  private val networkModel = new NeuralNetworkModel("em")
  private val autoencoderModel = new AutoencoderModel("am")

  private val models = Seq(
    classifierModel -> "ClassificationMethods",
    regressorModel -> "RegressionMethods",
    networkModel -> "NetworkMethods",
    autoencoderModel -> "ReconstructionMethods"
  )

  private val estimators = Seq(
    new NeuralNetworkClassifier("c") -> classifierModel,
    new NeuralNetworkRegressor("r") -> regressorModel,
    new NeuralNetworkEstimator("e") -> networkModel,
    new Autoencoder("a") -> autoencoderModel
  )

  private def check(module: String, generated: String): Unit = {
    val file = repository.resolve("python/src/coherer").resolve(module)
    if (!Files.exists(file) || new String(Files.readAllBytes(file), UTF_8) != generated) {
      val actual = Files.createDirectories(repository.resolve("estimators/target/python")).resolve(module)
      Files.write(actual, generated.getBytes(UTF_8))
      fail(s"$file is not what the Java classes are; cp $actual $file")
    }
  }

  test("the groups of Params are those of the code") {
    check("params.py", PythonSources.groups(estimators.map(_._1) ++ models.map(_._1)))
  }

  test("the classes of stages are those of the code") {
    check("stages.py", PythonSources.stages(models, estimators))
  }
}
