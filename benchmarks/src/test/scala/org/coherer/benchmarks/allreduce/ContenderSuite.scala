package org.coherer.benchmarks.allreduce

import java.time.Duration
import java.util.Arrays

import org.coherer.benchmarks.harness.BenchmarkException
import org.coherer.benchmarks.process.ProcessGroup
import org.coherer.testkit.WithTempDir
import org.coherer.benchmarks.raw.Timing
import org.scalatest.funsuite.AnyFunSuite

/** How many iterations fill a turn, of processes that are lines of shell and say what they took. */
class ContenderSuite extends AnyFunSuite with WithTempDir {

  private def withContender[A](script: String)(body: Contender => A): A = withTempDir { logs =>
    val group = ProcessGroup.start("test", Arrays.asList(Arrays.asList("sh", "-c", script)), logs)
    try body(new Contender("ours", group, "run", "check"))
    finally group.close()
  }

  /** Answers every request with the same nanoseconds. */
  private def taking(nanos: Long*): String = s"while read line; do echo 'ok ${nanos.mkString(" ")}'; done"

  test("the time is the median over the iterations of a turn") {
    withContender(taking(900, 100, 300))(c => assert(c.medianNanos(8, 3) == 300))
    withContender(taking(100, 200, 300, 900))(c => assert(c.medianNanos(8, 4) == 250))
  }

  test("a request names verb, floats, warm-ups (one, and a tenth of what counts) and iterations") {
    withContender("""while read line; do test "$line" = "run 1024 4 30" && echo ok 7; done""") { c =>
      assert(c.medianNanos(1024, 30) == 7)
    }
  }

  test("as many iterations as fit into a turn, at least 5 and at most 300") {
    def iterations(nanos: Long, turn: Duration) =
      withContender(taking(nanos))(_.iterationsFor(8, turn))
    assert(iterations(1000000, Duration.ofMillis(120)) == 120)
    assert(iterations(1000000, Duration.ofMillis(2)) == 5)
    assert(iterations(1000, Duration.ofMillis(120)) == 300)
    assert(iterations(0, Duration.ofMillis(120)) == 300)
  }

  test("a wrong result ends the benchmark") {
    withContender("read line; echo error wrong sum") { c =>
      val e = intercept[BenchmarkException](c.check(16))
      assert(e.getMessage.startsWith("test process 0 failed at 'check': error wrong sum"))
    }
  }

  test("times survive their way as words, warm-ups not among them") {
    var calls = 0
    val text = Timing.of(3, 5, () => calls += 1)
    val times = Timing.parse(text)
    assert(calls == 8 && times.length == 5 && times.forall(_ >= 0))
  }
}
