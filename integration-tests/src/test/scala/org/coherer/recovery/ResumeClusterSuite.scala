package org.coherer.recovery

import java.nio.file.Path

import org.coherer.testkit.cluster.{SparkApplication, WithSparkHome}
import org.scalatest.funsuite.AnyFunSuite

/** Executors and drivers that die, as processes of their own. */
class ResumeClusterSuite extends AnyFunSuite with WithSparkHome {

  private def fit(folder: Path, fault: String, settings: (String, String)*): Output = {
    val plain = application(
      SparkApplication.localCluster(2, 1024),
      "org.coherer.recovery.ResumeApp",
      folder.toString,
      fault
    )
    val set = new java.util.HashMap[String, String]
    settings.foreach { case (name, value) => set.put(name, value) }
    run(new SparkApplication(plain.master, plain.mainClass, plain.classPath, set, plain.arguments))
  }

  private def hashOf(output: Output): String = {
    assert(output.values("epochs") == Seq("10"), output.text)
    output.values("hash").head
  }

  /** The epochs after which a run, and an attempt of it, has left checkpoints. */
  private def epochs(output: Output): Map[(String, Int), Seq[Int]] =
    output
      .values("manifest")
      .map(_.split("-"))
      .groupBy(parts => (parts(3), parts(4).toInt))
      .map { case (of, names) => of -> names.map(_(1).toInt) }

  test(
    "undisturbed, an executor killed, the driver killed and begun again, all executors told to end or decommissioned: the same hash"
  ) {
    withTempDir { folder =>
      val calm = hashOf(fit(folder.resolve("calm"), "calm"))

      val executor = fit(folder.resolve("executor"), "kill-executor")
      assert(executor.values("struck_after_epoch").map(_.toInt).forall(_ < 10), executor.text)
      assert(hashOf(executor) == calm)
      val attempts = epochs(executor).toSeq.sortBy { case ((_, attempt), _) => attempt }.map(_._2)
      assert(attempts.size == 2 && attempts.last.min > attempts.head.max, attempts)

      val driver = fit(folder.resolve("driver"), "kill-driver")
      assert(driver.exitCode == 137 && driver.values("hash").isEmpty, driver.text)
      assert(driver.values("struck_after_epoch").map(_.toInt).forall(_ < 10), driver.text)
      val again = fit(folder.resolve("driver"), "calm")
      assert(hashOf(again) == calm)
      val runs = epochs(again).values.toSeq.sortBy(_.max)
      assert(runs.size == 2 && runs.last.min > runs.head.max && runs.last.max == 10, runs)

      val terminated = fit(folder.resolve("terminated"), "terminate-executors")
      assert(hashOf(terminated) == calm)
      val resumed = terminated.values("resumed")
      assert(
        resumed.size == 1 && resumed.head.matches("training resumes from a checkpoint: epoch \\d+/10, .*"),
        terminated.text
      )

      val left = folder.resolve("decommissioned")
      val decommissioned =
        fit(left, "decommission-executors", "spark.decommission.enabled" -> "true")
      assert(hashOf(decommissioned) == calm)
      val taken = epochs(decommissioned).values.flatten.toSeq
      assert(taken.exists(_ < 9), decommissioned.text)
    }
  }
}
