package org.coherer.docs

import java.nio.file.{Path, Paths}

import org.coherer.benchmarks.networks.SampleNetwork
import org.coherer.testkit.cluster.{SparkApplication, WithSparkHome}
import org.scalatest.funsuite.AnyFunSuite

/** Compares the estimate of a worker's memory with what a fit takes, for the networks that `bin/bench step`
  * measures, at its batch sizes, with several workers in one executor: the memory of one worker alone could
  * hardly be told from what a Java virtual machine varies by.
  *
  * `MemorySuite` does so for a network that is larger than what an executor's memory varies by. These are
  * not: so fits are compared with what the same executor has before them, and the least of several counts,
  * for compilers and Spark take some memory meanwhile.
  */
class NetworkMemorySuite extends AnyFunSuite with WithSparkHome {

  override protected def deadlineSeconds: Long = 600

  private val HeapMb = 1024
  private val Workers = 4
  private val Mb = 1e6
  private val Batches = 2

  /** Memory that is allocated is resident as long as it is not freed, and no longer. */
  private val malloc =
    Seq("MALLOC_ARENA_MAX" -> "1", "MALLOC_MMAP_THRESHOLD_" -> "4096", "MALLOC_TRIM_THRESHOLD_" -> "4096")

  private def folder(of: Class[_]): Path = Paths.get(of.getProtectionDomain.getCodeSource.getLocation.toURI)

  private def submitted(network: SampleNetwork, rows: Int): SparkApplication = {
    val plain = application(
      s"local-cluster[1,$Workers,$HeapMb]",
      "org.coherer.docs.NetworkMemoryApp",
      network.label(),
      Workers.toString,
      rows.toString
    )
    val settings = new java.util.HashMap[String, String](plain.settings)
    settings.put("spark.executor.memory", s"${HeapMb}m")
    settings.put(
      "spark.executor.extraJavaOptions",
      s"-Xms${HeapMb}m -XX:+AlwaysPreTouch -XX:TieredStopAtLevel=1"
    )
    malloc.foreach { case (name, value) => settings.put(s"spark.executorEnv.$name", value) }
    val classes = new java.util.ArrayList[Path](plain.classPath)
    classes.add(folder(classOf[SampleNetwork]))
    new SparkApplication(plain.master, plain.mainClass, classes, settings, plain.arguments)
  }

  SampleNetwork.values().foreach { network =>
    test(s"workers of ${network.label()} take what was computed, to within 20%") {
      val rows = Workers * Batches * network.trainingBatch()
      val output = run(submitted(network, rows))
      assert(output.exitCode == 0, output.text)
      def all(name: String): Seq[Double] = output.values(name).map(_.toDouble)
      val Seq(estimate) = all("estimate")
      val taken = all("peak").zip(all("base")).map { case (peak, base) => peak - base }
      assert(taken.size == 5, output.text)
      // The files with their rows are mapped: features, a class and a weight each.
      val pages = rows * 4.0 * (network.inputs() + 2)
      val expected = Workers * estimate + pages
      info(
        f"estimate $Workers x ${estimate / Mb}%.1f MB and pages ${pages / Mb}%.1f MB, measured " +
          taken.map(bytes => f"${bytes / Mb}%.1f").mkString(", ") + " MB"
      )
      assert(math.abs(expected - taken.min) < 0.2 * taken.min, output.text)
    }
  }
}
