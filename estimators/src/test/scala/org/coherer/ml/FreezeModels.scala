package org.coherer.ml

import java.nio.file.{Files, Path, Paths}

import org.apache.spark.ml.linalg.Vector
import org.coherer.testkit.WithSpark

/** Trains a tiny model and saves it, for the folder of models that are read for ever. Not a test, and not run
  * by any: what it writes is what its own version writes.
  *
  * Argument: a folder that is not there yet; gets `model`, and `expected.txt`: features and probabilities.
  */
object FreezeModels extends org.scalatest.Suite with WithSpark with WithBlobs {

  def main(args: Array[String]): Unit = {
    val folder = Paths.get(args(0))
    Files.createDirectories(folder)
    val data = blobs(30)
    val model = classifier().setMaxIter(2).fit(data)
    model.save(folder.resolve("model").toString)
    write(expectations(model.transform(data.limit(6)).collect().toSeq), folder)
    spark.stop()
  }

  private def expectations(rows: Seq[org.apache.spark.sql.Row]): Seq[String] = rows.map { row =>
    (row.getAs[Vector]("features").toArray ++ row.getAs[Vector]("probability").toArray).mkString(" ")
  }

  private def write(lines: Seq[String], folder: Path): Unit = {
    Files.write(folder.resolve("expected.txt"), lines.mkString("", "\n", "\n").getBytes("US-ASCII")): Unit
  }
}
