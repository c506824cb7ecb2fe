package org.coherer.docs

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Paths}

import org.apache.spark.ml.functions.array_to_vector
import org.apache.spark.sql.{DataFrame, SparkSession}
import org.apache.spark.sql.functions._
import org.coherer.benchmarks.networks.SampleNetwork
import org.coherer.cluster.ExecutorProcesses
import org.coherer.ml.NeuralNetworkClassifier
import org.coherer.ml.preflight.Preflight

/** The application of `NetworkMemorySuite`: trains a network of the benchmarks with workers in one executor
  * that has trained it before, so that code and libraries are in memory already. Prints lines `name=bytes`:
  * for each fit what the executor has in memory before it (`base`) and the most during it (`peak`), and what
  * Coherer has computed for a worker (`estimate`).
  *
  * The arguments are the network's label, the number of workers and that of rows.
  */
object NetworkMemoryApp {

  private val WarmUps = 3
  private val Fits = 5
  private val Collections = 20
  private val Settled = 100 << 10

  def main(arguments: Array[String]): Unit = {
    val Array(label, workers, rows) = arguments
    val network = SampleNetwork.of(label)
    val spark = SparkSession.builder().getOrCreate()
    try {
      val data = table(spark, network, rows.toLong)
      val classifier = new NeuralNetworkClassifier()
        .setNetwork(network.network().textFor("dl4j"))
        .setBatchSize(network.trainingBatch())
        .setMaxIter(3)
        .setNumWorkers(workers.toInt)
      println(s"estimate=${Preflight.check(spark, classifier, data).memory().get.worker().bytes()}")
      (1 to WarmUps).foreach(_ => classifier.fit(data))
      val Seq((_, executor)) = ExecutorProcesses.ofThisProcess()
      (1 to Fits).foreach { _ =>
        println(s"base=${collected(spark, executor)}")
        // Has the system begin anew with VmHWM, see proc(5).
        Files.write(Paths.get(s"/proc/${executor.pid}/clear_refs"), "5".getBytes(UTF_8))
        classifier.fit(data)
        println(s"peak=${status(executor, "VmHWM")}")
      }
    } finally spark.stop()
  }

  private def table(spark: SparkSession, network: SampleNetwork, rows: Long): DataFrame = {
    val values = if (network == SampleNetwork.LSTM) 1000 else 7
    val columns = (0 until network.inputs()).map(column => (col("id") * (column + 1)) % values)
    spark
      .range(0, rows, 1, 1)
      .select(array_to_vector(array(columns: _*)).as("features"), (col("id") % network.classes()).as("label"))
  }

  /** Returns what is resident once the networks of earlier fits are gone: ND4J frees them some time after the
    * collector has found them.
    */
  private def collected(spark: SparkSession, executor: ProcessHandle): Long = {
    def collect(): Long = {
      spark.sparkContext.parallelize(Seq(1), 1).foreach(_ => System.gc())
      status(executor, "VmRSS")
    }
    def settle(before: Long, left: Int): Long = {
      val now = collect()
      if (left == 0 || before - now < Settled) now else settle(now, left - 1)
    }
    collect()
    settle(collect(), Collections)
  }

  /** What the system says of a process's memory, in bytes. */
  private def status(process: ProcessHandle, name: String): Long = {
    val status = new String(Files.readAllBytes(Paths.get(s"/proc/${process.pid}/status")), UTF_8)
    s"$name:\\s+(\\d+) kB".r.findFirstMatchIn(status).get.group(1).toLong * 1024
  }
}
