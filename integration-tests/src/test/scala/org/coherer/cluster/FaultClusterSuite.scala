package org.coherer.cluster

import org.coherer.testkit.cluster.{SparkApplication, StandaloneCluster, WithSparkHome}
import org.scalatest.funsuite.AnyFunSuite

/** What Spark alone would wait for, for minutes or for ever. */
class FaultClusterSuite extends AnyFunSuite with WithSparkHome {

  private val PeerTimeoutSeconds = 5

  /** The promise: so long after a fault, training goes on or has ended. */
  private val LongestMillis = (PeerTimeoutSeconds + 10) * 1000L

  private def faultOn(master: String, fault: String, more: String*): Output = run(
    new SparkApplication(
      master,
      "org.coherer.cluster.FaultApp",
      application(master, "").classPath,
      java.util.Map.of("spark.executor.heartbeatInterval", "2s", "spark.executor.memory", "512m"),
      java.util.Arrays.asList(Seq(fault, PeerTimeoutSeconds.toString) ++ more: _*)
    )
  )

  private def goesOn(output: Output, withinMillis: Long): Unit = {
    assert(output.values("ended") == Seq("true"), output.text)
    assert(output.values("epochs") == Seq("400"), output.text)
    assert(output.values("went_on_millis").map(_.toLong).forall(_ < withinMillis), output.text)
    assert(output.values("went_on_millis").size == 1, output.text)
  }

  test("an executor that freezes is not waited for: training goes on in a spare slot") {
    goesOn(faultOn(SparkApplication.localCluster(3, 1024), "freeze"), LongestMillis)
  }

  test("an executor that freezes is not waited for: it is replaced where no slot is spare") {
    // How long an executor takes to start is not ours to promise.
    val slotTimeout = 40
    goesOn(
      faultOn(SparkApplication.localCluster(2, 1024), "freeze", slotTimeout.toString),
      slotTimeout * 1000L
    )
  }

  test("a machine that is lost and not replaced ends the fit, with the cause") {
    withTempDir { folder =>
      val cluster = StandaloneCluster.start(home, 2, 1, 512, folder.resolve("logs"))
      try {
        val output = faultOn(cluster.master(), "lose-machine")
        assert(output.values("ended") == Seq("true"), output.text)
        assert(output.values("type") == Seq("TrainingFailedException"), output.text)
        val failure = output.values("failure").mkString
        assert(
          failure.matches(
            "Training failed: 1 of 2 slots is left, and none was added for \\d+ s after rank 1 on \\S+ was lost " +
              "\\(.*\\) \\(add executors, lower numWorkers, or raise spark.coherer.slotTimeout\\)" +
              "(; first, on rank 0 \\(.*, attempt 1\\): .*Lost rank 1 \\(.*)?"
          ),
          output.text
        )
        assert(output.values("over_millis").head.toLong < LongestMillis, output.text)
      } finally cluster.close()
    }
  }
}
