package org.coherer.recovery

import org.coherer.testkit.cluster.{SparkApplication, WithSparkHome}
import org.scalatest.funsuite.AnyFunSuite

/** A fit with a sharded optimizer and executors that are killed, as processes of their own. */
class ReplicatedClusterSuite extends AnyFunSuite with WithSparkHome {

  test("executors that are killed one after the other cost no step of a sharded fit that has copies") {
    val output = run(
      application(SparkApplication.localCluster(2, 1024), "org.coherer.recovery.ReplicatedApp")
    )
    assert(output.values("killed") == Seq("Success(true)", "Success(true)"), output.text)
    assert(output.values("hash").size == 2 && output.values("hash").distinct.size == 1, output.text)
    val resumed = output.values("resumed")
    assert(resumed.size == 2, output.text)
    resumed.zip(Seq(3, 7)).foreach { case (line, epoch) =>
      val found = "training resumes from memory: epoch (\\d+)/10, .*; 1 of the workers had kept its state.*".r
      line match {
        case found(at) => assert(at.toInt >= epoch, output.text)
        case _ => fail(output.text)
      }
    }
  }
}
