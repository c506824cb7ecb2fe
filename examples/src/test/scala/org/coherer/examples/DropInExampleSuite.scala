package org.coherer.examples

import java.nio.file.{Files, Paths}
import java.util.{Arrays, Locale}

import org.coherer.testkit.WithSpark
import org.scalatest.funsuite.AnyFunSuite

class DropInExampleSuite extends AnyFunSuite with WithSpark {

  private val repository = Paths.get(System.getProperty("coherer.repository"))

  test("both pipelines learn, Spark's first, and are timed") {
    val scores = new DropInExample(400, 200, 4).compare(spark)
    val names = (0 until scores.size).map(index => scores.get(index).estimator)
    assert(names === Seq("MultilayerPerceptronClassifier", "NeuralNetworkClassifier"))
    scores.forEach { score =>
      assert(score.accuracy > 0.15 && score.accuracy <= 1, score.toString)
      assert(score.seconds > 0)
    }
  }

  test("the table has a line for each, and does not depend on the locale") {
    val scores = Arrays.asList(
      new DropInExample.Score("MultilayerPerceptronClassifier", 0.8125, 12.34),
      new DropInExample.Score("NeuralNetworkClassifier", 0.96875, 4.56)
    )
    val before = Locale.getDefault
    Locale.setDefault(Locale.GERMANY)
    try
      assert(
        DropInExample.table(scores) ===
          """estimator                       accuracy  seconds
            |MultilayerPerceptronClassifier    0.8125     12.3
            |NeuralNetworkClassifier           0.9688      4.6""".stripMargin
      )
    finally Locale.setDefault(before)
  }

  test("the README shows the two estimators as they are compiled") {
    def lines(file: String) = Files.readString(repository.resolve(file)).linesIterator.map(_.trim).toSeq
    val source = lines("examples/src/main/java/org/coherer/examples/DropInExample.java")
    val readme = lines("README.md")
    val names = Seq("MultilayerPerceptronClassifier", "NeuralNetworkClassifier")
    for (name <- names) {
      val at = source.indexOf(s"return new $name()")
      val settings = source.slice(at + 1, at + 5)
      assert(at >= 0 && settings.last.endsWith(";"), name)
      val shown = readme.indexWhere(_.endsWith(s"return new $name()"))
      assert(shown >= 0, name)
      assert(readme.drop(shown).containsSlice(settings), name)
    }
  }
}
