package org.coherer.recovery

import java.util.concurrent.atomic.AtomicReference

import scala.collection.mutable.ArrayBuffer
import scala.util.Try

import org.apache.spark.sql.SparkSession
import org.coherer.cluster.ClusterApp

/** Trains with two workers, or with one while there are no more slots. The machine of one is lost after the
  * first epoch. Ends some epochs after there are two again. Prints what the log says as lines `name=value`.
  *
  * Argument: whether the optimizer's state is sharded, and copied.
  */
object RegroupApp {

  private val Rank1 = """rank 1 on \S+ pid (\d+), .*""".r
  private val Begun = """training \d+ parameters on (\d+) rows with (\d+) workers?: .*""".r
  private val Resumed = """training resumes (.*)""".r
  private val Done = """epoch (\d+)/\d+ done: loss ([0-9.]+), (\d+) rows.*""".r

  def main(arguments: Array[String]): Unit = {
    val spark = SparkSession.builder().getOrCreate()
    val victim = new AtomicReference[ProcessHandle]
    val begun = ArrayBuffer[String]()
    var epochsToCome = 5
    ProgressLines.follow {
      case Rank1(process) => ProcessHandle.of(process.toLong).ifPresent(one => victim.set(one))
      case Begun(rows, workers) =>
        println(s"begun=$workers of $rows rows")
        begun += workers
      case Resumed(how) => println(s"resumed=$how")
      case Done(epoch, loss, rows) =>
        println(s"epoch=$epoch $rows $loss")
        if (epoch == "1") loseMachineOf(victim.get)
        if (begun.toSeq == Seq("2", "1", "2")) epochsToCome -= 1
        if (epochsToCome == 0) spark.sparkContext.cancelAllJobs()
      case _ => ()
    }
    val fit = ClusterApp
      .classifier()
      .setMaxIter(1000000)
      .setBatchSize(1)
      .setLearningRate(0.0001)
      .setNumWorkers(2)
      .setMinWorkers(1)
      .setShardOptimizerState(arguments(0).toBoolean)
      .setReplicateOptimizerState(arguments(0).toBoolean)
      .setProgress("log")
    val failure = Try(fit.fit(ClusterApp.blobs(spark))).failed.get
    println(s"failure=${failure.getMessage}")
    spark.stop()
  }

  /** An executor dies with the worker that has started it: nobody starts another one there. */
  private def loseMachineOf(executor: ProcessHandle): Unit = {
    executor.parent().get.destroyForcibly()
    executor.destroyForcibly(): Unit
  }
}
