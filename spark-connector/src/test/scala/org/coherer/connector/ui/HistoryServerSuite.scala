package org.coherer.connector.ui

import java.io.File
import java.lang.management.ManagementFactory
import java.nio.file.{Files, Path}
import java.util.concurrent.TimeUnit

import scala.collection.mutable.ArrayBuffer

import org.apache.spark.sql.SparkSession
import org.coherer.connector.ui.spark.EventBus
import org.coherer.testkit.WithTempDir
import org.coherer.training.event.TrainingEvent
import org.scalatest.funsuite.AnyFunSuite

/** What a History Server, in a process of its own, makes of the log of an application with fits. */
class HistoryServerSuite extends AnyFunSuite with WithFits with WithPages with WithTempDir {

  private val classPath = System.getProperty("java.class.path").split(File.pathSeparator).toSeq

  /** Runs an application whose events are logged, and returns its id. */
  private def logged(folder: Path)(use: SparkSession => Unit): String = {
    val spark = SparkSession
      .builder()
      .master("local[1]")
      .appName("logged")
      .config("spark.ui.enabled", "false")
      .config("spark.eventLog.enabled", "true")
      .config("spark.eventLog.compress", "false")
      .config("spark.eventLog.dir", folder.toUri.toString)
      .getOrCreate()
    try {
      DeepLearningTab.attach(spark.sparkContext)
      use(spark)
      spark.sparkContext.applicationId
    } finally spark.stop()
  }

  /** A run whose gradients and layers are measured in the last epoch. */
  private def measured(events: Seq[TrainingEvent]): Seq[TrainingEvent] = {
    val last = events.collect { case event: TrainingEvent.EpochCompleted => event.epoch }.max
    events.flatMap {
      case event: TrainingEvent.EpochCompleted if event.epoch == last =>
        Seq(norm(last, 0.5), tensors(last, layers = 2), event)
      case event => Seq(event)
    }
  }

  private def moduleOptions: Seq[String] = {
    val options = new ArrayBuffer[String]()
    ManagementFactory.getRuntimeMXBean.getInputArguments.forEach(option => options += option)
    options.toList.filter(_.startsWith("--add-opens"))
  }

  private def withServer[T](log: Path, jars: Seq[String], settings: (String, String)*)(
      use: String => T
  ): T = withTempDir { folder =>
    val out = folder.resolve("server.log").toFile
    val properties = settings ++ Seq(
      "spark.history.fs.logDirectory" -> log.toUri.toString,
      "spark.history.ui.port" -> "0",
      "spark.history.fs.update.interval" -> "1s"
    )
    val command = Seq(System.getProperty("java.home") + "/bin/java", "-Xmx512m") ++ moduleOptions ++
      properties.map { case (name, value) => s"-D$name=$value" } ++
      Seq("-cp", jars.mkString(File.pathSeparator), "org.apache.spark.deploy.history.HistoryServer")
    val builder = new ProcessBuilder(command: _*).redirectErrorStream(true).redirectOutput(out)
    builder.environment.put("SPARK_LOCAL_IP", "127.0.0.1")
    val server = builder.start()
    try {
      val started = "HistoryServer .* started at http://[^:]+:(\\d+)".r
      val port = eventually {
        assert(server.isAlive, new String(Files.readAllBytes(out.toPath), "UTF-8"))
        started.findFirstMatchIn(new String(Files.readAllBytes(out.toPath), "UTF-8")).get.group(1)
      }
      use(s"http://127.0.0.1:$port")
    } finally {
      server.destroy()
      if (!server.waitFor(20, TimeUnit.SECONDS)) server.destroyForcibly(): Unit
    }
  }

