package org.coherer.benchmarks.process

import java.nio.file.Path
import java.time.Duration
import java.util.{ArrayList, Arrays}

import org.coherer.benchmarks.harness.BenchmarkException
import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

/** The parent's end, with workers that are lines of shell. */
class ProcessGroupSuite extends AnyFunSuite with WithTempDir {

  private val deadline = Duration.ofSeconds(30)

  private val echo = "while read line; do echo \"ok $line\"; done"

  private def withGroup[A](workers: String*)(body: ProcessGroup => A): A = withTempDir { logs =>
    val group = start(logs, workers: _*)
    try body(group)
    finally group.close()
  }

  private def start(logs: Path, workers: String*): ProcessGroup = {
    val commands = new ArrayList[java.util.List[String]]
    workers.foreach(script => commands.add(Arrays.asList("sh", "-c", script)))
    ProcessGroup.start("test", commands, logs)
  }

  private def failure(group: ProcessGroup, within: Duration = deadline): String =
    intercept[BenchmarkException](group.askAll(within, "run 1 2")).getMessage

  test("answers come in the order of the processes") {
    withGroup(echo, echo, echo) { group =>
      val answers = group.ask(
        deadline,
        new java.util.function.IntFunction[String] { override def apply(i: Int): String = s"number $i" }
      )
      assert(answers == Arrays.asList("number 0", "number 1", "number 2"))
      assert(group.askAll(deadline, "again") == Arrays.asList("again", "again", "again"))
    }
  }

  test("what else a process prints is no answer") {
    withGroup("read line; echo chatter; echo ok 5") { group =>
      assert(group.askAll(deadline, "run") == Arrays.asList("5"))
    }
  }

  test("an error of one process ends the wait for the others, and says which and why") {
    withGroup("read line; exec sleep 60", "read line; echo details >&2; echo error wrong sum") { group =>
      val message = failure(group)
      assert(message.startsWith("test process 1 failed at 'run': error wrong sum; its log "))
      assert(message.endsWith("ends:\ndetails"))
    }
  }

  test("a process that ends is noticed at once") {
    withGroup(echo, "read line; exit 3") { group =>
      assert(failure(group).startsWith("test process 1 ended at 'run'"))
    }
  }

  test("a process that does not answer is named at the deadline") {
    withGroup(echo, "cat > /dev/null") { group =>
      val message = failure(group, Duration.ofSeconds(1))
      assert(message.startsWith("test process 1 does not answer 'run' within 1 s"))
    }
  }

  test("a program that does not exist is an error, and those before it end") {
    withTempDir { logs =>
      val commands = Arrays.asList(Arrays.asList("sh", "-c", echo), Arrays.asList("/nowhere/python3"))
      val e = intercept[BenchmarkException](ProcessGroup.start("test", commands, logs))
      assert(e.getMessage.startsWith("Cannot start test process 1: "))
      assert(children().isEmpty)
    }
  }

  test("closing ends all processes, also one that does not listen") {
    withTempDir { logs =>
      val group = start(logs, echo, "exec sleep 600")
      assert(children().size == 2)
      group.close()
      assert(children().isEmpty)
      group.close()
    }
  }

  private def children(): Seq[ProcessHandle] = {
    val found = ProcessHandle.current.children.toArray(size => new Array[ProcessHandle](size))
    found.toSeq.filter(_.isAlive)
  }
}
