package org.coherer.benchmarks.allreduce

import java.io.{ByteArrayOutputStream, PrintStream}
import java.nio.file.Paths
import java.time.Duration
import java.util.{Arrays, Optional}

import scala.collection.mutable.ArrayBuffer

import org.coherer.benchmarks.harness.{Report, Rounds, RunSettings, Selection}
import org.coherer.benchmarks.ranks.TransportKind
import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

/** The whole way on a small case: processes, checks, turns, lines. No figure is looked at. */
class AllReduceBenchmarkSuite extends AnyFunSuite with WithTempDir {

  private val oneSize = new AllReducePlan(
    Arrays.asList(Int.box(2)),
    Arrays.asList(Int.box(1024)),
    new Rounds(Rounds.LEAST),
    Duration.ofMillis(2),
    Duration.ofMillis(2)
  )

  private def run(plan: AllReducePlan): Seq[String] = withTempDir { logs =>
    val sink = new PrintStream(new ByteArrayOutputStream)
    val report = new Report(sink, sink)
    val settings =
      new RunSettings(true, Optional.empty(), logs, Optional.empty(), Paths.get("scripts"), Selection.ALL)
    new AllReduceBenchmark(plan).run(settings, report)
    val lines = ArrayBuffer[String]()
    report.kept.forEach(line => lines += line)
    lines.toList
  }

  test("two processes, one size, no PyTorch: a line for each transport, with the peer absent") {
    val lines = run(oneSize)
    TransportKind.values.foreach { kind =>
      val line = lines.find(_.startsWith(s"allreduce transport=${kind.label} ranks=2 bytes=4096 us="))
      assert(line.isDefined, kind.label)
      assert(line.forall(_.contains(" ratio_gloo=absent ")))
      assert(line.forall(_.endsWith(" peer=absent rounds=5")))
    }
    assert(ProcessHandle.current.children.count() == 0)
  }
}
