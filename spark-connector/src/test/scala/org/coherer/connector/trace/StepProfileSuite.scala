package org.coherer.connector.trace

import java.nio.file.{Files, Path => LocalPath}
import java.time.{Clock, Instant, ZoneOffset}
import java.util.TreeMap

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FileSystem, Path}
import org.coherer.connector.report.{FitDescription, FitReport}
import org.coherer.testkit.{EventRecords, WithLogLines, WithTempDir}
import org.coherer.training.checkpoint.storage.CheckpointFiles
import org.coherer.training.engine.NetworkShape
import org.coherer.training.event.TrainingEvent.{RunStarted, WorkerInfo}
import org.coherer.training.event.{RunEvent, StepsTraced, TrainingEvent}
import org.coherer.training.plan.StepRange
import org.scalatest.funsuite.AnyFunSuite

class StepProfileSuite extends AnyFunSuite with WithTempDir with WithLogLines with WithTraces {

  private val Logger = classOf[StepProfile].getName
  private val start = Instant.parse("2026-12-01T05:00:00Z")
  private val fit = new FitReport.Fit(7, "net_1a2b")
  private val Name = "net_1a2b-20261201-050000-7"

  private class Profiled(val folder: LocalPath, wanted: StepRange) {
    private val files =
      new CheckpointFiles(FileSystem.getLocal(new Configuration(false)), new Path(folder.toUri))
    val profile = new StepProfile(files, wanted, Clock.fixed(start, ZoneOffset.UTC))

    def begin(workers: Int): Unit = {
      val shape = new NetworkShape(
        list(new NetworkShape.Input("features", 4)),
        list(new NetworkShape.Output("label", 3)),
        67,
        list[NetworkShape.LayerInfo](),
        null
      )
      profile.onBegin(
        new FitDescription(fit, "NeuralNetworkClassifier", new TreeMap[String, String](), shape, false)
      )
      started(workers)
    }

    def started(workers: Int): Unit =
      tell(
        new RunStarted(
          list((0 until workers).map(i => new WorkerInfo(i, s"host$i", 100 + i, 50)): _*),
          67,
          3,
          10
        )
      )

    def tell(event: TrainingEvent): Unit = profile.onEvent(fit, new RunEvent("ab", start, event))

    def traced(rank: Int, steps: Range): Unit =
      tell(
        new StepsTraced(
          rank,
          steps.head.toLong,
          steps.last.toLong,
          list(steps.flatMap(i => step(i, 100L * i)): _*)
        )
      )

    def names: Seq[String] = folder.toFile.list().toSeq.filterNot(_.endsWith(".crc")).sorted
    def text: String = new String(Files.readAllBytes(folder.resolve(Name + ".txt")), "UTF-8")
    def steps: Seq[String] = EventRecords
      .parse(Files.readAllBytes(folder.resolve(Name + ".pftrace")))
      .messages(1)
      .filter(_.has(11))
      .map(_.message(11))
      .filter(event => event.has(23) && event.text(22) == "step")
      .map(_.text(23))
  }

  private def profiled(first: Long, last: Long)(body: Profiled => Unit): Unit =
    withTempDir(folder => body(new Profiled(folder, new StepRange(first, last))))

  test("both files are written as soon as all ranks have reported all steps") {
    profiled(3, 6) { p =>
      p.begin(2)
      p.traced(0, 3 to 4)
      p.traced(1, 3 to 6)
      assert(p.names.isEmpty)
      val lines = logged(Logger)(p.traced(0, 5 to 6))
      assert(p.names == Seq(Name + ".pftrace", Name + ".txt"))
      assert(p.steps == Seq("step 3", "step 4", "step 5", "step 6", "step 3", "step 4", "step 5", "step 6"))
      assert(p.text.startsWith("Steps 3 to 6 of 2 ranks, 0.100 ms each on average.\n"))
      assert(
        lines.exists(line =>
          line.contains("The profile of steps 3 to 6 is in ") && line.contains(Name + ".pftrace")
            && line.contains("Computing bounds the steps")
        )
      )
      assert(logged(Logger)(p.profile.close()).isEmpty)
    }
  }

  test("a run that ends before: what there is, and a warning that says what is missing") {
    profiled(3, 60) { p =>
      p.begin(2)
      p.traced(0, 3 to 10)
      val lines = logged(Logger)(p.profile.close())
      assert(
        lines.exists(
          _.contains("The profile of steps 3 to 60 is not complete: there are 1 of 2 ranks, up to step 10")
        )
      )
      assert(p.steps.size == 8 && p.text.startsWith("Steps 3 to 10 of 1 ranks"))
    }
  }

  test("a run that makes none of the steps: a warning, and no file") {
    profiled(3, 60) { p =>
      p.begin(2)
      val lines = logged(Logger)(p.profile.close())
      assert(
        lines.exists(
          _.contains("There is no profile: the run has made none of the steps 3 to 60 (profileSteps)")
        )
      )
      assert(p.names.isEmpty)
    }
    profiled(3, 60)(p => assert(logged(Logger)(p.profile.close()).isEmpty))
  }

  test("steps that are made again take the place of those before, and a new attempt that of the last") {
    profiled(1, 4) { p =>
      p.begin(1)
      p.traced(0, 1 to 2)
      p.traced(0, 3 to 3)
      p.traced(0, 2 to 3)
      p.started(2)
      p.traced(0, 2 to 4)
      p.traced(1, 2 to 4)
      assert(p.steps == Seq("step 2", "step 3", "step 4", "step 2", "step 3", "step 4"))
    }
    profiled(1, 4) { p =>
      p.begin(1)
      p.traced(0, 1 to 3)
      p.traced(0, 2 to 4)
      assert(p.steps == Seq("step 2", "step 3", "step 4"))
    }
  }

  test("a folder that cannot be written to costs the profile, not the fit") {
    profiled(1, 1) { p =>
      p.begin(1)
      Files.createDirectories(p.folder.resolve(Name + ".pftrace"))
      val lines = logged(Logger)(p.traced(0, 1 to 1))
      assert(lines.exists(_.contains("Cannot write the profile to ")))
    }
  }
}
