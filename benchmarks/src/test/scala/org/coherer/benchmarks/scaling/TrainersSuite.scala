package org.coherer.benchmarks.scaling

import java.time.Duration
import java.util.{ArrayList, Arrays}

import org.coherer.benchmarks.process.ProcessGroup
import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

/** What the parent makes of the answers; processes are lines of shell. */
class TrainersSuite extends AnyFunSuite with WithTempDir {

  private def withTrainers[A](scripts: String*)(body: Trainers => A): A = withTempDir { logs =>
    val commands = new ArrayList[java.util.List[String]]
    scripts.foreach(script => commands.add(Arrays.asList("sh", "-c", script)))
    val trainers = new Trainers("ours", ProcessGroup.start("test", commands, logs))
    try body(trainers)
    finally trainers.close()
  }

  private def always(answer: String) = s"while read line; do echo 'ok $answer'; done"

  /** Takes two hundredths of a second for each step that counts. */
  private val fiftyPerSecond =
    "while read verb warmups steps; do echo \"ok $((steps * 2 / 100)).$((steps * 2 % 100 / 10))$((steps * 2 % 10))\"; done"

  test("the smallest shard decides how many batches there are") {
    withTrainers(always("17"), always("16"), always("17"))(trainers => assert(trainers.load(50) == 16))
  }

  test("steps per second are summed over the processes, each by its own clock") {
    withTrainers(always("2.0"), always("4.0"))(t => assert(t.stepsPerSecond("together", 100) == 75.0))
  }

  test("the losses of rank 0 are those that are looked at") {
    withTrainers(always("2.5 1.25"), always("9 9")) { trainers =>
      assert(trainers.prepare(128, 2, 10) == new Trajectory("ours", Arrays.asList(2.5, 1.25)))
    }
  }

  test("a turn has the steps that fill it, never fewer than 4 and never more than the shard has batches") {
    def steps(turn: Duration, batches: Int) =
      withTrainers(fiftyPerSecond)(_.stepsFor("together", turn, batches))
    assert(steps(Duration.ofSeconds(1), 1000) == 50)
    assert(steps(Duration.ofSeconds(1), 30) == 30)
    assert(steps(Duration.ofMillis(20), 1000) == 4)
    assert(steps(Duration.ofSeconds(1), 1) == 4)
  }

  test("settling trains in rounds of 50 steps until its time is over") {
    withTempDir { folder =>
      val asked = folder.resolve("asked")
      val script = s"while read line; do echo $$line >> $asked; echo ok 0.5; done"
      withTrainers(script)(_.settle(Duration.ofMillis(1)))
      val lines = java.nio.file.Files.readAllLines(asked)
      assert(lines.size >= 1)
      lines.forEach(line => assert(line == "together 2 50"))
    }
  }

  test("plans look at losses before they measure, and a quick one does less of all") {
    Seq(ScalingPlan.FULL, ScalingPlan.QUICK).foreach { plan =>
      assert(plan.before.epochs >= 2, "a loss can only fall from one epoch to another")
      plan.worlds.forEach { world =>
        val shard = plan.rows / world
        plan.batches.forEach { batch =>
          assert(shard / batch >= plan.before.steps, s"$world processes must have batches enough")
        }
      }
    }
    assert(ScalingPlan.QUICK.turn.compareTo(ScalingPlan.FULL.turn) < 0)
    assert(ScalingPlan.QUICK.rounds.count < ScalingPlan.FULL.rounds.count)
  }
}
