package org.coherer.connector.progress

import java.time.Instant
import java.util.Arrays.asList

import org.coherer.training.event.TrainingEvent.WorkerInfo
import org.coherer.training.event.{RanksTimed, RunEvent, TrainingEvent, TrainingHistory}
import org.scalatest.funsuite.AnyFunSuite

class ProgressLogSuite extends AnyFunSuite {

  private val run = Seq(
    new TrainingEvent.RunStarted(
      asList(new WorkerInfo(0, "host-a", 11, 500), new WorkerInfo(1, "host-b", 12, 499)),
      12345,
      3,
      8
    ),
    new TrainingEvent.Progress(1, 5, 0.5, 10, 10),
    new RanksTimed(1, asList(new TrainingHistory.Times(2.0, 0, 1.5, 0.2, 0.1))),
    new TrainingEvent.EpochCompleted(1, 0.5, 999, 0, 0.1, new TrainingHistory.Times(2.0, 0.2, 1.5, 0.2, 0.1))
  )

  test("it writes nothing, epochs, or steps as well, one line at a time") {
    def lines(verbosity: Int): Seq[String] = {
      var seen = Seq[String]()
      val log = new ProgressLog(Verbosity.of(verbosity), line => seen :+= line)
      run.foreach(event => log.onEvent(new RunEvent("ab", Instant.EPOCH, event)))
      seen
    }
    assert(lines(0).isEmpty)
    assert(lines(1).map(_.takeWhile(_ != ' ')) == Seq("rank", "rank", "training", "epoch"))
    assert(lines(2).size == 5 && lines(2).diff(lines(1)).head.startsWith("epoch 1/3 step 5/8"))
    for (bad <- Seq(-1, 3))
      assert(
        intercept[IllegalArgumentException](new ProgressLog(bad)).getMessage ==
          s"Invalid verbosity $bad (must be 0, 1 or 2)"
      )
  }
}
