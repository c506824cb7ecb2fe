package org.coherer.soak

import org.coherer.testkit.cluster.{SparkApplication, WithSparkHome}
import org.scalatest.funsuite.AnyFunSuite

/** A minute of what `bin/soak faults` does for longer. Not among the suites that run on each Spark. */
class FaultSoakSuite extends AnyFunSuite with WithSparkHome {

  private val Seconds = 60
  private val Seed = 1

  test("executors that are killed at random moments of fits change no bit of a result, and leave nothing") {
    withTempDir { folder =>
      val master = SparkApplication.localCluster(3, 1024)
      val output = run(
        application(master, "org.coherer.soak.SoakApp", Seconds.toString, Seed.toString, folder.toString)
      )
      assert(output.exitCode == 0, output.text)
      val sums = output.lines.filter(_.startsWith("soak fits=")).flatMap(_.split(" ").drop(1))
      def sum(name: String) = sums.filter(_.startsWith(s"$name=")).map(_.drop(name.length + 1).toInt)
      assert(sum("failures") == Seq(0) && sum("mismatches") == Seq(0) && sum("left") == Seq(0), output.text)
      // The first fit alone has as many; where executors take long to start, there is time for no other.
      assert(sum("kills").head >= 3, output.text)
      assert(sum("resumed").head + sum("restored").head > 0, output.text)
      val fits = output.lines.filter(_.startsWith("fit seed="))
      assert(
        fits.nonEmpty && fits.size == sum("fits").head && fits.forall(_.contains(" equal=true ")),
        output.text
      )
      assert(fits.forall(_.contains(s" epochs=${SoakFit.Epochs} ")), output.text)
    }
  }
}
