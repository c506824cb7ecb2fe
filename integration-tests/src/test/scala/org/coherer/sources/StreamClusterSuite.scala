package org.coherer.sources

import org.coherer.testkit.cluster.{SparkApplication, WithSparkHome}
import org.scalatest.funsuite.AnyFunSuite

/** Streams whose batches are read by executors that are processes of their own. */
class StreamClusterSuite extends AnyFunSuite with WithSparkHome {

  test("each row is there once, although an executor is killed and the query is stopped in mid batch") {
    withTempDir { folder =>
      val output = run(
        new SparkApplication(
          SparkApplication.localCluster(2, 1024),
          "org.coherer.sources.StreamApp",
          application("", "").classPath,
          java.util.Map.of(
            "spark.executor.memory",
            "512m",
            "spark.sql.streaming.fileSource.log.compactInterval",
            "3"
          ),
          java.util.Arrays.asList("npy", folder.toString)
        )
      )
      assert(output.exitCode == 0 && output.values("paused") == Seq("true"), output.text)
      assert(output.values("killed") == Seq("true") && output.values("compacted") == Seq("true"), output.text)
      assert(output.values("rows") == Seq("800") && output.values("distinct") == Seq("800"), output.text)
    }
  }
}
