package org.coherer.sources

import java.nio.file.{Path, Paths}
import java.util.concurrent.CountDownLatch

import org.apache.spark.TaskContext
import org.apache.spark.sql.{DataFrame, SparkSession}
import org.apache.spark.sql.functions.{col, expr, udf}

/** Writes files while executors are killed. Prints what it finds as lines `name=value`. */
object WriteApp {
  private val Rows = 4000L
  private val Tasks = 2

  /** Far behind the first bytes that a task has flushed, far before its last row. */
  private val Hazard = 1500L

  def main(arguments: Array[String]): Unit = {
    val Array(fault, format, folder) = arguments
    val spark = SparkSession.builder().getOrCreate()
    val to = Paths.get(folder, "table")
    val visible = new Visible(to)
    val failed =
      try {
        save(rows(spark, fault), format, to)
        false
      } catch { case _: Exception => true }
    val (seen, looks) = visible.end()
    println(s"failed=$failed")
    println(s"looks=$looks")
    val last = Visible.files(to).map(file => file -> java.nio.file.Files.size(file)).toMap
    seen.foreach { case (file, sizes) => if (sizes != last.get(file).toSet) println(s"partial=$file $sizes") }
    if (!failed) {
      val read = spark.read.format(format).load(to.toString)
      println(s"rows=${read.count()}")
      println(s"distinct=${read.select("id").distinct().count()}")
    }
    Visible.below(to).filterNot(last.contains).foreach(path => println(s"litter=$path"))
    Visible.files(to).foreach(file => println(s"file=${file.getFileName}"))
    spark.stop()
  }

  private def save(rows: DataFrame, format: String, to: Path): Unit =
    rows.write.format(format).mode("append").option("maxRecordsPerFile", "1000").save(to.toString)

  /** Rows of 2 KB, so that a task that comes to the hazard has a file that is whole and one that is not. */
  private def rows(spark: SparkSession, fault: String): DataFrame = {
    val passed = fault match {
      case "kill-once" => udf((id: Long) => { if (id == Hazard && attempt == 0) killThisProcess(); id })
      case "kill-always" => udf((id: Long) => { if (id == Hazard) killThisProcess(); id })
    }
    spark
      .range(0, Rows, 1, Tasks)
      .select(
        passed(col("id")) as "id",
        expr("transform(sequence(1, 500), i -> cast(i + id AS float))") as "x"
      )
  }

  private def attempt: Int = TaskContext.get().attemptNumber()

  private def killThisProcess(): Unit = {
    new ProcessBuilder("kill", "-9", ProcessHandle.current().pid.toString).start().waitFor()
    new CountDownLatch(1).await() // the signal
  }
}
