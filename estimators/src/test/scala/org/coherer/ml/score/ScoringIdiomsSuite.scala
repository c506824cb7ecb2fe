package org.coherer.ml.score

import org.apache.spark.ml.param.ParamMap
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.{
  col,
  desc,
  input_file_name,
  lit,
  monotonically_increasing_id,
  timestamp_seconds,
  window
}
import org.apache.spark.sql.streaming.{OutputMode, Trigger}
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.scalatest.funsuite.AnyFunSuite

/** What people do with the DataFrame that a model returns does what it does behind MLlib's models. */
class ScoringIdiomsSuite extends AnyFunSuite with WithSpark with WithPeers with WithTempDir {

  private def ids(data: DataFrame): Seq[Long] = data.select("id").collect().map(_.getLong(0)).toSeq

  private def names(data: DataFrame): Seq[String] = data.columns.toSeq

  test("a column of the input is named by that input: select, drop, filter, orderBy, withColumn") {
    val d = rows(20)
    alike("select")(model => ids(model.transform(d).select(d.col("id"))).sorted)
    alike("drop")(model => names(model.transform(d).drop(d.col("features"))))
    assert(!names(ours.transform(d).drop(d.col("features"))).contains("features"))
    alike("filter")(model => ids(model.transform(d).filter(d.col("id") > 12)).sorted)
    alike("orderBy")(model => ids(model.transform(d).orderBy(desc("id"))))
    alike("orderBy of the input")(model => ids(model.transform(d).orderBy(d.col("id").desc)))
    alike("withColumn")(model =>
      model.transform(d).withColumn("next", d.col("id") + 1).selectExpr("sum(next)").head().getLong(0)
    )
    alike("groupBy")(model => model.transform(d).groupBy(d.col("id") % 2).count().collect().toSet)
  }

  test("a DataFrame joins with its own scores, and scores with scores") {
    val d = rows(20)
    alike("join with the input")(model => ids(d.join(model.transform(d).drop("features"), "id")).sorted)
    alike("self-join") { model =>
      val scored = model.transform(d).select("id", "prediction")
      val joined = scored.as("a").join(scored.as("b"), col("a.id") === col("b.id") + 1)
      joined.select("a.id", "b.id").collect().map(row => (row.getLong(0), row.getLong(1))).toSet
    }
    alike("of two models")(model =>
      model
        .transform(d)
        .select("id", "prediction")
        .join(ours.transform(d).select("id", "probability"), "id")
        .count()
    )
    alike("union")(model => model.transform(d).union(model.transform(d)).count())
  }

  test("names that differ in case, or are the same, stay two columns") {
    val upper = rows(10).withColumn("x", col("id")).select(col("id"), col("features"), col("x").as("ID"))
    alike("case")(model =>
      (names(model.transform(upper)), model.transform(upper).drop(Added: _*).collect().map(words).toSet)
    )
    val twice = rows(10).select(col("id"), col("features"), (col("id") + 1).as("id"))
    alike("twice")(model =>
      (names(model.transform(twice)), model.transform(twice).drop(Added: _*).collect().map(words).toSet)
    )
    assert(ours.evaluate(upper.withColumn("label", lit(1.0))).rows == 10)
  }

  test("qualified names stay: of an alias, and with dots and backticks") {
    val d = rows(10).withColumn("a.b", col("id")).withColumn("a`b", col("id")).as("t")
    alike("alias")(model => model.transform(d).select("t.id", "t.`a.b`", "`a``b`").collect().toSet)
    alike("alias of the added")(model => model.transform(d).as("s").select("s.prediction", "s.id").count())
  }

  private def withFiles(run: DataFrame => Unit): Unit = withTempDir { folder =>
    val path = folder.resolve("files").toString
    rows(240, partitions = 6).write.parquet(path)
    withConf("spark.sql.files.openCostInBytes" -> "1", "spark.sql.files.minPartitionNum" -> "1") {
      val files = spark.read.parquet(path)
      assert(files.rdd.getNumPartitions == 1)
      run(files)
    }
  }

