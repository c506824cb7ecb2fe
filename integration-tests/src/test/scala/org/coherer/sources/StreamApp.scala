package org.coherer.sources

import java.nio.file.{FileAlreadyExistsException, Files, Path, Paths}
import java.util.concurrent.{CountDownLatch, TimeUnit}

import org.apache.spark.api.java.function.VoidFunction2
import org.apache.spark.sql.{Dataset, Row, SparkSession}
import org.apache.spark.sql.functions.{col, expr, udf}
import org.apache.spark.sql.streaming.StreamingQuery

/** Reads files as they come, while an executor is killed and the query is stopped in mid batch. Prints what
  * it finds as lines `name=value`.
  */
object StreamApp {
  private val RowsPerFile = 100L

  def main(arguments: Array[String]): Unit = {
    val Array(format, folder) = arguments
    val spark = SparkSession.builder().getOrCreate()
    val dir = Paths.get(folder)
    Files.createDirectories(dir.resolve("in"))
    (0 until 3).foreach(arrive(spark, format, dir, _))

    val first = start(spark, format, dir)
    (3 until 5).foreach(arrive(spark, format, dir, _))
    waitFor(dir.resolve("paused"), first)
    first.stop()
    println(s"killed=${Files.exists(dir.resolve("killed"))}")

    val second = start(spark, format, dir)
    (5 until 8).foreach(arrive(spark, format, dir, _))
    second.processAllAvailable()
    second.stop()
    val read = spark.read.parquet(dir.resolve("out").toString)
    println(s"rows=${read.count()}")
    println(s"distinct=${read.select("value").distinct().count()}")
    println(
      s"compacted=${dir.resolve("checkpoint/sources/0").toFile.list().exists(_.startsWith("compact-"))}"
    )
    spark.stop()
  }

  /** Writes a file elsewhere, and moves it in. */
  private def arrive(spark: SparkSession, format: String, dir: Path, number: Int): Unit = {
    val made = dir.resolve(s"made/$number")
    spark
      .range(number * RowsPerFile, (number + 1) * RowsPerFile, 1, 1)
      .select(expr("id + 0") as "value")
      .write
      .format(format)
      .mode("append")
      .save(made.toString)
    val name = made.toFile.list().filter(name => name.startsWith("part")).head
    Files.move(made.resolve(name), dir.resolve(s"in/$number-$name")): Unit
  }

  private def start(spark: SparkSession, format: String, dir: Path): StreamingQuery = {
    val folder = dir.toString
    val hazards = udf { (id: Long) => { hazard(id, Paths.get(folder)); id } }
    val sink: VoidFunction2[Dataset[Row], java.lang.Long] = (batch, id) =>
      batch.write.mode("overwrite").parquet(s"$folder/out/batch=$id")
    spark.readStream
      .format(format)
      .option("maxFilesPerTrigger", "1")
      .load(dir.resolve("in").toString)
      .select(hazards(col("value")) as "value")
      .writeStream
      .option("checkpointLocation", dir.resolve("checkpoint").toString)
      .foreachBatch(sink)
      .start()
  }

  /** Kills this executor at a row of the second file, and waits at one of the fourth, once each. */
  private def hazard(id: Long, dir: Path): Unit =
    if (id == RowsPerFile + 50 && isFirst(dir.resolve("killed"))) {
      new ProcessBuilder("kill", "-9", ProcessHandle.current().pid.toString).start().waitFor()
      new CountDownLatch(1).await() // the signal
    } else if (id == 3 * RowsPerFile + 50 && isFirst(dir.resolve("paused"))) new CountDownLatch(1).await()

  private def isFirst(mark: Path): Boolean =
    try {
      Files.createFile(mark)
      true
    } catch { case _: FileAlreadyExistsException => false }

  private def waitFor(mark: Path, query: StreamingQuery): Unit = {
    val end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3)
    while (!Files.exists(mark) && System.nanoTime() < end) query.awaitTermination(20): Unit
    println(s"paused=${Files.exists(mark)}")
  }
}
