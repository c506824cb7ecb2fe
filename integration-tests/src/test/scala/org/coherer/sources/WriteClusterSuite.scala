package org.coherer.sources

import org.coherer.testkit.cluster.{SparkApplication, WithSparkHome}
import org.scalatest.funsuite.AnyFunSuite

/** Files that executors write which are processes of their own, and are killed. */
class WriteClusterSuite extends AnyFunSuite with WithSparkHome {

  private def written(fault: String, format: String, settings: (String, String)*): Output = withTempDir {
    folder =>
      val all = new java.util.HashMap[String, String]()
      all.put("spark.executor.memory", "512m")
      settings.foreach { case (name, value) => all.put(name, value) }
      run(
        new SparkApplication(
          SparkApplication.localCluster(2, 1024),
          "org.coherer.sources.WriteApp",
          application("", "").classPath,
          all,
          java.util.Arrays.asList(fault, format, folder.toString)
        )
      )
  }

  /** All rows are there once, no file was seen before it was whole, and nothing else is left. */
  private def isWhole(output: Output): Unit = {
    assert(output.exitCode == 0 && output.values("failed") == Seq("false"), output.text)
    assert(output.values("rows") == Seq("4000") && output.values("distinct") == Seq("4000"), output.text)
    assert(output.values("file").size == 4 && output.values("looks").head.toInt > 20, output.text)
    assert(output.values("partial").isEmpty && output.values("litter").isEmpty, output.text)
  }

  for (format <- Seq("tfrecord", "npz"))
    test(
      s"an executor that is killed with half a file leaves nothing, and its rows are written once: $format"
    ) {
      isWhole(written("kill-once", format))
    }

  test("a task whose executors are all killed fails the query, and nothing was ever visible or is left") {
    val output = written("kill-always", "tfrecord", "spark.task.maxFailures" -> "2")
    assert(output.exitCode == 0 && output.values("failed") == Seq("true"), output.text)
    Seq("file", "partial", "litter").foreach(name => assert(output.values(name).isEmpty, output.text))
  }
}
