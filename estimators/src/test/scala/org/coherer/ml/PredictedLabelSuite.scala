package org.coherer.ml

import java.util.Arrays.asList

import org.apache.spark.ml.functions.vector_to_array
import org.apache.spark.ml.param.ParamMap
import org.apache.spark.ml.{Pipeline, PipelineModel}
import org.apache.spark.sql.functions.{array, col, element_at, lit}
import org.apache.spark.sql.streaming.Trigger
import org.apache.spark.sql.types._
import org.apache.spark.sql.{DataFrame, Row}
import org.coherer.connector.column.ClassLabels
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.scalatest.funsuite.AnyFunSuite

/** The label of the predicted class comes back in the type that it had, and is evaluated in it. */
class PredictedLabelSuite
    extends AnyFunSuite
    with WithSpark
    with WithBlobs
    with WithLearned
    with WithTempDir {

  private lazy val data = blobs(60).cache()
  private lazy val plain = withLearned(classifier().fit(data), learned())
  private lazy val two = {
    val stage = new NeuralNetworkClassifier().setLayers(Features, 2).setLearningRate(0.05).setMaxIter(5)
    withLearned(stage.fit(data.where("label < 2")), learned())
  }

  private val kinds: Seq[(DataType, Seq[String], Seq[Any])] = Seq(
    (StringType, Seq("setosa", "", "it's `q` \\ \u00e9"), Seq("setosa", "", "it's `q` \\ \u00e9")),
    (ByteType, Seq("-3", "0", "127"), Seq[Byte](-3, 0, 127)),
    (ShortType, Seq("300", "-1", "2"), Seq[Short](300, -1, 2)),
    (IntegerType, Seq("3", "5", "7"), Seq(3, 5, 7)),
    (LongType, Seq("1", "9007199254740993", "-1"), Seq(1L, 9007199254740993L, -1L)),
    (FloatType, Seq("0.1", "1.0E10", "-2.5"), Seq(0.1f, 1e10f, -2.5f)),
    (DoubleType, Seq("0.1", "4.9E-324", "-2.0"), Seq(0.1, Double.MinPositiveValue, -2.0)),
    (
      DecimalType(38, 2),
      Seq("0.10", "999999999999999999999999999999999999.99", "-1.00"),
      Seq("0.10", "999999999999999999999999999999999999.99", "-1.00").map(new java.math.BigDecimal(_))
    )
  )

  private def model(kind: DataType, texts: Seq[String]): NeuralNetworkClassificationModel =
    withLearned(plain, learned(labels = ClassLabels.values(kind, asList(texts: _*))))

  private def labels(scored: DataFrame): Seq[Any] =
    scored.orderBy("id").select("class").collect().map(_.get(0)).toSeq

  private def indices(rows: DataFrame = data): Seq[Int] =
    plain.transform(rows).orderBy("id").select("prediction").collect().map(_.getDouble(0).toInt).toSeq

  kinds.foreach { case (kind, texts, values) =>
    test(s"${kind.simpleString}: in transform, with and without predictions, and saved") {
      val wanted = indices().map(values)
      assert(wanted.distinct.size == 3)
      withTempDir { folder =>
        val path = folder.resolve("model").toString
        model(kind, texts).setPredictedLabelCol("class").save(path)
        for (
          one <- Seq(
            model(kind, texts).setPredictedLabelCol("class"),
            NeuralNetworkClassificationModel.load(path)
          )
        ) {
          val scored = one.transform(data)
          assert(scored.schema == one.transformSchema(data.schema) && scored.schema("class").dataType == kind)
          assert(scored.columns.toSeq == plain.transform(data).columns.toSeq :+ "class")
          assert(labels(scored) == wanted)
          val bare = one.copy(ParamMap(one.predictionCol -> "", one.probabilityCol -> ""))
          assert(bare.transform(data).schema == bare.transformSchema(data.schema))
          assert(bare.transform(data).columns.toSeq == data.columns.toSeq ++ Seq("rawPrediction", "class"))
          assert(labels(bare.transform(data)) == wanted)
        }
      }
    }

    test(s"${kind.simpleString}: evaluated by labels of that type") {
      val named = data.withColumn("label", element_at(column(kind, texts), col("label").cast("int") + 1))
      val found = model(kind, texts).evaluate(named)
      val wanted = plain.evaluate(data)
      assert(found.matrix.toString == wanted.matrix.toString && found.logLoss == wanted.logLoss)
      assert(found.classes == asList(texts: _*))
    }
  }

  private def column(kind: DataType, texts: Seq[String]) = array(texts.map(text => lit(text).cast(kind)): _*)

  test("booleans") {
    val learnt = learned(labels = ClassLabels.values(BooleanType, asList("true", "false")))
    val model = withLearned(two, learnt).setPredictedLabelCol("class")
    val rows = data.where("label < 2")
    val found = model.transform(rows).select("prediction", "class").distinct().collect().toSet
    assert(found == Set(Row(0.0, true), Row(1.0, false)))
    val evaluated = model.evaluate(rows.withColumn("label", col("label") === 0))
    assert(evaluated.logLoss == two.evaluate(rows).logLoss)
    assert(evaluated.areaUnderRoc == two.evaluate(rows).areaUnderRoc)
    assert(evaluated.classes == asList("true", "false"))
  }

  test("numbers are compared as numbers, whatever their types") {
    val whole = model(DoubleType, Seq("0.0", "1.0", "2.0"))
    Seq("tinyint", "int", "bigint", "float", "double", "decimal(5,2)").foreach { kind =>
      assert(whole.evaluate(data.withColumn("label", col("label").cast(kind))).rows == 60, kind)
    }
  }

  test("indices come back in the type of their column, and as doubles where that cannot hold them") {
    def typed(kind: DataType, names: String*) =
      withLearned(plain, learned(labels = ClassLabels.indices(kind, asList(names: _*))))
        .setPredictedLabelCol("class")
    val integers = typed(IntegerType).transform(data)
    assert(integers.schema("class").dataType == IntegerType && labels(integers) == indices())
    val named = typed(LongType, "x", "y", "z").transform(data)
    assert(labels(named) == indices().map(_.toLong))
    val narrow = typed(DecimalType(1, 1)).transform(data)
    assert(labels(narrow) == indices().map(_.toDouble))
    val unknown = plain.copy(ParamMap(plain.predictedLabelCol -> "class"))
    assert(labels(unknown.transform(data)) == indices().map(_.toDouble))
  }

  test("a classifier hands it on, learns the type of its labels, and promises it") {
    val integers = data.withColumn("label", col("label").cast("int"))
    val stage = classifier().setPredictedLabelCol("class")
    val fitted = stage.fit(integers)
    val scored = fitted.transform(integers)
    assert(fitted.getPredictedLabelCol == "class" && scored.schema("class").dataType == IntegerType)
    val promised = stage.transformSchema(integers.schema)
    assert(promised.map(f => (f.name, f.dataType)) == scored.schema.map(f => (f.name, f.dataType)))
    withTempDir { folder =>
      val pipeline = new Pipeline().setStages(Array(stage)).fit(integers)
      pipeline.save(folder.resolve("p").toString)
      val loaded = PipelineModel.load(folder.resolve("p").toString)
      assert(labels(loaded.transform(integers)) == labels(scored))
    }
  }

  test("the prediction keeps its index, and knows the labels") {
    val scored = model(IntegerType, Seq("3", "5", "7")).transform(data)
    val attribute = org.apache.spark.ml.attribute.Attribute.fromStructField(scored.schema("prediction"))
    assert(attribute.toString.contains("\"vals\":[\"3\",\"5\",\"7\"]"))
    assert(!scored.columns.contains("class"))
  }

  test("names: those that are there, of any characters, and in another case") {
    val one = model(StringType, Seq("a", "b", "c"))
    def refusal(body: => Any) = intercept[IllegalArgumentException](body).getMessage
    for (taken <- Seq("id", "prediction")) {
      val other = one.copy(ParamMap(one.predictedLabelCol -> taken))
      val wanted = s"Column '$taken' already exists (drop it, or set predictedLabelCol to another name)"
      assert(
        refusal(other.transform(data)) == wanted && refusal(other.transformSchema(data.schema)) == wanted
      )
    }
    val odd = one.copy(ParamMap(one.predictionCol -> "my `p`.x", one.predictedLabelCol -> "my.`class`"))
    assert(odd.transform(data).schema == odd.transformSchema(data.schema))
    assert(odd.transform(data).select("`my.``class```").distinct().count() == 3)
    val shadowed = one.copy(ParamMap(one.predictedLabelCol -> "ID"))
    assert(shadowed.transform(data).schema == shadowed.transformSchema(data.schema))
    assert(shadowed.transform(data).columns.take(data.columns.length).last == "ID")
    val bare = one.copy(ParamMap(one.predictionCol -> "", one.predictedLabelCol -> "class"))
    val clash = data.withColumn("prediction of class", lit(1))
    assert(bare.transform(clash).schema == bare.transformSchema(clash.schema))
    assert(bare.transform(clash).select("class").distinct().count() == 3)
  }

  test("columns before the model stay what they are, and a cached DataFrame is found again") {
    val one = model(StringType, Seq("a", "b", "c"))
    val bare = one.copy(ParamMap(one.predictionCol -> "", one.predictedLabelCol -> "class"))
    for (scoring <- Seq(one.copy(ParamMap(one.predictedLabelCol -> "class")), bare)) {
      val out = scoring.transform(data)
      assert(out.select(data.col("id"), out.col("class")).count() == 60)
      val cached = out.cache()
      try {
        cached.count()
        assert(scoring.transform(data).queryExecution.executedPlan.toString.contains("InMemoryTableScan"))
      } finally cached.unpersist(true)
    }
  }

  test("a stream") {
    withTempDir { folder =>
      val arrays = data.select(vector_to_array(col("features")).as("features"), col("id"))
      arrays.write.json(folder.resolve("input").toString)
      val one = model(StringType, Seq("a", "b", "c"))
      val bare = one.copy(ParamMap(one.predictionCol -> "", one.predictedLabelCol -> "class"))
      val query = bare
        .transform(spark.readStream.schema(arrays.schema).json(folder.resolve("input").toString))
        .writeStream
        .format("memory")
        .queryName("labelled")
        .option("checkpointLocation", folder.resolve("checkpoint").toString)
        .trigger(Trigger.AvailableNow())
        .start()
      assert(query.awaitTermination(60000))
      assert(labels(spark.table("labelled")) == indices().map(Seq("a", "b", "c")))
    }
  }

  test("many classes cost a plan no more than one array") {
    val many = new NeuralNetworkClassifier().setLayers(Features, 3000).setMaxIter(1).fit(data)
    val names = asList(Seq.tabulate(3000)(i => s"class $i"): _*)
    val one = withLearned(many, learned(labels = ClassLabels.values(StringType, names)))
      .setPredictedLabelCol("class")
    val row = one.transform(data).select("prediction", "class").head()
    assert(row.getString(1) == s"class ${row.getDouble(0).toInt}")
  }

  private def messageOf(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  test("evaluation: a column of another type, and a label that is no class, are refused by name") {
    val one = model(StringType, Seq("setosa", "versicolor", "virginica"))
    assert(messageOf(one.evaluate(data)) == "Column 'label' has type double (expected string)")
    val numbers = model(IntegerType, Seq("3", "5", "7"))
    assert(
      messageOf(numbers.evaluate(data.withColumn("label", lit("3")))) ==
        "Column 'label' has type string (expected a numeric type)"
    )
    val known = "in column 'label' (must be one of setosa, versicolor, virginica)"
    def labelled(value: String) = data.withColumn("label", lit(value).cast("string"))
    assert(messageOf(one.evaluate(labelled("ro\nse"))) == s"Invalid label 'ro?se' $known")
    assert(messageOf(one.evaluate(labelled(null))) == s"Invalid label null $known")
    assert(messageOf(one.evaluate(labelled("x" * 5000))).length < 200)
    val text = messageOf(numbers.evaluate(data.withColumn("label", lit(4))))
    assert(text == "Invalid label 4 in column 'label' (must be one of 3, 5, 7)")
  }

  test("describe and the summary name the classes, the first of many") {
    val one = model(StringType, Seq("setosa", "b<c>", "virginica"))
    assert(one.describe().endsWith("classes: setosa, b<c>, virginica\n"))
    assert(one.summary.text.contains("classes: setosa, b<c>, virginica\n"))
    assert(one.summary.toHtml.contains("b&#60;c&#62;"))
    assert(!plain.describe().contains("classes"))
  }
}
