package org.coherer.ml.score

import java.util.concurrent.atomic.AtomicLong

import org.apache.spark.ml.Transformer
import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.apache.spark.ml.param.ParamMap
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.{col, udf, when}
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.scalatest.funsuite.AnyFunSuite

/** What Spark's optimizer does around a model is what it does around MLlib's. */
class ScoringPlanSuite extends AnyFunSuite with WithSpark with WithPeers with WithTempDir {

  /** Of a table of files: its columns, and the filters that Spark hands to the source. */
  private def scanned(data: DataFrame): (Set[String], String, String) = {
    data.collect()
    val plan = data.queryExecution.executedPlan.toString
    def after(word: String): String =
      (word + raw": \[([^\]]*)").r
        .findFirstMatchIn(plan)
        .map(_.group(1).replaceAll("#\\d+L?", ""))
        .getOrElse("")
    val read = raw"ReadSchema: struct<(.*)>".r.findFirstMatchIn(plan).map(_.group(1)).getOrElse("")
    (
      "(\\w+):".r.findAllMatchIn(read).map(_.group(1)).toSet,
      after("PartitionFilters"),
      after("PushedFilters")
    )
  }

  private def withTable(run: DataFrame => Unit): Unit = withTempDir { folder =>
    rows(60)
      .selectExpr("*", "id % 3 as part", "id as x", "id as y", "named_struct('a', id, 'b', id) as s")
      .write
      .partitionBy("part")
      .parquet(folder.resolve("table").toString)
    run(spark.read.parquet(folder.resolve("table").toString))
  }

  test("columns that nobody asks for are not read, and filters reach partitions and files") {
    withTable { table =>
      def asked(model: Transformer) =
        scanned(model.transform(table).where("part = 1 and x > 7").select("prediction", "y"))
      alike("scan")(asked)
      val (columns, partitions, pushed) = asked(ours)
      assert(columns == Set("features", "x", "y", "type", "size", "indices", "values"))
      assert(partitions.contains("part = 1") && pushed.contains("GreaterThan(x,7)"))
    }
  }

  test("a filter with a part on the prediction pushes its other parts") {
    withTable { table =>
      alike("scan")(model =>
        scanned(model.transform(table).where("prediction >= 0 and part = 2 and y < 9").select("id"))
      )
    }
  }

  test("scores that nobody asks for are not computed, and their inputs not read") {
    withTable { table =>
      alike("scan")(model => scanned(model.transform(table).select("x")))
      alike("count")(_.transform(table).count())
      assert(scanned(ours.transform(table).select("x"))._1 == Set("x"))
    }
  }

  test("rows that are skipped are skipped even if nobody asks for scores") {
    val data = rows(20).withColumn("features", when(col("id") % 4 =!= 0, col("features")))
    val skipping = ours.copy(ParamMap(ours.handleInvalid -> "skip"))
    assert(skipping.transform(data).count() == 15)
    assert(skipping.transform(data).select("id").collect().map(_.getLong(0)).forall(_ % 4 != 0))
  }

  test("a limit has no more rows computed than it lets through") {
    val seen = new AtomicLong
    ScoringPlanSuite.seen = seen
    val count = udf { (id: Long) => ScoringPlanSuite.seen.incrementAndGet(); id }.asNondeterministic()
    val data = rows(500).withColumn("counted", count(col("id")))
    ours.transform(data).limit(3).collect()
    assert(seen.get <= 4)
  }

  test("the order and the places of rows are known behind the model") {
    val sorted = ours.transform(rows(30).repartitionByRange(2, col("id")).sortWithinPartitions("id"))
    val plan = sorted.sortWithinPartitions("id").queryExecution.executedPlan.toString
    assert("Sort \\[".r.findAllIn(plan).size == 1, plan)
    val grouped = ours.transform(rows(30).repartition(3, col("id"))).groupBy("id").count()
    assert("Exchange".r.findAllIn(grouped.queryExecution.executedPlan.toString).size == 1)
  }

  test("results are the same with and without adaptive execution, code generation and vectors") {
    withTable { table =>
      def scores =
        ours.transform(table).groupBy("part").agg("prediction" -> "sum", "x" -> "max").collect().toSet
      val expected = scores
      for (
        setting <- Seq(
          "spark.sql.adaptive.enabled" -> "false",
          "spark.sql.codegen.wholeStage" -> "false",
          "spark.sql.codegen.maxFields" -> "1",
          "spark.sql.parquet.enableVectorizedReader" -> "false"
        )
      ) withConf(setting)(assert(scores == expected, setting))
    }
  }

  test("a session that has lost the rules scores all the same, row by row") {
    val data = rows(20)
    // Bit for bit what the model says of each row alone. BLAS may sum a batch in another order.
    val model = ours
    val expected = data.orderBy("id").collect().toSeq.map { row =>
      val features = row.getAs[Vector]("features")
      val raw = model.predictRaw(features)
      val probability = Vectors.dense(raw.toArray.map(log => math.exp(log).toFloat.toDouble))
      (row.toSeq ++ Seq(raw, probability, model.predict(features))).map(words)
    }
    val scored = ours.transform(data)
    scored.createOrReplaceGlobalTempView("scored")
    val other = spark.newSession()
    val found = other.table("global_temp.scored").orderBy("id")
    assert(!found.queryExecution.executedPlan.toString.contains("Batched"))
    assert(found.collect().toSeq.map(_.toSeq.map(words)) == expected)
    spark.catalog.dropGlobalTempView("scored")
  }

  test("what users have added to their session stays, and ours is added once") {
    val session = spark.newSession()
    val mine =
      new org.apache.spark.sql.catalyst.rules.Rule[org.apache.spark.sql.catalyst.plans.logical.LogicalPlan] {
        override def apply(plan: org.apache.spark.sql.catalyst.plans.logical.LogicalPlan) = plan
      }
    session.experimental.extraOptimizations = Seq(mine)
    val data = session.createDataFrame(java.util.Arrays.asList(rows(5).collect(): _*), rows(5).schema)
    for (_ <- 0 until 3) assert(ours.transform(data).count() == 5)
    assert(session.experimental.extraOptimizations.size == 2)
    assert(session.experimental.extraOptimizations.head eq mine)
    assert(session.experimental.extraStrategies.size == 1)
  }

  test("a cached DataFrame is found again by the same model's transform") {
    val data = rows(20)
    val cached = ours.transform(data).cache()
    try {
      cached.count()
      assert(ours.transform(data).queryExecution.executedPlan.toString.contains("InMemoryTableScan"))
    } finally cached.unpersist(true)
  }
}

object ScoringPlanSuite {

  /** Local tasks count in it. */
  @volatile var seen = new AtomicLong
}
