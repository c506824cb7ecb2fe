package org.coherer.connector.report

import java.util.concurrent.{ConcurrentLinkedQueue, CountDownLatch, TimeUnit}

import org.apache.spark.scheduler.{SparkListener, SparkListenerJobStart}
import org.apache.spark.sql.{DataFrame, Row, SparkSession}
import org.coherer.connector.report.FitReport.Kind
import org.coherer.testkit.WithSpark
import org.scalatest.funsuite.AnyFunSuite

class ProgressSourceSuite extends AnyFunSuite with WithSpark with WithReports {

  private def read(session: SparkSession, options: (String, String)*): DataFrame = {
    val reader = session.read.format("coherer-progress")
    options.foreach { case (name, value) => reader.option(name, value) }
    reader.load()
  }

  /** A session of its own, with three reports. */
  private def reported(): SparkSession = {
    val session = spark.newSession()
    val reports = SessionReports.of(session)
    Seq(report(Kind.STARTED, text = "training"), ended(1, "epoch 1"), step(2, 3)).foreach(reports.publish)
    session
  }

  test("a row for each report, with all that it says") {
    val rows = read(reported()).collect().toSeq
    assert(rows.map(_.getAs[String]("kind")) == Seq("started", "epoch", "step"))
    val epoch = rows(1)
    assert(epoch.getAs[Long]("number") == 2 && epoch.getAs[Long]("fit") == 7)
    assert(epoch.getAs[Int]("epoch") == 1 && epoch.getAs[Int]("epochs") == 3)
    assert(epoch.getAs[Double]("loss") == 0.25 && epoch.getAs[Double]("validationLoss") == 0.5)
    assert(epoch.getAs[scala.collection.Map[String, Double]]("metrics").toMap == Map("accuracy" -> 0.75))
    assert(epoch.getAs[java.sql.Timestamp]("time").toInstant == Time)
    assert(epoch.getAs[String]("text") == "epoch 1")
    assert(rows.head.isNullAt(rows.head.fieldIndex("loss")))
  }

  test("options: after, limit; any other, and bad values, are refused") {
    val session = reported()
    def numbers(options: (String, String)*): Seq[Long] =
      read(session, options: _*).collect().toSeq.map(_.getAs[Long]("number"))
    assert(numbers("after" -> "1") == Seq(2, 3) && numbers("limit" -> "1") == Seq(3))
    def refusal(options: (String, String)*): String =
      intercept[IllegalArgumentException](numbers(options: _*)).getMessage
    assert(
      refusal("since" -> "1") ==
        "Unknown option 'since' of coherer-progress (must be one of [after, limit, showing])"
    )
    for (bad <- Seq("-1", "x", ""))
      assert(
        refusal("after" -> bad) ==
          s"Invalid option after='$bad' of coherer-progress (must be a whole number, at least 0)"
      )
  }

  test("a session sees the reports of its own fits alone") {
    reported()
    assert(read(spark.newSession()).collect().isEmpty)
  }

  test("who says so shows progress to a user; who only reads does not") {
    val session = reported()
    read(session).collect()
    assert(!SessionReports.of(session).isShown)
    read(session, "showing" -> "true").collect()
    assert(SessionReports.of(session).isShown)
    assert(!SessionReports.of(spark).isShown)
  }

  test(
    "reading all or some of the columns, in their order, runs no job: it works while a fit has all slots"
  ) {
    val session = reported()
    val jobs = new ConcurrentLinkedQueue[Int]()
    val last = "the job that the test runs"
    val done = new CountDownLatch(1)
    val listener = new SparkListener {
      override def onJobStart(job: SparkListenerJobStart): Unit =
        if (job.properties.getProperty("spark.job.description") == last) done.countDown()
        else jobs.add(job.jobId): Unit
    }
    spark.sparkContext.addSparkListener(listener)
    try {
      assert(read(session).collect().length == 3)
      val some = read(session).select("epoch", "text").collect().toSeq
      assert(some == Seq(Row(0, "training"), Row(1, "epoch 1"), Row(2, "")))
      spark.sparkContext.setJobDescription(last)
      spark.range(1).count()
      assert(done.await(1, TimeUnit.MINUTES) && jobs.isEmpty)
    } finally {
      spark.sparkContext.setJobDescription(null)
      spark.sparkContext.removeSparkListener(listener)
    }
  }

  test("listeners of a session are called by what has happened, until they are removed") {
    val session = spark.newSession()
    val seen = new ConcurrentLinkedQueue[String]()
    val listener = new FitListener {
      override def onEpoch(epoch: FitReport): Unit = seen.add(s"epoch ${epoch.epoch}"): Unit
      override def onProgress(report: FitReport): Unit = seen.add(s"progress ${report.kind}"): Unit
      override def onEnd(end: FitReport): Unit = seen.add(s"end ${end.kind}"): Unit
    }
    val failing: FitListener = _ => throw new java.io.IOException("of a listener")
    val first = FitListeners.add(session, failing)
    val second = FitListeners.add(session, listener)
    val reports = Seq(report(Kind.STARTED), step(1, 1), ended(1), report(Kind.NOTE), report(Kind.FAILED))
    reports.foreach(SessionReports.of(session).publish)
    SessionReports.of(spark).publish(ended(9))
    second.close()
    SessionReports.of(session).publish(report(Kind.ENDED))
    first.close()
    assert(
      seen.toArray(Array[String]()).toSeq ==
        Seq("progress STARTED", "progress STEP", "epoch 1", "progress NOTE", "end FAILED")
    )
  }
}
