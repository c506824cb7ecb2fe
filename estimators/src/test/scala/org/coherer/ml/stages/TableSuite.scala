package org.coherer.ml.stages

import java.sql.{Date, Timestamp}
import java.time.LocalDate

import scala.util.Random

import org.apache.spark.sql.{DataFrame, Row}
import org.apache.spark.sql.functions.{col, lit, when}
import org.apache.spark.sql.types._
import org.coherer.ml.{NeuralNetworkClassificationModel, NeuralNetworkClassifier, NeuralNetworkRegressor}
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.coherer.training.encoding.{CategoryEncoding, NumberEncoding, TableEncoding, TimeEncoding}
import org.scalatest.funsuite.AnyFunSuite

/** Fits on the columns of a table as they are: numbers, booleans, texts, dates, nulls. */
class TableSuite extends AnyFunSuite with WithSpark with WithTempDir {

  private val columns = Array("age", "hours", "job", "town", "union", "since", "seen")

  private val schema = StructType(
    Seq(
      StructField("id", IntegerType),
      StructField("age", IntegerType),
      StructField("hours", DoubleType),
      StructField("job", StringType),
      StructField("town", StringType),
      StructField("union", BooleanType),
      StructField("since", DateType),
      StructField("seen", TimestampType),
      StructField("income", StringType),
      StructField("pay", DoubleType)
    )
  )

  /** People whose income depends on every column; some values are missing. */
  private def people(count: Int, seed: Long = 1, partitions: Int = 3): DataFrame = {
    val random = new Random(seed)
    def sometimes(value: Any, share: Double = 0.05): Any = if (random.nextDouble() < share) null else value
    val rows = Seq.tabulate(count) { i =>
      val age = 18 + random.nextInt(50)
      val hours = 20 + 30 * random.nextDouble()
      val job = random.nextInt(5)
      val town = random.nextInt(30)
      val union = random.nextBoolean()
      val since = 15000 + random.nextInt(4000)
      val hour = random.nextInt(24)
      val pay = age * 0.5 + hours + 8 * job + (if (town % 3 == 0) 20 else 0) + (if (union) 10 else 0) +
        (19000 - since) / 200.0 + (if (hour < 12) 15 else 0)
      Row(
        i,
        sometimes(age),
        if (random.nextDouble() < 0.05) Double.NaN else hours,
        sometimes(s"job $job", 0.1),
        s"town $town",
        sometimes(union),
        sometimes(Date.valueOf(LocalDate.ofEpochDay(since.toLong))),
        new Timestamp((since * 86400L + hour * 3600L + 1800) * 1000),
        if (pay > 112) ">50K" else "<=50K",
        pay
      )
    }
    spark.createDataFrame(spark.sparkContext.parallelize(rows, partitions), schema)
  }

  private def classifier = new NeuralNetworkClassifier()
    .setFeaturesCols(columns: _*)
    .setLabelCol("income")
    .setPredictedLabelCol("found")
    .setHandleInvalid("impute")

  private def encoding(model: NeuralNetworkClassificationModel): TableEncoding =
    model.artifact().preprocessing().features().asInstanceOf[TableEncoding]

