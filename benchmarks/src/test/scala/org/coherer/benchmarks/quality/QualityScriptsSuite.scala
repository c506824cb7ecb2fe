package org.coherer.benchmarks.quality

import java.nio.file.{Files, Path, Paths}
import java.time.Duration
import java.util.Collections

import scala.collection.mutable.ArrayBuffer

import org.coherer.benchmarks.harness.BenchmarkException
import org.coherer.benchmarks.process.ProcessGroup
import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

/** Our scripts, where a Python can run them. */
class QualityScriptsSuite extends AnyFunSuite with WithTempDir {

  private val scripts =
    Paths.get(System.getProperty("coherer.repository")).resolve("benchmarks/src/main/python")

  private def withTables(body: (QualityPython, TableWriter, Path) => Unit): Unit = {
    val python =
      try Some(QualityPython.find(System.getenv, scripts))
      catch { case _: BenchmarkException => None }
    assume(python.isDefined, "no Python with scikit-learn")
    withTempDir { folder =>
      val writer = TableWriter.start(python.get, folder, folder.resolve("logs"))
      try body(python.get, writer, folder)
      finally writer.close()
    }
  }

  private def listings(writer: TableWriter): Seq[Listing] = {
    val found = ArrayBuffer[Listing]()
    writer.list.forEach(listing => found += listing)
    found.toList
  }

  private def files(folder: Path): Set[String] = {
    val names = ArrayBuffer[String]()
    val all = Files.newDirectoryStream(folder)
    try all.forEach(file => names += file.getFileName.toString.replaceAll("\\.(csv|parquet)$", ""))
    finally all.close()
    names.toSet
  }

  test("at least 15 tables, of both tasks and both groups, ten of them to choose rules on") {
    withTables { (_, writer, _) =>
      val all = listings(writer)
      assert(all.size >= 15 && all.map(_.name).distinct.size == all.size)
      assert(all.map(_.task).distinct.size == 2 && all.map(_.group).distinct == Seq("tuning", "check"))
      assert(all.count(_.group == "tuning") == 10)
    }
  }

  test("a table is written once, in splits of 70 and 30 that peers can fit") {
    withTables { (python, writer, folder) =>
      val wine = listings(writer).find(_.name == "wine").get
      val table = writer.write(wine, 2, (_: String) => fail()).get
      assert(table.rows == 178 && table.features == 13 && table.classes == 3)
      assert(math.abs(table.baseline - 21.0 / 54) < 1e-4, "54 rows to test, 21 of the largest class")
      val here = folder.resolve("wine")
      val parts = for (part <- Seq("train", "test", "info"); seed <- 1 to 2) yield s"$part-$seed"
      assert(files(here).map(_.stripSuffix(".json")) == (parts :+ "columns").toSet)
      val written = Files.getLastModifiedTime(here.resolve("info-1.json"))
      assert(writer.write(wine, 2, (_: String) => fail()).get == table)
      assert(Files.getLastModifiedTime(here.resolve("info-1.json")) == written)
      val command = python.command("quality_peers.py", folder)
      val peers = ProcessGroup.start("peers", Collections.singletonList(command), folder.resolve("logs"))
      try {
        val answers = peers.askAll(Duration.ofMinutes(2), "fit sklearn_mlp wine classification 3 2")
        val fit = Fit.parse(answers.get(0))
        assert(fit.score > 0.9 && fit.score <= 1 && fit.seconds > 0 && fit.cpuSeconds > 0)
      } finally peers.close()
    }
  }
}
