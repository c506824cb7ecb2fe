package org.coherer.ml

import java.io.ByteArrayInputStream
import java.nio.file.{Files, Path, Paths}
import java.time.Instant
import java.util.{Arrays, TreeMap}

import scala.collection.mutable.ArrayBuffer

import org.apache.spark.ml.linalg.Vector
import org.apache.spark.sql.SparkSession
import org.coherer.ml.persistence.{ModelArtifact, ModelWriter, Provenance, Versions}
import org.coherer.training.engine.Engines
import org.coherer.training.event.TrainingHistory
import org.coherer.training.event.TrainingHistory.{Epoch, StopReason, Times}

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
    val estimator = classifier().setMaxIter(2)
    val model = estimator.fit(data)
    val saved = folder.resolve("model").toString
    model.save(saved)
    if (!Files.exists(folder.resolve("model/data/history.properties"))) {
      withAllFiles(model, estimator, folder)
    }
    write(expectations(model.transform(data.limit(6)).collect().toSeq), folder)
    spark.stop()
  }

  /** The model of format version 1, saved in version 2 with everything that it has room for. */
  private def withAllFiles(
      model: NeuralNetworkClassificationModel,
      estimator: NeuralNetworkClassifier,
      folder: Path
  ): Unit = {
    val engine = Engines.named("dl4j")
    val zip = Files.readAllBytes(folder.resolve("model/data/network.zip"))
    val metrics = new TreeMap[String, java.lang.Double]()
    metrics.put("accuracy", 0.75)
    val artifact = new ModelArtifact(
      engine.name(),
      engine.read(new ByteArrayInputStream(zip), 1 << 20),
      Arrays.asList("red", "green", "blue"),
      new Provenance(
        blobs(3).schema.json,
        30,
        6,
        Versions.current(engine),
        estimator.getSeed,
        2,
        Instant.parse("2026-01-31T12:00:00Z"),
        1.5,
        Provenance.paramsOf(estimator)
      ),
      new TrainingHistory(
        Arrays.asList(new Epoch(1, 0.5, 30, 0, 0.1, new Times(1, 0.25, 0.5, 0.125, 0.125), 0.625, metrics)),
        1,
        1,
        StopReason.MAX_ITER
      )
    )
    new ModelWriter(model, () => artifact).save(folder.resolve("model-2").toString)
  }

  private def expectations(rows: Seq[org.apache.spark.sql.Row]): Seq[String] = rows.map { row =>
    (row.getAs[Vector]("features").toArray ++ row.getAs[Vector]("probability").toArray).mkString(" ")
  }

  private def write(lines: Seq[String], folder: Path): Unit = {
    val all = ArrayBuffer(lines: _*)
    Files.write(folder.resolve("expected.txt"), all.mkString("", "\n", "\n").getBytes("US-ASCII")): Unit
  }
}
