package org.coherer.benchmarks.process

import java.nio.file.{Files, Paths}
import java.time.Duration
import java.util.Arrays

import org.coherer.benchmarks.harness.BenchmarkException
import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

/** The worker's end, in JVMs of its own. */
class WorkerLoopSuite extends AnyFunSuite with WithTempDir {

  private val deadline = Duration.ofSeconds(60)

  private def withWorker[A](body: ProcessGroup => A): A = withTempDir { logs =>
    val command = JavaCommand.of(classOf[ExampleWorker], "64m", "64m")
    val group = ProcessGroup.start("example", Arrays.asList(command), logs)
    try body(group)
    finally group.close()
  }

  test("a worker answers one request after the other, an empty answer too, and its chatter is none") {
    withWorker { group =>
      assert(group.askAll(deadline, "double 21") == Arrays.asList("42"))
      assert(group.askAll(deadline, "chatter") == Arrays.asList(""))
      assert(group.askAll(deadline, "double 4") == Arrays.asList("8"))
    }
  }

  test("an exception is an answer of one line, with the request that failed") {
    withWorker { group =>
      val e = intercept[BenchmarkException](group.askAll(deadline, "fail"))
      assert(
        e.getMessage.startsWith(
          "example process 0 failed at 'fail': error java.lang.IllegalStateException: two lines"
        )
      )
      assert(group.askAll(deadline, "double 1") == Arrays.asList("2"), "it serves on")
    }
  }

  test("a request that it does not know is refused by name") {
    withWorker { group =>
      val e = intercept[BenchmarkException](group.askAll(deadline, "dance"))
      assert(e.getMessage.contains("Unknown request 'dance'"))
    }
  }

  test("a worker is closed once its requests end") {
    withTempDir { logs =>
      val closed = logs.resolve("closed")
      withWorker(group => group.askAll(deadline, s"leave $closed"))
      assert(Files.exists(closed))
    }
  }
}

/** Doubles numbers. */
class ExampleWorker extends Worker {

  private var leaves: Option[String] = None

  override def answer(request: Request): String = request.verb match {
    case "double" => (2 * request.number(0)).toString
    case "chatter" => println("ok 13"); ""
    case "fail" => throw new IllegalStateException("two\nlines")
    case "leave" => leaves = Some(request.text(0)); ""
    case _ => throw request.unknown()
  }

  override def close(): Unit = leaves.foreach(file => Files.createFile(Paths.get(file)))
}

object ExampleWorker {
  def main(arguments: Array[String]): Unit = WorkerLoop.serve(new ExampleWorker)
}
