package org.coherer.ml

import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.{col, element_at, lit, raise_error, typedLit, when}
import org.coherer.testkit.WithSpark
import org.coherer.training.event.TrainingHistory
import org.scalatest.funsuite.AnyFunSuite

/** Classes that weigh the same together, however many rows each has. */
class BalanceClassesSuite extends AnyFunSuite with WithSpark with WithBlobs {

  private val names = Seq("blue", "green", "red")

  /** 60 rows of the first class, 20 of the second, 10 of the third; labels as indices and as texts. */
  private lazy val uneven: DataFrame =
    blobs(180)
      .where("label = 0 or (label = 1 and id < 60) or (label = 2 and id < 30)")
      .withColumn("color", element_at(typedLit(names), col("label").cast("int") + 1))
      .cache()

  /** n / (k n_class) for what the rows of each class weigh together. */
  private def balanced(sums: Double*): Seq[Double] = sums.map(own => sums.sum / (sums.size * own))

  private def perceptron(label: String) =
    new NeuralNetworkClassifier().setLabelCol(label).setLayers(4, 6, 3).setMaxIter(4).setBatchSize(8)

  private def validation(model: NeuralNetworkClassificationModel): Seq[Double] =
    model.summary
      .trainingHistory()
      .epochs()
      .toArray(Array[TrainingHistory.Epoch]())
      .toSeq
      .map(_.validationLoss())

  private def own = classifier().setNumWorkers(2)

  test("weights are those of scikit-learn, for labels of any kind, whatever reads them") {
    assert(
      uneven.groupBy("label").count().orderBy("label").collect().map(_.getLong(1)).toSeq == Seq(60, 20, 10)
    )
    val weights = balanced(60, 20, 10)
    assert(weights.map(w => (w * 10).toFloat) == Seq(5f, 15f, 30f))
    for (make <- Seq(() => perceptron("color"), () => perceptron("label"), () => own)) {
      val found = make().setBalanceClasses(true).fit(uneven)
      val expected = make().setClassWeights(weights: _*).fit(uneven)
      assert(parameters(found) == parameters(expected))
      assert(found.summary.objectiveHistory.toSeq == expected.summary.objectiveHistory.toSeq)
      assert(parameters(found) != parameters(make().fit(uneven)))
    }
  }

  test("rows count by their weights, and those held out do not") {
    val data = uneven
      .withColumn("w", when(col("id") % 2 === 0, 0.5).otherwise(2.0))
      .withColumn("held", col("id") % 5 === 0)
    val sums = data
      .where(!col("held"))
      .groupBy("label")
      .sum("w")
      .orderBy("label")
      .collect()
      .map(_.getDouble(1))
    for (make <- Seq(() => perceptron("color"), () => own)) {
      def weighted = make().setWeightCol("w").setValidationIndicatorCol("held")
      val found = weighted.setBalanceClasses(true).fit(data)
      val expected = weighted.setClassWeights(balanced(sums.toSeq: _*): _*).fit(data)
      parameters(found).zip(parameters(expected)).foreach { case (a, b) => assert(math.abs(a - b) < 1e-6) }
      val (a, b) = (validation(found), validation(expected))
      assert(a.nonEmpty && a.zip(b).forall { case (x, y) => math.abs(x - y) < 1e-6 })
    }
  }

  test("a class without rows to train on takes no part, and its held-out rows keep their weight") {
    val data = uneven.withColumn("held", col("label") === 2 || col("id") % 5 === 0)
    val sums =
      data.where(!col("held")).groupBy("label").count().orderBy("label").collect().map(_.getLong(1).toDouble)
    assert(sums.length == 2)
    for (make <- Seq(() => perceptron("color"), () => own)) {
      def split = make().setValidationIndicatorCol("held")
      val found = split.setBalanceClasses(true).fit(data)
      val expected = split.setClassWeights((balanced(sums.toSeq: _*) :+ 1.0): _*).fit(data)
      assert(parameters(found) == parameters(expected))
      assert(validation(found) == validation(expected))
    }
  }

  test("a rare class is found as well as any other") {
    val rare = blobs(900).where("label = 0 or (label = 1 and id < 30)")
    val tests = blobs(300, seed = 7).where("label < 2")
    def recall(make: NeuralNetworkClassifier): Double = {
      val model = make.setLayers(4, 2).setMaxIter(60).fit(rare)
      model.transform(tests.where("label = 1")).where(col("prediction") === 1).count() / 100.0
    }
    val plain = recall(new NeuralNetworkClassifier())
    assert(recall(new NeuralNetworkClassifier().setBalanceClasses(true)) > plain + 0.05)
  }

  test("balanced classes and weights of classes exclude each other, before any row is read") {
    val message = "Both balanceClasses and classWeights are set (clear one of them)"
    val unread = uneven.withColumn("color", raise_error(lit("read")).cast("string"))
    val both = perceptron("color").setBalanceClasses(true).setClassWeights(1, 1, 1)
    assert(intercept[IllegalArgumentException](both.fit(unread)).getMessage == message)
    assert(intercept[IllegalArgumentException](both.transformSchema(uneven.schema)).getMessage == message)
    perceptron("color").setBalanceClasses(false).setClassWeights(1, 1, 1).transformSchema(uneven.schema)
    val expected = parameters(perceptron("color").setBalanceClasses(true).fit(uneven))
    spark.conf.set("spark.coherer.balanceClasses", "true")
    try {
      assert(parameters(perceptron("color").fit(uneven)) == expected)
      perceptron("color").setClassWeights(1, 1, 1).transformSchema(uneven.schema)
    } finally spark.conf.unset("spark.coherer.balanceClasses")
  }
}