  private def refusal(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  private lazy val data = people(1500)
  private lazy val model = classifier.fit(data)

  test("a table is learned as it is, and scored, evaluated, saved and loaded") {
    val unseen = people(500, seed = 2)
    val evaluation = model.evaluate(unseen)
    assert(evaluation.accuracy() > 0.85)
    val scored = model.transform(unseen)
    assert(scored.count() == 500)
    assert(scored.where(col("found") === col("income")).count() == math.round(evaluation.accuracy() * 500))
    val loaded = withTempDir { folder =>
      val path = folder.resolve("table").toString
      model.write().save(path)
      NeuralNetworkClassificationModel.load(path)
    }
    assert(loaded.artifact().preprocessing() == model.artifact().preprocessing())
    assert(scores(loaded.transform(unseen)) == scores(scored))
  }

  test("columns are encoded by what they hold") {
    val found = encoding(model).columns()
    def number(i: Int) = found.get(i).asInstanceOf[NumberEncoding]
    def category(i: Int) = found.get(i).asInstanceOf[CategoryEncoding]
    assert(number(0).indicator && number(1).indicator && number(4).indicator)
    assert(!category(2).embedded && category(2).missing && !category(2).rare)
    assert(category(2).values.size == 5 && category(2).values.stream.allMatch(_.startsWith("job ")))
    assert(category(3).embedded && category(3).values.size == 30 && !category(3).missing)
    assert(found.get(5).asInstanceOf[TimeEncoding].indicator)
    assert(found.get(6).asInstanceOf[TimeEncoding].timeOfDay)
    // 3 numbers with indicators, 5 jobs and none, a date and a time.
    assert(encoding(model).numbers == 3 * 2 + 6 + 6 + 7)
    assert(model.numFeatures == 25 + 1)
    assert(model.summary().text().contains("7 columns, 2 of categories (1 embedded)"))
  }

  test("what training has not seen is scored: other texts, nulls where there were none, later dates") {
    val strange = data
      .limit(20)
      .withColumn("job", lit("astronaut"))
      .withColumn("town", when(col("id") % 2 === 0, lit("Atlantis")))
      .withColumn("seen", lit(null).cast(TimestampType))
      .withColumn("since", lit("2090-01-01").cast(DateType))
    val probabilities = model.transform(strange).select("probability").collect()
    assert(probabilities.length == 20)
    assert(probabilities.forall(!_.toString.contains("NaN")))
  }

  test("the same rows give the same bits, and a stream the same scores") {
    val again = classifier.fit(people(1500))
    assert(again.artifact().preprocessing() == model.artifact().preprocessing())
    assert(again.summary().objectiveHistory().toSeq == model.summary().objectiveHistory().toSeq)
    withTempDir { root =>
      val folder = root.resolve("people").toString
      people(40, seed = 3).write.parquet(folder)
      val query = model
        .transform(spark.readStream.schema(schema).parquet(folder))
        .writeStream
        .format("memory")
        .queryName("table_scores")
        .start()
      try query.processAllAvailable()
      finally query.stop()
      val batch = model.transform(spark.read.parquet(folder))
      assert(scores(spark.table("table_scores")) == scores(batch))
    }
  }

  private def scores(scored: DataFrame): Seq[Row] =
    scored.select("id", "probability", "found").orderBy("id").collect().toSeq

  test("the size of the model that Spark Connect asks for before the fit is at least its size after it") {
    def size(of: Any, method: String, arguments: AnyRef*): Long = {
      val found =
        of.getClass.getMethods.find(each => each.getName == method && each.getReturnType == classOf[Long])
      found.get.invoke(of, arguments: _*).asInstanceOf[Long]
    }
    assert(size(classifier, "estimateModelSize", data) >= size(model, "estimatedSize"))
  }

  test("the preset for tables takes their categories, too") {
    val tabular = classifier.setPreset("tabular").setMaxIter(20).fit(data)
    assert(tabular.artifact().preprocessing().features().asInstanceOf[TableEncoding].embeddings().size() == 1)
    assert(tabular.evaluate(people(500, seed = 2)).accuracy() > 0.85)
  }

  test("a regressor learns from a table") {
    val regressor = new NeuralNetworkRegressor()
      .setFeaturesCols(columns: _*)
      .setLabelCol("pay")
      .setHandleInvalid("impute")
      .setHiddenLayers(64)
      .fit(data)
    assert(regressor.evaluate(people(500, seed = 2)).targets().get(0).r2() > 0.8)
  }

  test("numbers are scaled by their quantiles, missing ones are the median") {
    val session = spark
    import session.implicits._
    val rows = (0 until 101)
      .map(i =>
        (if (i == 100) None else Some(i.toDouble), if (i == 1) 1e30 else i * 2.0, s"t${i % 3}", i % 2)
      )
      .toDF("some", "heavy", "text", "label")
    val fitted = new NeuralNetworkClassifier()
      .setFeaturesCols("some", "text", "heavy")
      .setScaling("robust")
      .setHandleInvalid("impute")
      .setMaxIter(1)
      .fit(rows)
    val columns = encoding(fitted).columns()
    assert(columns.get(0) == new NumberEncoding(49.5f, (1 / 49.5).toFloat, 3f, true, true))
    assert(columns.get(2) == new NumberEncoding(102f, 0.01f, 3f, true, false))
  }

  test("numbers may be categories, rare ones share a place, and the most frequent ones are told apart") {
    val session = spark
    import session.implicits._
    val codes = Seq
      .tabulate(1200)(i => (if (i < 3) 900 + i else i % 4, i % 5, (if (i % 4 == 3) 1 else 0).toDouble))
      .toDF("code", "plain", "label")
    val fitted = new NeuralNetworkClassifier()
      .setFeaturesCols("code", "plain")
      .setCategoricalCols("CODE")
      .setMaxIter(30)
      .fit(codes)
    val code = encoding(fitted).columns().get(0).asInstanceOf[CategoryEncoding]
    assert(code.values() == java.util.Arrays.asList("3", "1", "2", "0") || code.values().size == 4)
    assert(code.rare() && !code.missing())
    assert(fitted.evaluate(codes).accuracy() > 0.99)
    val two = new NeuralNetworkClassifier()
      .setFeaturesCols("code", "plain")
      .setCategoricalCols("code")
      .setMaxCategories(2)
      .setMaxIter(1)
      .fit(codes)
    assert(encoding(two).columns().get(0).asInstanceOf[CategoryEncoding].values().size == 2)
  }

  test("training goes on with a table as it was learned") {
    val more = withTempDir { folder =>
      val path = folder.resolve("first").toString
      model.write().save(path)
      classifier.setInitialModelPath(path).setMaxIter(1).setLearningRate(1e-4).fit(people(300, seed = 4))
    }
    assert(more.artifact().preprocessing().features() == model.artifact().preprocessing().features())
    assert(more.evaluate(people(500, seed = 2)).accuracy() > 0.85)
  }

  test(
    "nulls in numbers and dates fail the job unless they are imputed, kept or skipped; in texts they do not"
  ) {
    assert(
      refusal(classifier.setHandleInvalid("error").fit(data)).startsWith("Invalid null in column '") ||
        refusal(classifier.setHandleInvalid("error").fit(data))
          .startsWith("Invalid value NaN in column 'hours'")
    )
    val texts =
      new NeuralNetworkClassifier().setFeaturesCols("job", "town").setLabelCol("income").setMaxIter(1)
    assert(texts.fit(data).transform(data).count() == 1500)
    val skipped = classifier.setHandleInvalid("skip").setMaxIter(1).fit(data)
    val complete = data.na.drop(Seq("age", "hours", "union", "since")).count()
    assert(skipped.artifact().provenance().data().trainingRows() == complete)
    assert(skipped.transform(data).count() == complete)
  }

  test("what cannot be learned from is refused by name") {
    assert(
      refusal(classifier.setFeaturesCols("age", "income2").fit(data)).startsWith(
        "Column 'income2' does not exist"
      )
    )
    assert(
      refusal(classifier.setCategoricalCols("pay").fit(data)) ==
        "categoricalCols names 'pay', which featuresCols does not (must be one of [age, hours, job, town, union, since, seen])"
    )
    val infinite =
      data.withColumn("hours", when(col("id") === 7, lit(Double.PositiveInfinity)).otherwise(col("hours")))
    assert(
      refusal(classifier.fit(infinite)).startsWith(
        "Invalid value Infinity in column 'hours' (must be a finite 32-bit number), in row "
      )
    )
    assert(
      refusal(
        classifier
          .setFeaturesCols("a", "b")
          .fit(data.withColumn("a", lit("x")).withColumn("b", lit(null).cast(DoubleType)))
      ) ==
        "Cannot learn from the columns [a, b]: each has the same value in all rows, or none (featuresCols must " +
        "name one that distinguishes rows)"
    )
    val names = spark.range(12000).selectExpr("concat('row ', id) as name", "id % 2 as income")
    assert(
      refusal(classifier.setFeaturesCols("name").fit(names)).startsWith(
        "Column 'name' has more than 10000 different values (must be categories"
      )
    )
    assert(
      refusal(classifier.setLayers(7, 8, 2).fit(data)) ==
        "Invalid layers [7, 8, 2] (the columns of featuresCols make 33 numbers: set hiddenLayers in place of " +
        "layers, or the first layer to 33)"
    )
    assert(
      refusal(model.transform(data.withColumn("job", lit(3)))) ==
        "Column 'job' has type int (expected string, as in training)"
    )
    assert(
      refusal(
        new NeuralNetworkClassifier()
          .setHandleInvalid("impute")
          .fit(data.selectExpr("array(1D) as features", "income as label"))
      ) ==
        "Invalid handleInvalid impute without featuresCols (name the columns there, or set it to error, skip or keep)"
    )
  }
}
