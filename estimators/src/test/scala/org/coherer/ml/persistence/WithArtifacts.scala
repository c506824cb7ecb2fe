package org.coherer.ml.persistence

import java.io.File
import java.nio.file.{Files, Path}
import java.time.Instant
import java.util.{Arrays, TreeMap}

import scala.collection.mutable.ArrayBuffer

import org.apache.spark.sql.types.DataTypes
import org.coherer.connector.column.{ClassLabels, LearnedPreprocessing}
import org.coherer.testkit.engine.Perceptrons
import org.coherer.training.calibration.Calibration
import org.coherer.training.encoding.Standardization
import org.coherer.training.engine.{Engines, NetworkFile, NetworkSpec, OptimizerState}
import org.coherer.training.event.TrainingHistory
import org.coherer.training.event.TrainingHistory.Epoch
import org.coherer.training.event.TrainingHistory.StopReason
import org.coherer.training.event.TrainingHistory.Times
import org.coherer.training.event.TrainingHistory.ValidationResult
import org.coherer.training.vector.{FlatVector, PackedVector}

/** A tiny network and all that may be saved with it. */
trait WithArtifacts {

  protected lazy val engine = Engines.named("dl4j")
  protected lazy val network: NetworkSpec = Perceptrons.classifier("dl4j", 4, 3, 2)
  protected lazy val count: Int = engine.describe(network).parameterCount().toInt

  protected def numbers(length: Int, first: Int): FlatVector =
    FlatVector.of(Array.tabulate(length)(i => (first + i) / 8f): _*)

  protected lazy val bare: ModelArtifact =
    new ModelArtifact(new NetworkFile(network, numbers(count, 1)))

  protected def metrics(values: (String, Double)*): TreeMap[String, java.lang.Double] = {
    val map = new TreeMap[String, java.lang.Double]()
    values.foreach { case (name, value) => map.put(name, value) }
    map
  }

  protected lazy val history: TrainingHistory = {
    val first =
      new Epoch(
        1,
        0.75,
        100,
        0,
        0.1,
        new Times(2, 0.5, 1, 0.25, 0.25),
        new ValidationResult(0.8, metrics("accuracy" -> 0.5))
      )
    val second = new Epoch(
      2,
      Double.PositiveInfinity,
      90,
      2,
      Double.NaN,
      new Times(1.5, 0, 1.5, 0, 0),
      new ValidationResult(Double.NaN, metrics("f1: a=b \u00e9" -> 0.25))
    )
    new TrainingHistory(Arrays.asList(first, second), 1, 2, StopReason.MAX_SECONDS, 4)
  }

  protected lazy val provenance: Provenance = {
    val params = new TreeMap[String, String]()
    params.put("seed", "42")
    params.put("network", "\"{ \\\"a\\\" : 1,\\n}\"")
    new Provenance(
      new Provenance.Data("""{"type":"struct","fields":[]}""", 100, 20),
      Versions.current(engine),
      new Machine("Linux 6.1 amd64", "A processor = (avx2)", "kernels"),
      new Provenance.Run(-42, 4, Instant.parse("2026-01-31T12:00:00.125Z"), 12.5),
      params
    )
  }

  protected lazy val full: ModelArtifact = new ModelArtifact(
    new NetworkFile(
      network,
      numbers(count, 1),
      new OptimizerState(new PackedVector(numbers(2 * count, 100)), 12, 2)
    ),
    new LearnedPreprocessing(
      new Standardization(Array(0f, -1.5f, Float.MaxValue, 0.1f), Array(1f, 0f, Float.MinPositiveValue, 3f)),
      new Standardization(Array(12.25f), Array(0.5f)),
      ClassLabels.values(
        DataTypes.StringType,
        Arrays.asList("cat", " dog = a \\ b#", "", "\u00e9\ud83d\ude00\n\t")
      )
    ),
    provenance,
    history,
    new Calibration(1.4366, 0.5831, 1.0 / 3)
  )

  /** The files below a folder, as paths in it, without Hadoop's checksums. */
  protected def filesIn(folder: Path): Seq[String] = {
    val found = ArrayBuffer[String]()
    val walk = Files.walk(folder)
    try
      walk.filter(path => Files.isRegularFile(path)).forEach { path =>
        found += folder.relativize(path).toString.replace(File.separatorChar, '/')
      }
    finally walk.close()
    found.filterNot(_.endsWith(".crc")).sorted.toList
  }
}
