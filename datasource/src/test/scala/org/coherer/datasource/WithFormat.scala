package org.coherer.datasource

import java.nio.file.{Files, Path}

import org.apache.spark.sql.{DataFrame, DataFrameReader, Row}
import org.coherer.testkit.WithSpark
import org.scalatest.Suite

/** Reads and writes files of one format with Spark. */
trait WithFormat extends WithFiles with WithSpark { this: Suite =>

  def format: String

  def reader(options: (String, String)*): DataFrameReader =
    options.foldLeft(spark.read.format(format)) { case (reader, (name, value)) => reader.option(name, value) }

  def load(path: Any, options: (String, String)*): DataFrame = reader(options: _*).load(path.toString)

  def save(frame: DataFrame, path: Any, options: (String, String)*): Unit =
    options
      .foldLeft(frame.write.format(format).mode("append")) { case (writer, (name, value)) =>
        writer.option(name, value)
      }
      .save(path.toString)

  /** Rows in which arrays are lists, and byte strings too. */
  def rows(frame: DataFrame): Seq[Seq[Any]] =
    frame.collect().toSeq.map(row => plain(row).asInstanceOf[Seq[Any]])

  private def plain(value: Any): Any = value match {
    case row: Row => row.toSeq.map(plain).toList
    case bytes: Array[Byte] => bytes.toList
    case all: scala.collection.Seq[_] => all.map(plain).toList
    case other => other
  }

  /** A file that another implementation wrote, in a directory. */
  def resource(dir: Path, name: String): Path =
    Files.write(dir.resolve(name), Resources.bytes(s"$format/$name"))

  /** The files that tasks wrote, without the one of success. */
  def written(dir: Path): Seq[Path] = {
    val all = Files.list(dir)
    try all.toArray.toSeq.map(_.asInstanceOf[Path]).filter(_.getFileName.toString.startsWith("part"))
    finally all.close()
  }

  def failure(body: => Any): String = messages(intercept[Exception](body))

  def messages(failure: Throwable): String =
    Iterator.iterate(failure)(_.getCause).takeWhile(_ != null).map(_.getMessage).mkString("\n")

  def refused(body: => Any): String = intercept[IllegalArgumentException](body).getMessage
}
