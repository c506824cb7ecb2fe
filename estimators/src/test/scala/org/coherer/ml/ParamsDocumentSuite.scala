package org.coherer.ml

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Paths}

import org.apache.spark.ml.param.{Param, Params}
import org.scalatest.funsuite.AnyFunSuite

/** `docs/params.md` lists every Param of every estimator, as the code has it. */
class ParamsDocumentSuite extends AnyFunSuite {

  private val repository = Paths.get(System.getProperty("coherer.repository"))

  private val stages: Seq[(String, Params)] = Seq(
    "C" -> new NeuralNetworkClassifier("c"),
    "R" -> new NeuralNetworkRegressor("r"),
    "E" -> new NeuralNetworkEstimator("e"),
    "A" -> new Autoencoder("a")
  )

  private def defaultOf(stage: Params, param: Param[_]): String =
    if (!stage.hasDefault(param)) ""
    else if (param.name == "seed") "a constant"
    else
      stage.getOrDefault(param) match {
        case array: Array[_] => array.mkString(", ")
        case number: Double if number == number.toLong => number.toLong.toString
        case other => other.toString
      }

  private def table: String = {
    val names = stages.flatMap(_._2.params.map(_.name)).distinct.sorted
    val lines = names.map { name =>
      val having = stages.filter(_._2.hasParam(name))
      val stage = having.head._2
      val param = stage.getParam(name)
      val doc = param.doc.replace("|", "or").replace("\n", " ")
      s"| `$name` | ${having.map(_._1).mkString(" ")} | ${defaultOf(stage, param)} | $doc |"
    }
    (Seq("| Param | of | default | meaning |", "|---|---|---|---|") ++ lines).mkString("\n")
  }

  test("the table is that of the code") {
    val document = new String(Files.readAllBytes(repository.resolve("docs/params.md")), UTF_8)
    val written = document.substring(document.indexOf("| Param |")).trim
    if (written != table) {
      val actual = Files.write(repository.resolve("estimators/target/params-table.md"), table.getBytes(UTF_8))
      fail(s"docs/params.md differs from the code; $actual has what its table should be")
    }
  }
}
