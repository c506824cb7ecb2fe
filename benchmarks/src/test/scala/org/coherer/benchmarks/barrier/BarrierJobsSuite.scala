package org.coherer.benchmarks.barrier

import org.apache.spark.sql.SparkSession
import org.coherer.benchmarks.spark.LocalSession
import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

/** What Spark's listener tells of barrier jobs, and what their tasks note. */
class BarrierJobsSuite extends AnyFunSuite with WithTempDir {

  private def withSession[A](body: (SparkSession, Moments) => A): A = withTempDir { folder =>
    System.setProperty("coherer.benchmarks.moments", folder.resolve("moments").toString)
    val spark = LocalSession.open("barrier", 2, folder)
    try body(spark, new Moments(folder.resolve("moments")))
    finally {
      spark.stop()
      System.clearProperty("coherer.benchmarks.moments")
    }
  }

  test("an empty barrier job notes the start of its tasks and when they have met, after its submission") {
    withSession { (spark, moments) =>
      val submissions = new Submissions
      spark.sparkContext.addSparkListener(submissions)
      assert(spark.range(0, 10, 1, 2).count() == 10)
      val before = System.nanoTime
      val numbers = spark.sparkContext.parallelize(Seq(Int.box(1), Int.box(2)), 2)
      val met = numbers.barrier().mapPartitions(new EmptyBarrierTask(false))
      assert(met.collect().toSeq == Seq(1, 2))
      val noted = moments.read()
      val expected = Seq(EmptyBarrierTask.started(0), EmptyBarrierTask.met(0)).flatMap(n => Seq(n, n))
      assert((0 until noted.size).map(noted.get(_).number).sorted == expected)
      val submission = submissions.await()
      val millisecond = 2000000L
      assert(submission.nanos >= before - millisecond && submission.nanos <= noted.get(0).nanos + millisecond)
      assert(submission.idleNanos >= 0)
    }
  }

  test("tasks that wait end once Spark has killed them") {
    withSession { (spark, moments) =>
      val numbers = spark.sparkContext.parallelize(Seq(Int.box(1), Int.box(2)), 2)
      val job = numbers.barrier().mapPartitions(new EmptyBarrierTask(true)).collectAsync()
      moments.await("barrier", java.time.Duration.ofSeconds(20), _.size == 4)
      job.cancel()
      val tracker = spark.sparkContext.statusTracker
      val end = System.nanoTime + 20000000000L
      while (tracker.getExecutorInfos.exists(_.numRunningTasks > 0) && System.nanoTime < end) Thread.`yield`()
      assert(!tracker.getExecutorInfos.exists(_.numRunningTasks > 0))
    }
  }
}
