package org.coherer.elastic

import java.nio.ByteBuffer
import java.nio.file.{Files, Path, Paths}
import java.security.MessageDigest

import scala.collection.mutable.ArrayBuffer

import org.apache.spark.ml.linalg.Vector
import org.apache.spark.sql.functions._
import org.apache.spark.sql.{Column, DataFrame, SparkSession}
import org.coherer.cluster.ExecutorProcesses
import org.coherer.ml.{NeuralNetworkClassificationModel, NeuralNetworkClassifier}
import org.coherer.training.embedding.file.{TableFiles, TableManifest}
import org.coherer.training.embedding.{EmbeddingInput, EmbeddingSpec, RowOptimizer}

/** Trains a table that no executor has memory for as a whole, and in another application scores with it.
  * Prints what it finds as lines `name=value`.
  *
  * Arguments: `train` or `score`, the number of ids, and a folder; to train also servers, workers and the
  * bytes that a server may have.
  */
object TablesApp {

  val Spec: EmbeddingSpec =
    EmbeddingSpec.of("ids", 16).withOptimizer(new RowOptimizer.RowWiseAdaGrad(0.1f, 1e-8f))

  /** Ids of a row: those that no other row has, and some of the first few, which say its label. */
  val Own = 8
  private val Shared = 2
  private val Sharers = 200L

  private val Validated = 2000L
  private val Scored = 5000L

  def main(arguments: Array[String]): Unit = {
    val spark = SparkSession.builder().getOrCreate()
    try
      arguments match {
        case Array("train", rows, folder, servers, workers, bytes) =>
          train(spark, rows.toLong, Paths.get(folder), servers.toInt, workers.toInt, bytes.toLong)
        case Array("score", rows, folder) =>
          val model = NeuralNetworkClassificationModel.load(Paths.get(folder).resolve("model").toString)
          score(spark, model, rows.toLong)
      }
    finally spark.stop()
  }

  /** Every id below the given one occurs in the rows for training. Those for validation have others. */
  private def data(spark: SparkSession, ids: Long): DataFrame = {
    val training = ids / Own
    val id = col("id")
    val own = (0 until Own).map(place => id * Own + place)
    val shared = (1 to Shared).map(place => pmod(xxhash64(id, lit(place)), lit(Sharers)))
    spark
      .range(0, training + Validated, 1, 8)
      .select(
        array(own ++ shared: _*).as("ids"),
        when(shared.map(weight).reduce(_ + _) > 0, 1.0).otherwise(0.0).as("label"),
        (id >= training).as("validated"),
        id
      )
  }

  /** What an id that rows share does for their label, which nobody tells the network: from -1 to 1. */
  private def weight(shared: Column): Column = pmod(xxhash64(shared, lit(17)), lit(2001)) / 1000.0 - 1.0

  private def train(
      spark: SparkSession,
      ids: Long,
      folder: Path,
      servers: Int,
      workers: Int,
      bytes: Long
  ): Unit = {
    val tables = folder.resolve("tables")
    val estimator = new NeuralNetworkClassifier()
      .setTrainer("parameterServer")
      .setConsistency("boundedStaleness")
      .setEmbeddings(new EmbeddingInput("ids", Own + Shared, Spec))
      .setEmbeddingDir(tables.toString)
      .setEmbeddingMemory(bytes)
      .setHiddenLayers(16)
      .setLearningRate(0.01)
      .setBatchSize(if (ids > 1000000) 1024 else 64)
      .setMaxIter(1)
      .setNumServers(servers)
      .setNumWorkers(workers)
      .setValidationIndicatorCol("validated")
    val model = timed("fit")(estimator.fit(data(spark, ids)))
    val epoch = model.artifact().history().epochs().get(0)
    println(s"rows=${epoch.rows()}")
    println(s"loss=${epoch.loss()}")
    println(s"validated=${epoch.validation().loss()}")
    timed("save")(model.save(folder.resolve("model").toString))
    printMemory(spark, "trained")
    filesIn(tables).foreach { case (name, _) => println(s"left=$name") }
    val saved = folder.resolve("model/data/tables")
    println(s"stored=${TableManifest.read(TableFiles.local(saved)).rows(0)}")
    println(s"bytes=${filesIn(folder.resolve("model")).map(_._2).sum}")
    score(spark, model, ids)
  }

  /** Scores rows from everywhere, in some tasks; prints a digest of all bits. */
  private def score(spark: SparkSession, model: NeuralNetworkClassificationModel, ids: Long): Unit = {
    val rows = data(spark, ids).where(col("id") % lit(math.max(1, ids / Own / Scored)) === 0)
    val scores = timed("score") {
      model.transform(rows).select("id", "probability", "label").collect().sortBy(_.getLong(0))
    }
    val digest = MessageDigest.getInstance("SHA-256")
    var right = 0
    scores.foreach { row =>
      val probability = row.getAs[Vector](1).toArray
      probability.foreach(value => digest.update(ByteBuffer.allocate(8).putDouble(value).flip()))
      if ((probability(1) > 0.5) == (row.getDouble(2) == 1.0)) right += 1
    }
    println(s"count=${scores.length}")
    println(s"accuracy=${right.toDouble / scores.length}")
    println(s"scores=${digest.digest().map("%02x".format(_)).mkString}")
    printMemory(spark, "scored")
  }

  private def timed[T](what: String)(work: => T): T = {
    val begun = System.nanoTime()
    val result = work
    println(f"seconds=$what ${(System.nanoTime() - begun) / 1e9}%.1f")
    result
  }

  /** Prints the most memory that each executor has had so far, and what it has now of its own, and of files. */
  private def printMemory(spark: SparkSession, when: String): Unit =
    ExecutorProcesses.ofApplication(spark.sparkContext.applicationId).foreach { case (id, process) =>
      val status = Files.readAllLines(Paths.get(s"/proc/${process.pid}/status")).toArray(Array[String]())
      def megabytes(name: String): Long =
        status.find(_.startsWith(s"$name:")).get.split("\\s+")(1).toLong >> 10
      println(s"$when=$id ${megabytes("VmHWM")} ${megabytes("RssAnon")} ${megabytes("RssFile")}")
    }

  /** All files in a folder, with their lengths. */
  def filesIn(folder: Path): Seq[(String, Long)] = {
    val found = ArrayBuffer[(String, Long)]()
    val walk = Files.walk(folder)
    try
      walk.forEach { path =>
        if (Files.isRegularFile(path)) found += ((folder.relativize(path).toString, Files.size(path)))
      }
    finally walk.close()
    found.toSeq.sorted
  }
}
