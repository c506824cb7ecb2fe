package org.coherer.ml

import java.util.concurrent.{Callable, Executors, Future, TimeUnit}

import org.apache.spark.ml.Pipeline
import org.apache.spark.ml.linalg.Vectors
import org.apache.spark.sql.{DataFrame, SparkSession}
import org.coherer.testkit.WithSpark
import org.coherer.testkit.cluster.Shuffles
import org.scalatest.funsuite.AnyFunSuite

/** Fits beside each other and beside other jobs of the session, which is not theirs. */
class SideBySideSuite extends AnyFunSuite with WithSpark with WithBlobs {

  override protected def sparkSettings =
    Map("spark.dynamicAllocation.enabled" -> "true") // Spark takes no notice of it in local mode.

  private val Rows = 600

  /** A DataFrame behind a shuffle of the caller's, which nothing keeps but Spark's shuffle files. */
  private def shuffled(): (org.apache.spark.rdd.RDD[Int], DataFrame) = {
    val session = spark
    import session.implicits._
    val rows = spark.sparkContext.parallelize(0 until Rows, 4).repartition(8)
    val points = rows.map(i => (Vectors.dense(i % 7, i % 5, i % 3, 1.0), (i % 3).toDouble))
    (rows, points.toDF("features", "label"))
  }

  test("twelve fits in three threads, beside jobs that read the same shuffle") {
    val (rows, data) = shuffled()
    val expected = (0 until Rows).sum.toDouble
    assert(rows.sum() == expected)
    val before = Shuffles.kept()
    val pool = Executors.newFixedThreadPool(4)
    def submit[T](body: => T): Future[T] = pool.submit(new Callable[T] { override def call(): T = body })
    try {
      val sums = submit((1 to 40).map(_ => rows.sum()))
      val fits = (1 to 12).map(_ => submit(parameters(classifier().setNumWorkers(1).fit(data))))
      val models = fits.map(_.get(120, TimeUnit.SECONDS))
      assert(models.forall(_ == models.head) && sums.get(60, TimeUnit.SECONDS).forall(_ == expected))
    } finally pool.shutdownNow()
    assert(before.stream().allMatch(shuffle => Shuffles.kept().contains(shuffle)))
    assert(rows.sum() == expected)
  }

  test("a refused row leaves the caller's shuffle, too") {
    val earlier = Shuffles.kept()
    val (rows, data) = shuffled()
    rows.count()
    val own = Shuffles.since(earlier)
    assert(!own.isEmpty)
    intercept[IllegalArgumentException](classifier().fit(data.withColumn("label", data("label") + 7)))
    assert(Shuffles.kept().containsAll(own))
    assert(rows.count() == Rows) // Spark deletes shuffles that nothing refers to any more.
  }

  test("a pipeline fits in a thread that has no active session, where there is no default one") {
    val data = blobs(60)
    SparkSession.clearActiveSession()
    SparkSession.clearDefaultSession()
    try {
      val stages = Array[org.apache.spark.ml.PipelineStage](classifier().setNumWorkers(1))
      assert(new Pipeline().setStages(stages).fit(data).transform(data).count() == 60)
    } finally {
      SparkSession.setDefaultSession(spark)
      SparkSession.setActiveSession(spark)
    }
  }
}
