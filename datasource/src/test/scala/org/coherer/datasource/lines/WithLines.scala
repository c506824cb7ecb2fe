package org.coherer.datasource.lines

import java.nio.file.{Files, Path}

import org.apache.spark.sql.{DataFrame, Row}
import org.coherer.datasource.WithFiles
import org.coherer.testkit.WithSpark
import org.scalatest.Suite

/** Draws files of the format of suites, and reads them with Spark. */
trait WithLines extends WithFiles with WithSpark { this: Suite =>

  def lines(file: Path, rows: String*): Path = {
    Files.createDirectories(file.getParent)
    write(file, rows.map(_ + "\n").mkString.getBytes("UTF-8"))
  }

  def load(paths: Seq[Any], options: (String, String)*): DataFrame =
    options
      .foldLeft(spark.read.format("lines")) { case (reader, (name, value)) => reader.option(name, value) }
      .load(paths.map(_.toString): _*)

  def numbers(frame: DataFrame): Seq[Int] = frame.select("n").collect().toSeq.map(_.getInt(0))

  def rows(frame: DataFrame): Seq[Seq[Any]] = frame.collect().toSeq.map((row: Row) => row.toSeq.toList)

  def refused(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  def messages(failure: Throwable): String =
    Iterator.iterate(failure)(_.getCause).takeWhile(_ != null).map(_.getMessage).mkString("\n")

  /** A figure of the scan of a query that has run. */
  def metric(frame: DataFrame, name: String): Long =
    frame.queryExecution.executedPlan.collectLeaves().head.metrics(name).value
}
