package org.coherer.benchmarks

import java.nio.charset.StandardCharsets.UTF_8
import java.util.concurrent.TimeUnit

import org.coherer.benchmarks.process.JavaCommand
import org.scalatest.funsuite.AnyFunSuite

/** The main class in a JVM of its own: what it says where it is called wrongly. */
class BenchSuite extends AnyFunSuite {

  private def run(arguments: String*): (Int, String, String) = {
    val command = JavaCommand.of(classOf[Bench], "64m", "64m")
    arguments.foreach(command.add)
    val process = new ProcessBuilder(command).start()
    assert(process.waitFor(60, TimeUnit.SECONDS))
    val out = new String(process.getInputStream.readAllBytes(), UTF_8)
    (process.exitValue, out, new String(process.getErrorStream.readAllBytes(), UTF_8))
  }

  test("a wrong command line ends with status 2, and says so on standard error alone") {
    assert(run() == ((2, "", "bench: No benchmark named (--help lists all)\n")))
    assert(run("step", "--fast") == ((2, "", "bench: Unknown option '--fast' (--help lists all)\n")))
    assert(
      run("step", "--only", "mlp") ==
        ((2, "", "bench: Benchmark 'step' has no parts (omit --only, --contenders and --peers)\n"))
    )
    val (status, out, error) = run("steps")
    assert(status == 2 && out == "" && error.startsWith("bench: Unknown benchmark 'steps' (must be one of: "))
  }

  test("a benchmark that cannot run ends with status 1, and with what it needs") {
    val (status, out, error) = run("accuracy")
    assert(status == 1 && out == "")
    assert(error.contains("bench: No images to train on (give --data the folder with the four IDX files"))
  }
}
