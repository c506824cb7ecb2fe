package org.coherer.recovery

import java.util.concurrent.TimeUnit

import org.coherer.testkit.cluster.{SparkApplication, StandaloneCluster, WithSparkHome}
import org.scalatest.funsuite.AnyFunSuite

/** A cluster that shrinks and grows while a fit goes on. */
class RegroupClusterSuite extends AnyFunSuite with WithSparkHome {

  /** With a peer timeout of 5 s, a slot is waited for for 12 s. */
  private val LostSeconds = 16L

  for (sharded <- Seq(false, true))
    test(
      s"a machine that is lost leaves one worker with all rows, from the next step on; another one, two again: sharded $sharded"
    ) {
      withTempDir { folder =>
        val cluster = StandaloneCluster.start(home, 2, 1, 512, folder.resolve("logs"))
        try {
          val replacing = cluster
            .workers()
            .get(0)
            .onExit()
            .applyToEither(cluster.workers().get(1).onExit(), lost => lost)
            .thenRunAsync(
              () => cluster.addWorker(1, 512),
              java.util.concurrent.CompletableFuture.delayedExecutor(LostSeconds, TimeUnit.SECONDS)
            )
          val output = run(
            new SparkApplication(
              cluster.master(),
              "org.coherer.recovery.RegroupApp",
              application(cluster.master(), "").classPath,
              java.util.Map.of("spark.executor.memory", "512m", "spark.coherer.peerTimeout", "5s"),
              java.util.Collections.singletonList(sharded.toString)
            )
          )
          assert(replacing.isDone && !replacing.isCompletedExceptionally, output.text)
          assert(output.values("begun") == Seq(2, 1, 2).map(workers => s"$workers of 600 rows"), output.text)
          val epochs = output.values("epoch").map(_.split(" "))
          val numbers = epochs.map(_(0).toInt)
          assert(numbers == (1 to numbers.size), output.text)
          assert(epochs.forall(_(1) == "600"), output.text)
          val resumed = output.values("resumed")
          assert(resumed.size == 2 && resumed.forall(_.startsWith("from memory")), output.text)
          assert(output.values("failure").forall(_.contains("cancelled")), output.text)
          val losses = epochs.map(_(2).toDouble)
          assert(losses.zip(losses.tail).forall { case (a, b) => b <= a + 0.01 }, output.text)
        } finally cluster.close()
      }
    }
}
