package org.coherer.ml.stages

import org.apache.spark.ml.{Estimator, Model, Pipeline}
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier
import org.apache.spark.ml.feature.StringIndexer
import org.apache.spark.ml.functions.vector_to_array
import org.apache.spark.ml.linalg.Vector
import org.apache.spark.sql.{DataFrame, Row}
import org.apache.spark.sql.functions.{col, lit, struct}
import org.coherer.ml._
import org.coherer.testkit.WithSpark
import org.scalatest.funsuite.AnyFunSuite

/** Columns are found by the names that Spark takes for theirs: in any case, in structs, with any signs. */
class ColumnNamesSuite extends AnyFunSuite with WithSpark with WithBlobs {

  /** A name for each column of a table, and a name to ask for it by; by how many estimators. */
  private case class Naming(
      what: String,
      there: String => String,
      asked: String => String,
      nested: Boolean = false,
      estimators: Int = 1
  )

  private val namings = Seq(
    Naming("another case", _.toUpperCase, identity, estimators = 6),
    Naming("dots", "a." + _, "a." + _),
    Naming("backticks", "a`b" + _, "a`b" + _),
    Naming("dots and backticks", "a.`b`." + _, "a.`b`." + _, estimators = 6),
    Naming("a field", identity, "s." + _, nested = true),
    Naming("a field in another case", _.toUpperCase, "S." + _, nested = true, estimators = 6),
    Naming("a quoted field", "a.b" + _, name => s"`s`.`a.b$name`", nested = true)
  )

  private lazy val plain: DataFrame = {
    val parts = vector_to_array(col("features"))
    blobs(60, partitions = 1)
      .withColumn("validation", col("id") % 5 === 0)
      .withColumn("value", col("label") * 2)
      .select(
        col("features") +: col("label") +: col("weight") +: col("validation") +: col("value") +: col("id") +:
          (0 until Features).map(i => parts(i).as(s"f$i")): _*
      )
      .cache()
  }

  private def renamed(naming: Naming): DataFrame = {
    val columns = plain.columns.toSeq.map(name => col(name).as(naming.there(name)))
    if (naming.nested) plain.select(struct(columns: _*).as("s"), col("id")) else plain.select(columns: _*)
  }

  private val identityNaming = Naming("none", identity, identity)

  /** Every column Param that there is, set to a name of its own. */
  private def estimators(naming: Naming): Seq[Estimator[_ <: Model[_]]] = {
    import naming.asked
    def set[E <: org.coherer.ml.param.TrainingParams[E]](estimator: E): E =
      estimator
        .setMaxIter(2)
        .setBatchSize(8)
        .setSeed(3)
        .setWeightCol(asked("weight"))
        .setValidationIndicatorCol(asked("validation"))
    val columns = (0 until Features).map(i => asked(s"f$i"))
    def classifier(labels: String) = {
      val made = set(new NeuralNetworkClassifier()).setLayers(Features, 5, Classes)
      made.setLabelCol(asked(labels))
      made
    }
    val vectors = classifier("label")
    vectors.setFeaturesCol(asked("features"))
    val single = set(new NeuralNetworkRegressor()).setLayers(Features, 5, 1)
    single.setLabelCol(asked("value"))
    single.setFeaturesCol(asked("features"))
    val several = set(new NeuralNetworkRegressor())
      .setLayers(Features, 5, 2)
      .setLabelCols(asked("value"), asked("label"))
      .setFeaturesCols(columns: _*)
    Seq(
      vectors,
      classifier("label").setFeaturesCols(columns: _*),
      single,
      several,
      set(new Autoencoder()).setLayers(Features, 2, Features).setFeaturesCol(asked("features")),
      set(new NeuralNetworkEstimator())
        .setNetwork(network())
        .setInputCols(asked("features"))
        .setTargetCols(asked("label"))
    )
  }

  private def scores(model: Model[_], data: DataFrame): Seq[Any] = {
    val scored = model.transform(data)
    val added = scored.columns.toSeq.drop(data.columns.length)
    scored.select(col("id") +: added.map(col(_)): _*).orderBy("id").collect().toSeq.map { case row: Row =>
      row.toSeq.map { case vector: Vector => vector.toArray.toSeq; case other => other }
    }
  }

