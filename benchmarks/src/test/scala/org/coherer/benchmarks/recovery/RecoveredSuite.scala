package org.coherer.benchmarks.recovery

import org.coherer.benchmarks.barrier.{Moment, Torchrun}
import org.coherer.benchmarks.harness.BenchmarkException
import org.scalatest.funsuite.AnyFunSuite

/** What is made of the steps that processes have noted. Times are milliseconds. */
class RecoveredSuite extends AnyFunSuite {

  private val (victim, survivor, successor) = (1L, 2L, 3L)
  private val killed = 35L

  private def moments(all: (Long, Int, Int)*): java.util.List[Moment] = {
    val list = new java.util.ArrayList[Moment]
    all.sortBy(_._3).foreach { case (process, number, at) =>
      list.add(new Moment(0, process, number.toLong, at * 1000000L))
    }
    list
  }

  private def recovered(all: (Long, Int, Int)*): Recovered =
    Recovered.of(moments(all: _*), victim, killed * 1000000, 2)

  private val before = Seq((victim, 1, 10), (survivor, 1, 11), (victim, 2, 30), (survivor, 2, 31))

  test("the next step is made once the last rank has made it; none was made again") {
    val found = recovered(before ++ Seq((successor, 3, 2000), (survivor, 3, 2035)): _*)
    assert(found == new Recovered(2000, 0))
  }

  test("a survivor may end the step that it is in, and the others go on behind it") {
    val all =
      before ++ Seq((survivor, 3, 40), (survivor, 4, 2001), (successor, 4, 2000), (successor, 5, 2003))
    assert(recovered(all: _*) == new Recovered(1966, 0))
  }

  test("what the victim alone has made does not count as made") {
    val all = before ++ Seq((victim, 3, 34), (survivor, 3, 2000), (successor, 3, 2001))
    assert(recovered(all: _*).repeated == 0)
  }

  test("steps that all had made and that are made again are counted") {
    val all = before ++ Seq((survivor, 1, 2000), (successor, 1, 2001), (survivor, 2, 2010))
    assert(recovered(all: _*) == new Recovered(1966, 2))
  }

  test("a step that nobody has made is an error, as is a rank that does not go on") {
    def message(all: (Long, Int, Int)*) = intercept[BenchmarkException](recovered(all: _*)).getMessage
    val skipped = message(before ++ Seq((successor, 5, 2000), (survivor, 5, 2001)): _*)
    assert(skipped.startsWith("Training went on after step 2 with step 5, on 2 ranks"))
    assert(message(before :+ ((successor, 3, 2000)): _*).contains("with step 3, on 1 ranks"))
    assert(message(before: _*) == "No process has trained in place of 1")
    assert(message((survivor, 1, 10), (successor, 2, 2000)).contains("[2] have trained before process 1"))
  }

  private def listOf[A](all: A*): java.util.List[A] = java.util.Arrays.asList(all: _*)

  test("a line has both times, how far each round is behind, and the most steps that were made again") {
    val line = new RecoveryLine(
      3,
      listOf(new Recovered(1500, 0), new Recovered(1300, 0), new Recovered(1600, 0)),
      listOf(Double.box(500), Double.box(400), Double.box(300)),
      listOf(new Torchrun.Restart(5000, 5500, 20), new Torchrun.Restart(7000, 7100, 40))
    ).line("recovery", "torch-2").toString
    assert(
      line.startsWith(
        "recovery spare=yes next_step_ms=1500 next_step_ms_min=1300 next_step_ms_max=1600 " +
          "empty_retry_ms=400 empty_retry_ms_min=300 empty_retry_ms_max=500 behind_ms=1000 " +
          "behind_ms_min=900 behind_ms_max=1300 repeated_steps=0 torchrun_ms=6000 "
      )
    )
    Seq("ratio_torchrun=4.000", "torchrun_caught_up_ms=6300", "torchrun_repeated_steps=30", "executors=3")
      .foreach(word => assert(line.contains(s" $word "), word))
    assert(line.endsWith(" peer=torch-2 rounds=3"))
  }

  test("without PyTorch its figures are absent") {
    val line =
      new RecoveryLine(2, listOf(new Recovered(1, 0)), listOf(Double.box(1)), listOf[Torchrun.Restart]())
        .line("recovery", "absent")
        .toString
    assert(line.contains(" spare=no ") && line.contains(" torchrun_ms=absent "))
    assert(line.contains(" torchrun_repeated_steps=absent "))
  }
}