  test("the tab of the History Server shows what the live one did, from a store on disk as well") {
    withTempDir { log =>
      val id = logged(log) { spark =>
        fit(spark, description(1, params = Map("featuresCols" -> Nasty)), measured(run(30)))
        intercept[IllegalStateException](fit(spark, description(2)) { listener =>
          Seq(started(3), new TrainingEvent.StepSkipped(1, 3, "loss is NaN on rank 1"), epoch(1, 0.5))
            .foreach(event => listener.onEvent(at(event)))
          throw new IllegalStateException("Lost rank 1 (host-1): no message for 60 s")
        })
        // The driver stops while a third one trains.
        val poster = new FitPoster(
          event => new EventBus(spark.sparkContext).post(event),
          () => System.nanoTime
        )
        poster.onBegin(description(3))
        poster.onEvent(description(3).fit, at(started(9)))
      }
      withTempDir { store =>
        withServer(log, classPath, "spark.history.store.path" -> store.toString) { server =>
          val tab = s"$server/history/$id/deep-learning"
          eventually(shows(page(s"$tab/"), "3 runs, 0 under way"))
          shows(
            page(s"$tab/"),
            s"""href="/history/$id/deep-learning/run/?id=1""",
            ">finished</span>",
            ">failed</span>",
            ">lost</span>",
            "30 / 30"
          )
          val run = page(s"$tab/run/?id=1")
          shows(run, "best: epoch 30", "host-1", "DenseLayer", "&#60;script&#62;alert")
          shows(
            run,
            "epoch 30: norm 0.5",
            "Values of layers (at the end of epoch 30)",
            "gradients of layer1, from"
          )
          assert(!ours(run).contains("<script>alert"))
          shows(page(s"$tab/run/?id=2"), "Lost rank 1 (host-1): no message for 60 s", "loss is NaN on rank 1")
          shows(page(s"$tab/run/?id=3"), "The application has ended before this run")
          shows(page(s"$server/history/$id/jobs/"), "Deep Learning</a>")
        }
        // A second server, which finds the store on disk.
        withServer(log, classPath, "spark.history.store.path" -> store.toString) { server =>
          val run = s"$server/history/$id/deep-learning/run/?id=1"
          eventually(shows(page(run), "best: epoch 30", "epoch 30: norm 0.5", "weights of layer1, from"))
        }
      }
    }
  }

  test("a log of a version that did not know how stale parameters are is read") {
    withTempDir { log =>
      val id = logged(log)(spark => fit(spark, description(1), run(2)))
      val found = Files.walk(log)
      val files = new ArrayBuffer[Path]()
      try found.filter((path: Path) => Files.isRegularFile(path)).forEach(path => files += path: Unit)
      finally found.close()
      val events = files.filter(!_.getFileName.toString.startsWith(".")).map { file =>
        val text = new String(Files.readAllBytes(file), "UTF-8")
        Files.write(file, text.replaceAll(",\"staleness\":(null|\\{[^}]*\\})", "").getBytes("UTF-8"))
        "\"staleness\"".r.findAllIn(text).size
      }
      assert(events.sum > 0)
      withServer(log, classPath) { server =>
        eventually(shows(page(s"$server/history/$id/deep-learning/run/?id=1"), "best: epoch 2", "host-1"))
      }
    }
  }

  test("an application without fits has no tab, and a server without our jars reads its log") {
    withTempDir { log =>
      val without = logged(log)(spark => spark.range(3).collect(): Unit)
      val fitted = logged(log)(spark => fit(spark, description(1), run(2)))
      val foreign = classPath.filterNot(path => path.contains("spark-connector"))
      assert(foreign.size < classPath.size)
      withServer(log, foreign) { server =>
        eventually(shows(page(s"$server/history/$fitted/jobs/"), "Spark Jobs"))
        assert(!page(s"$server/history/$fitted/jobs/").contains("Deep Learning</a>"))
        assert(!page(s"$server/history/$without/jobs/").contains("Deep Learning</a>"))
      }
      withServer(log, classPath) { server =>
        eventually(shows(page(s"$server/history/$fitted/jobs/"), "Deep Learning</a>"))
        eventually(assert(get(s"$server/history/$without/jobs/").statusCode == 200))
        assert(!page(s"$server/history/$without/jobs/").contains("Deep Learning</a>"))
      }
    }
  }
}
