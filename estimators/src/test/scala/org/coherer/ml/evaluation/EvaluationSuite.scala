package org.coherer.ml.evaluation

import java.util.Arrays.asList

import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.apache.spark.sql.DataFrame
import org.coherer.ml.WithSpark
import org.scalatest.funsuite.AnyFunSuite

/** Evaluations of rows that are scored already, against figures found by hand. */
class EvaluationSuite extends AnyFunSuite with WithSpark {

  private def messageOf(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  private def classes(rows: (Option[Double], Double, Vector)*): DataFrame =
    spark
      .createDataFrame(rows.map { case (label, prediction, vector) =>
        (label.map(Double.box).orNull, prediction, vector)
      })
      .toDF("label", "prediction", "probability")

  private def two(p: Double): Vector = Vectors.dense(1 - p, p)

  test("classes: accuracy, log loss and the area under ROC") {
    val scored = classes(
      (Some(1.0), 1.0, two(0.8)),
      (Some(0.0), 0.0, two(0.3)),
      (Some(1.0), 0.0, two(0.4)),
      (Some(0.0), 1.0, two(0.6))
    )
    val found = ClassificationEvaluation.of(scored, "label", asList("no", "yes"))
    assert(found.rows == 4 && found.accuracy == 0.5 && found.matrix.count(1, 0) == 1)
    val loss = -(math.log(0.8) + math.log(0.7) + math.log(0.4) + math.log(0.4)) / 4
    assert(math.abs(found.logLoss - loss) < 1e-12)
    // Of the four pairs of a yes and a no, (0.8, 0.3), (0.8, 0.6) and (0.4, 0.3) are in order.
    assert(math.abs(found.areaUnderRoc.getAsDouble - 0.75) < 1e-12)
    assert(found.text.startsWith("4 rows, accuracy 0.5000, log loss 0.6031, area under ROC 0.7500\n"))
    val lines = found.text.linesIterator.toSeq
    assert(lines(1) == "   class  precision     recall         F1       rows")
    assert(lines(3) == "     yes     0.5000     0.5000     0.5000          2")
    assert(lines(4).startsWith("weighted") && found.toString == found.text)
  }

  test("classes: more than two have no area, and a probability of 0 has a finite loss") {
    val scored = classes((Some(2.0), 0.0, Vectors.dense(1, 0, 0)))
    val found = ClassificationEvaluation.of(scored, "label", asList("a", "b", "c"))
    assert(!found.areaUnderRoc.isPresent && math.abs(found.logLoss + math.log(1e-15)) < 1e-9)
  }

  test("classes: labels that are none are refused, and so is nothing at all") {
    for ((label, text) <- Seq(None -> "null", Some(2.0) -> "2.0", Some(-1.0) -> "-1.0", Some(0.5) -> "0.5"))
      assert(
        messageOf(
          ClassificationEvaluation.of(
            classes((Some(0.0), 0.0, two(0.1)), (label, 0.0, two(0.1))),
            "truth",
            asList("0", "1")
          )
        ) == s"Invalid label $text in column 'truth' (must be an integer in [0, 2))"
      )
    assert(
      messageOf(ClassificationEvaluation.of(classes(), "truth", asList("0", "1"))) ==
        "Cannot evaluate on an empty DataFrame (it has no rows)"
    )
  }

  private def values(rows: (Option[Double], Double)*): DataFrame =
    spark
      .createDataFrame(rows.map { case (value, prediction) => (value.map(Double.box).orNull, prediction) })
      .toDF("value", "prediction")

  test("values: errors and the share of the variance that is explained") {
    val found =
      RegressionEvaluation.of(values((Some(1.0), 2.0), (Some(3.0), 3.0), (Some(5.0), 3.0)), asList("y"))
    val target = found.targets.get(0)
    assert(found.rows == 3 && math.abs(target.mse - 5.0 / 3) < 1e-12 && math.abs(target.mae - 1) < 1e-12)
    assert(math.abs(target.rmse - math.sqrt(5.0 / 3)) < 1e-12 && math.abs(target.r2 - (1 - 5.0 / 8)) < 1e-12)
    // Spark's: the mean of (p - m)^2, m being 3.
    assert(math.abs(target.explainedVariance - 1.0 / 3) < 1e-12)
    assert(
      found.text.linesIterator.toSeq == Seq(
        "3 rows",
        "target        rmse         mae          r2",
        "     y      1.2910      1.0000      0.3750"
      )
    )
  }

  test("values: each target has its own figures") {
    val rows = Seq((1.0, 10.0, 1.0, 12.0), (2.0, 20.0, 2.0, 18.0))
    val scored = spark.createDataFrame(rows).toDF("a", "b", "pa", "pb")
    val found = RegressionEvaluation.of(scored, asList("a", "b"))
    assert(
      found.targets.get(0).rmse == 0 && found.targets.get(1).mae == 2 && found.targets.get(1).name == "b"
    )
  }

  test("values: those that are no numbers are refused, and so is nothing at all") {
    for ((value, text) <- Seq(None -> "null", Some(Double.NaN) -> "NaN"))
      assert(
        messageOf(RegressionEvaluation.of(values((Some(1.0), 1.0), (value, 1.0)), asList("y"))) ==
          s"Invalid value $text of target 'y' (must be a finite number)"
      )
    assert(
      messageOf(RegressionEvaluation.of(values(), asList("y"))) ==
        "Cannot evaluate on an empty DataFrame (it has no rows)"
    )
  }

  test("anomalies: the area under ROC is the share of pairs in order") {
    val found = AnomalyEvaluation.of(
      values((Some(0.0), 0.1), (Some(0.0), 0.5), (Some(1.0), 0.4), (Some(1.0), 0.9)),
      "odd"
    )
    assert(found.rows == 2 && found.anomalies == 2 && math.abs(found.areaUnderRoc - 0.75) < 1e-12)
    assert(math.abs(found.meanScore - 0.3) < 1e-12 && math.abs(found.meanAnomalyScore - 0.65) < 1e-12)
    assert(
      found.areaUnderPr > 0.5 && found.text.startsWith("2 anomalies among 4 rows, area under ROC 0.7500")
    )
  }

  test("anomalies: other values are refused, and so are rows of one kind") {
    assert(
      messageOf(AnomalyEvaluation.of(values((Some(2.0), 0.1)), "odd")) ==
        "Invalid value 2.0 in column 'odd' (must be 0 or 1)"
    )
    assert(
      messageOf(AnomalyEvaluation.of(values((Some(1.0), 0.1)), "odd")) ==
        "Cannot evaluate on 1 anomalies and 0 other rows (must be at least one of each)"
    )
  }
}
