package org.coherer.cluster

import java.nio.file.Files

import scala.collection.mutable.ArrayBuffer

import org.coherer.testkit.cluster.{SparkApplication, StandaloneCluster, WithSparkHome}
import org.scalatest.funsuite.AnyFunSuite

/** A standalone cluster, reached by spark-submit. */
class StandaloneClusterSuite extends AnyFunSuite with WithSparkHome {

  private val Result = ("quickstart test_accuracy=(\\S+) reloaded_accuracy=(\\S+) train_seconds=\\S+ " +
    "rows_per_s=\\d+ executors=(\\d+) model=(\\S+)").r

  /** The command of a user who has Spark on the cluster and Coherer in a folder: everything by `--jars`. */
  private def withJars(submitted: java.util.List[String]): java.util.List[String] = {
    val jars = ArrayBuffer[String]()
    val folder = Files.newDirectoryStream(home.directory().resolve("coherer"), "*.jar")
    try folder.forEach(jar => jars += jar.toString)
    finally folder.close()
    val (examples, others) = jars.partition(_.contains("coherer-examples"))
    val command = new java.util.ArrayList[String]()
    var previous = ""
    submitted.forEach { part =>
      val kept = part match {
        // Named by its place in a jar that is not on the class path here.
        case _ if part.startsWith("-Dlog4j2.configurationFile=") =>
          "-Dlog4j2.configurationFile=" + System.getProperty("coherer.repository") +
            "/examples/src/main/resources/org/coherer/examples/log4j2.properties"
        case _ if previous == "-cp" => home.directory().resolve("jars").toString + "/*"
        case _ if part.startsWith("spark.executor.extraClassPath=") => "spark.jars=" + others.mkString(",")
        case "spark-internal" => examples.head
        case other => other
      }
      command.add(kept)
      previous = part
    }
    command
  }

  test("the quickstart runs by spark-submit, with Coherer's jars sent along") {
    withTempDir { folder =>
      val cluster = StandaloneCluster.start(home, 2, 1, 1024, folder.resolve("logs"))
      try {
        val quickstart = new SparkApplication(
          cluster.master(),
          "org.coherer.examples.Quickstart",
          java.util.Collections.emptyList(),
          java.util.Collections.singletonMap("spark.executor.memory", "1g"),
          java.util.Arrays.asList("--epochs", "1", "--output", folder.resolve("model").toString)
        )
        val output = run(withJars(home.submit(quickstart)))
        assert(output.exitCode == 0, output.text)
        output.lines.last match {
          case Result(test, reloaded, executors, _) =>
            assert(test == reloaded && test.toDouble > 0.8 && executors == "2")
          case other => fail(other)
        }
        assert(output.lines.exists(_.matches("rank 1 on \\S+ pid \\d+, \\d+ rows")), output.text)
      } finally cluster.close()
    }
  }
}
