package org.coherer.docs

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Paths}

import org.apache.spark.ml.functions.array_to_vector
import org.apache.spark.sql.SparkSession
import org.apache.spark.sql.functions._
import org.coherer.cluster.ExecutorProcesses
import org.coherer.ml.NeuralNetworkClassifier
import org.coherer.ml.preflight.Preflight

/** The application of `MemorySuite`: trains a perceptron on two executors and prints their peaks as lines
  * `peak_kb=N`, as `parameters=N` how many parameters there were, and as `estimate=N` how many bytes a worker
  * was to take off the heap.
  *
  * The arguments are layers (`10,20,2`), batch, rows, and Params as `name=value`: `restoreBest`,
  * `onDivergence`, `shardOptimizerState`, `optimizer`.
  */
object MemoryApp {

  def main(arguments: Array[String]): Unit = {
    val Array(layers, batch, rows) = arguments.take(3)
    val spark = SparkSession.builder().getOrCreate()
    try {
      val sizes = layers.split(",").map(_.toInt)
      val features = array((0 until sizes.head).map(column => (col("id") * (column + 1)) % 7): _*)
      val data = spark
        .range(0, rows.toLong, 1, 2)
        .select(array_to_vector(features).as("features"), (col("id") % sizes.last).as("label"))
      val classifier = new NeuralNetworkClassifier()
        .setLayers(sizes: _*)
        .setBatchSize(batch.toInt)
        .setMaxIter(2)
        .setNumWorkers(2)
      arguments.drop(3).map(_.split("=")).foreach {
        case Array(name, value) if Set("true", "false")(value) =>
          classifier.set(
            classifier.getParam(name).asInstanceOf[org.apache.spark.ml.param.Param[Any]],
            value.toBoolean
          ): Unit
        case Array(name, value) =>
          classifier.set(
            classifier.getParam(name).asInstanceOf[org.apache.spark.ml.param.Param[Any]],
            value
          ): Unit
      }
      Preflight.check(spark, classifier, data).memory().ifPresent { fit =>
        println(s"estimate=${fit.worker().bytes()}")
      }
      val model = classifier.fit(data)
      ExecutorProcesses.ofThisProcess().foreach { case (_, process) =>
        println(s"peak_kb=${peak(process.pid)}")
      }
      println(s"parameters=${model.artifact().network().parameters().length}")
    } finally spark.stop()
  }

  /** The largest resident memory that a process has had, in KiB. */
  private def peak(process: Long): String = {
    val status = new String(Files.readAllBytes(Paths.get(s"/proc/$process/status")), UTF_8)
    "VmHWM:\\s+(\\d+) kB".r.findFirstMatchIn(status).get.group(1)
  }
}
