package org.coherer.ml.evaluation

import java.util.Arrays.asList

import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.types.DataTypes
import org.coherer.connector.column.{ClassIndex, ClassLabels}
import org.coherer.testkit.WithSpark
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

  private def names(texts: String*): ClassIndex =
    new ClassIndex(ClassLabels.indices(DataTypes.DoubleType, asList(texts: _*)), texts.size)

  private def two(p: Double): Vector = Vectors.dense(1 - p, p)

  test("classes: accuracy, log loss and the area under ROC") {
    val scored = classes(
      (Some(1.0), 1.0, two(0.8)),
      (Some(0.0), 0.0, two(0.3)),
      (Some(1.0), 0.0, two(0.4)),
      (Some(0.0), 1.0, two(0.6))
    )
    val found = ClassificationEvaluation.of(scored, "label", names("no", "yes"))
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
    val found = ClassificationEvaluation.of(scored, "label", names("a", "b", "c"))
    assert(!found.areaUnderRoc.isPresent && math.abs(found.logLoss + math.log(1e-15)) < 1e-9)
  }

  test("classes: rows of one class alone have no area under ROC") {
    for (label <- Seq(0.0, 1.0)) {
      val one = classes((Some(label), 1.0, two(0.8)), (Some(label), 1.0, two(0.9)))
      assert(!ClassificationEvaluation.of(one, "label", names("no", "yes")).areaUnderRoc.isPresent)
    }
  }

  test("nothing stays in Spark's cache") {
    val both = classes((Some(0.0), 1.0, two(0.8)), (Some(1.0), 1.0, two(0.9)))
    assert(ClassificationEvaluation.of(both, "label", names("no", "yes")).areaUnderRoc.getAsDouble == 1)
    AnomalyEvaluation.of(values((Some(0.0), 0.1), (Some(1.0), 0.4)), "odd")
    RegressionEvaluation.of(values((Some(0.0), 0.1)), asList("y"), 1)
    assert(spark.sparkContext.getPersistentRDDs.isEmpty)
  }

  test("classes: labels that are none are refused, and so is nothing at all") {
    for (
      (label, text) <- Seq(
        None -> "null",
        Some(2.0) -> "2.0",
        Some(-1.0) -> "-1.0",
        Some(0.5) -> "0.5"
      )
    )
      assert(
        messageOf(
          ClassificationEvaluation.of(
            classes((Some(0.0), 0.0, two(0.1)), (label, 0.0, two(0.1))),
            "truth",
            names("0", "1")
          )
        ) == s"Invalid label $text in column 'truth' (must be an integer in [0, 2))"
      )
    assert(
      messageOf(ClassificationEvaluation.of(classes(), "truth", names("0", "1"))) ==
        "Cannot evaluate without rows (the DataFrame is empty, or handleInvalid=skip filters out all of its rows)"
    )
  }

  private def values(rows: (Option[Double], Double)*): DataFrame =
    spark
      .createDataFrame(rows.map { case (value, prediction) => (value.map(Double.box).orNull, prediction) })
      .toDF("value", "prediction")

  test("values: errors and the share of the variance that is explained") {
    val found =
      RegressionEvaluation.of(values((Some(1.0), 2.0), (Some(3.0), 3.0), (Some(5.0), 3.0)), asList("y"), 1)
    val target = found.targets.get(0)
    assert(found.rows == 3 && math.abs(target.mse - 5.0 / 3) < 1e-12 && math.abs(target.mae - 1) < 1e-12)
    assert(math.abs(target.rmse - math.sqrt(5.0 / 3)) < 1e-12 && math.abs(target.r2 - (1 - 5.0 / 8)) < 1e-12)
    // Spark's: the mean of (p - m)^2, m being 3.
    assert(math.abs(target.explainedVariance - 1.0 / 3) < 1e-12)
    assert(
      found.text.linesIterator.toSeq == Seq(
        "3 rows",
        "target        rmse         mae          r2    deviance",
        "     y      1.2910      1.0000      0.3750      0.5740"
      )
    )
  }

  test(
    "values: the Poisson deviance, and what of that of the mean is explained, where values can be counts"
  ) {
    def of(rows: (Option[Double], Double)*) =
      RegressionEvaluation.of(values(rows: _*), asList("y"), 1).targets.get(0)
    val found = of((Some(1.0), 2.0), (Some(0.0), 0.5), (Some(5.0), 3.0))
    val deviance = 2 * (math.log(0.5) + 1 + 0.5 + 5 * math.log(5.0 / 3) - 2)
    val ofMean = 2 * (math.log(0.5) + 5 * math.log(2.5))
    assert(math.abs(found.poissonDeviance.getAsDouble - deviance / 3) < 1e-12)
    assert(math.abs(found.d2.getAsDouble - (1 - deviance / ofMean)) < 1e-12)
    assert(!of((Some(-1.0), 2.0)).poissonDeviance.isPresent && !of((Some(1.0), 0.0)).d2.isPresent)
    val none = of((Some(0.0), 0.5), (Some(0.0), 1.5))
    assert(none.poissonDeviance.getAsDouble == 2 && !none.d2.isPresent)
  }

  test("values: each target has its own figures") {
    val predictions = Seq(Vectors.dense(1, 12), Vectors.dense(2, 18))
    val columns = spark.createDataFrame(
      Seq((1, 10.0f), (2, 20.0f)).zip(predictions).map { case ((a, b), p) => (a, b, p) }
    )
    val truth = Seq[Vector](Vectors.dense(1, 10), Vectors.dense(2, 20).toSparse)
    val vectors = spark.createDataFrame(truth.zip(predictions))
    val arrays = spark.createDataFrame(Seq(Seq(1.0f, 10.0f), Seq(2.0f, 20.0f)).zip(predictions))
    for ((scored, names) <- Seq(columns -> asList("a", "b"), vectors -> asList("v"), arrays -> asList("v"))) {
      val found = RegressionEvaluation.of(scored, names, 2).targets
      assert(found.get(0).rmse == 0 && found.get(1).mae == 2)
      assert(found.get(1).name == (if (names.size == 2) "b" else "v[1]"))
    }
  }

  test("values: as many as there are targets, none more, none missing") {
    def problem(label: Seq[Option[Double]]): String = {
      val scored = spark.createDataFrame(Seq((label, Vectors.dense(1, 2))))
      messageOf(RegressionEvaluation.of(scored, asList("v"), 2))
    }
    for (size <- Seq(0, 1, 3))
      assert(
        problem(Seq.fill(size)(Some(1.0))) ==
          s"Invalid value of $size numbers of target 'v' (must be 2 numbers, one for each target; filter out such rows)"
      )
    assert(
      problem(Seq(Some(1.0), None)) ==
        "Invalid value NaN of target 'v[1]' (must be a finite number; filter out such rows)"
    )
  }

  test("values: those that are no numbers are refused, and so is nothing at all") {
    for ((value, text) <- Seq(None -> "null", Some(Double.NaN) -> "NaN"))
      assert(
        messageOf(RegressionEvaluation.of(values((Some(1.0), 1.0), (value, 1.0)), asList("y"), 1)) ==
          s"Invalid value $text of target 'y' (must be a finite number; filter out such rows)"
      )
    assert(
      messageOf(RegressionEvaluation.of(values(), asList("y"), 1)) ==
        "Cannot evaluate without rows (the DataFrame is empty, or handleInvalid=skip filters out all of its rows)"
    )
  }

  test("anomalies: the area under ROC is the share of pairs in order") {
    val found = AnomalyEvaluation.of(
      values((Some(0.0), 0.1), (Some(0.0), 0.5), (Some(1.0), 0.4), (Some(1.0), 0.9)),
      "odd"
    )
    assert(found.others == 2 && found.anomalies == 2 && math.abs(found.areaUnderRoc - 0.75) < 1e-12)
    assert(math.abs(found.meanOtherScore - 0.3) < 1e-12 && math.abs(found.meanAnomalyScore - 0.65) < 1e-12)
    assert(
      found.areaUnderPr > 0.5 && found.text.startsWith("2 anomalies among 4 rows, area under ROC 0.7500")
    )
  }

  test("anomalies: other values are refused, and so are rows of one kind") {
    assert(
      messageOf(AnomalyEvaluation.of(values((Some(2.0), 0.1)), "odd")) ==
        "Invalid value 2.0 in column 'odd' (must be 0, or 1 for an anomaly)"
    )
    assert(
      messageOf(AnomalyEvaluation.of(values((Some(1.0), 0.1)), "odd")) ==
        "Cannot evaluate on 1 anomalies and 0 other rows (must be at least one of each)"
    )
  }
}