  /** The id of a table stays what it is called, to compare by. */
  private def withId(data: DataFrame, naming: Naming): DataFrame =
    if (naming.nested || data.columns.contains("id")) data
    else data.withColumnRenamed(naming.there("id"), "id")

  private lazy val expected: Seq[Seq[Any]] =
    estimators(identityNaming).map(estimator => scores(estimator.fit(plain).asInstanceOf[Model[_]], plain))

  namings.foreach { naming =>
    test(s"every column of fit and transform is found by ${naming.what}") {
      val data = withId(renamed(naming), naming)
      estimators(naming).zip(expected).take(naming.estimators).foreach { case (estimator, right) =>
        val model = new Pipeline().setStages(Array(estimator)).fit(data).stages.head.asInstanceOf[Model[_]]
        assert(scores(model, data) == right, estimator.uid)
      }
    }
  }

  test("a name counts as it stands before it counts as anything else") {
    def first = estimators(identityNaming).head.asInstanceOf[NeuralNetworkClassifier]
    val dotted =
      plain.withColumn("s", struct(lit(1).as("features"))).withColumn("s.features", col("features"))
    val classifier = first
    classifier.setFeaturesCol("s.features")
    assert(scores(classifier.fit(dotted), dotted) == expected.head)
    val both = plain.select(col("id").as("FEATURES") +: plain.columns.map(col(_)).toSeq: _*)
    assert(scores(first.fit(both), both) == expected.head)
  }

  test("case counts where Spark is told so, and a name that could be two is refused before any job") {
    val naming = namings.head
    val data = withId(renamed(naming), naming)
    def refusal(frame: DataFrame, features: String): String = {
      val classifier = estimators(identityNaming).head.asInstanceOf[NeuralNetworkClassifier]
      classifier.setFeaturesCol(features)
      intercept[IllegalArgumentException](classifier.fit(frame)).getMessage
    }
    withConf("spark.sql.caseSensitive" -> "true") {
      assert(refusal(data, "features").startsWith("Column 'features' does not exist (found: 'FEATURES'"))
    }
    val others = plain.columns.toSeq.filter(_ != "features").map(col(_))
    val both = plain.select(others :+ col("features").as("FEATURES") :+ col("features").as("FEATures"): _*)
    assert(
      refusal(both, "features") ==
        "Column 'features' is ambiguous (could be 'FEATURES', 'FEATures'; rename all but one)"
    )
    assert(refusal(plain, "s.features").startsWith("Column 's.features' does not exist"))
    assert(refusal(plain, "a`b").startsWith("Column 'a`b' does not exist"))
  }

  test("MLlib's perceptron finds the same features, by case and in a struct") {
    assume(!spark.version.startsWith("3."), "Spark 3.5 asks the schema, which knows no case")
    for (naming <- Seq(namings.head, namings(4))) {
      val data = withId(renamed(naming), naming).withColumn("label", lit(0.0) + col("id") % Classes)
      val mlp = new MultilayerPerceptronClassifier().setLayers(Array(Features, Classes)).setMaxIter(1)
      assert(mlp.setFeaturesCol(naming.asked("features")).fit(data).transform(data).count() == 60)
    }
  }

  test("labels of a StringIndexer are known by another case of their name") {
    val named = plain.withColumn("animal", (col("label") + 5).cast("string"))
    val indexed = new StringIndexer().setInputCol("animal").setOutputCol("INDEX").fit(named).transform(named)
    val classifier = estimators(identityNaming).head.asInstanceOf[NeuralNetworkClassifier]
    classifier.setLabelCol("index")
    val model = classifier.fit(indexed)
    val field = model.transform(indexed).schema("prediction")
    assert(org.apache.spark.ml.attribute.Attribute.fromStructField(field).toString.contains("5.0"))
    assert(model.evaluate(indexed).rows == 60)
  }
}