  test("input_file_name is that of the row, also in the middle of a batch") {
    withFiles { files =>
      val file = input_file_name()
      val right = files.select(col("id"), file).collect().toSet
      assert(right.map(_.getString(1)).size == 6)
      alike("file")(_.transform(files).withColumn("file", file).select("id", "file").collect().toSet)
      for (size <- Seq(1, 7, 40, 0)) {
        val model = ours.copy(ParamMap(ours.inferenceBatchSize -> size))
        assert(model.transform(files).select(col("id"), file).collect().toSet == right, s"batches of $size")
      }
      val skipping = ours.copy(ParamMap(ours.handleInvalid -> "skip", ours.inferenceBatchSize -> 7))
      val holes = files.where("id % 3 = 0").union(files.where("id % 3 = 0").limit(0))
      assert(skipping.transform(holes).count() == 80)
      val starts =
        files.selectExpr("id", "input_file_block_start()", "input_file_block_length()").collect().toSet
      assert(
        ours
          .transform(files)
          .selectExpr("id", "input_file_block_start()", "input_file_block_length()")
          .collect()
          .toSet == starts
      )
    }
  }

  test("_metadata of a file is there behind the model") {
    withFiles { files =>
      alike("_metadata")(
        _.transform(files).select("id", "_metadata.file_name").collect().toSet
      )
      alike("hidden")(model => names(model.transform(files)))
    }
  }

  test("numbers that Spark gives to rows in their order stay those of the rows") {
    val d = rows(50, partitions = 2)
    alike("ids")(
      _.transform(d).withColumn("n", monotonically_increasing_id()).select("id", "n").collect().toSet
    )
  }

  test("a watermark stays behind the model, and rows flow with each trigger") {
    withTempDir { folder =>
      rows(40).withColumn("time", timestamp_seconds(col("id"))).write.parquet(folder.resolve("in").toString)
      def windows(model: org.apache.spark.ml.Transformer): Any = {
        val out = folder.resolve("out-" + model.uid).toString
        val stream = spark.readStream
          .schema(spark.read.parquet(folder.resolve("in").toString).schema)
          .parquet(folder.resolve("in").toString)
          .withWatermark("time", "5 seconds")
        val query = model
          .transform(stream)
          .groupBy(window(col("time"), "10 seconds"))
          .count()
          .writeStream
          .outputMode(OutputMode.Append())
          .format("parquet")
          .option("checkpointLocation", out + "-checkpoint")
          .trigger(Trigger.AvailableNow())
          .start(out)
        assert(query.awaitTermination(120000))
        spark.read.parquet(out).selectExpr("cast(window.start as long)", "count").collect().toSet
      }
      alike("windows")(windows)
    }
  }

  test("a column that is called like an added one is refused, or replaced where only the case differs") {
    val d = rows(10)
    def outcome(model: org.apache.spark.ml.Transformer, data: DataFrame): Any =
      scala.util.Try(names(model.transform(data))).toOption
    val same = d.withColumn("prediction", lit("mine"))
    alike("same")(outcome(_, same))
    assert(
      intercept[IllegalArgumentException](ours.transform(same)).getMessage ==
        "Column 'prediction' already exists (drop it, or set predictionCol to another name)"
    )
    val other = d.select(lit("mine").as("Prediction"), col("id"), col("features"))
    alike("case")(outcome(_, other))
    assert(ours.transform(other).schema == ours.transformSchema(other.schema))
    assert(ours.transform(other).select("prediction").head().get(0).isInstanceOf[Double])
    withConf("spark.sql.caseSensitive" -> "true") {
      alike("case that counts")(outcome(_, other))
      assert(ours.transform(other).schema == ours.transformSchema(other.schema))
    }
  }

  test("a pipeline with an output that is there already fails before it trains") {
    val data = blobs(30).withColumn("prediction", lit(1))
    val e = intercept[IllegalArgumentException](
      new org.apache.spark.ml.Pipeline().setStages(Array(classifier())).fit(data)
    )
    assert(e.getMessage.startsWith("Column 'prediction' already exists"))
    val twice = intercept[IllegalArgumentException](
      classifier()
        .setProbabilityCol("Prediction")
        .asInstanceOf[org.apache.spark.ml.Estimator[_]]
        .fit(blobs(30))
    )
    assert(twice.getMessage.startsWith("Column 'prediction' already exists"))
  }
}
