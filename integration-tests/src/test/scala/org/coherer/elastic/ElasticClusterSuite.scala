package org.coherer.elastic

import java.nio.file.Path

import org.coherer.testkit.cluster.{SparkApplication, StandaloneCluster, WithSparkHome}
import org.scalatest.funsuite.AnyFunSuite

/** A parameter server in a cluster whose executors come and go. */
class ElasticClusterSuite extends AnyFunSuite with WithSparkHome {

  private val Dynamic = java.util.Map.of(
    "spark.executor.memory",
    "512m",
    "spark.executor.cores",
    "1",
    "spark.dynamicAllocation.enabled",
    "true",
    "spark.dynamicAllocation.shuffleTracking.enabled",
    "true",
    "spark.dynamicAllocation.minExecutors",
    "1",
    "spark.dynamicAllocation.initialExecutors",
    "1",
    "spark.dynamicAllocation.maxExecutors",
    "3",
    "spark.dynamicAllocation.schedulerBacklogTimeout",
    "1s"
  )

  /** @param arguments those of the application, by a folder of its own */
  private def trained(arguments: Path => Seq[String]): Output = withTempDir { folder =>
    val cluster = StandaloneCluster.start(home, 1, 3, 2048, folder.resolve("logs"))
    try {
      val application = this.application(cluster.master(), "")
      val main = "org.coherer.elastic.ElasticApp"
      run(
        new SparkApplication(
          cluster.master(),
          main,
          application.classPath,
          Dynamic,
          java.util.Arrays.asList(arguments(folder): _*)
        )
      )
    } finally cluster.close()
  }

  private def assertGoesOn(output: Output): Unit = {
    assert(output.values("before").head.toInt <= 1, output.text)
    assert(output.values("killed") == Seq("worker 1", "server 1"), output.text)
    assert(output.values("executors").head.toInt >= 2, output.text)
    assert(output.values("seen").head.toInt >= 4, output.text)
    val epochs = output.values("epoch").map(_.split(" "))
    assert(epochs.map(_(0).toInt) == (1 to 40), output.text)
    assert(epochs.forall(_(1) == "600"), output.text)
    assert(output.values("resumed").nonEmpty, output.text)
    // The loss goes on from where it was, and does not begin anew.
    val losses = epochs.map(_(2).toDouble)
    assert(losses.drop(12).max < losses.head / 2, output.text)
    assert(output.values("accuracy").head.toDouble > 0.9, output.text)
  }

  test("executors join, one is killed with its workers, one with the server, and training goes on") {
    assertGoesOn(trained(_ => Seq("boundedStaleness")))
  }

  test("with an embedding table, too: its rows come back from the last snapshot, and no other is left") {
    val output = trained(folder => Seq("asynchronous", folder.resolve("tables").toString))
    assertGoesOn(output)
    val losses = output.values("epoch").map(_.split(" ")(2).toDouble)
    assert(losses.drop(24).max < losses.slice(21, 24).max * 1.5, output.text)
    val left = output.values("left").map(_.split('/'))
    assert(left.map(_.init.mkString("/")).distinct.size == 1, output.text)
    assert(left.map(_.last).contains("tables.manifest"), output.text)
  }
}
