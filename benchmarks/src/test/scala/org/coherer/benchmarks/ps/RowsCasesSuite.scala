package org.coherer.benchmarks.ps

import java.io.{ByteArrayOutputStream, PrintStream}
import java.nio.file.Paths
import java.util.{Collections, Optional}

import scala.collection.mutable.ArrayBuffer

import org.coherer.benchmarks.harness.{Report, RunSettings, Selection, Summary}
import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

class RowsCasesSuite extends AnyFunSuite with WithTempDir {

  private def lines(group: PsBenchmark.CaseGroup): Seq[String] = withTempDir { logs =>
    val sink = new PrintStream(new ByteArrayOutputStream)
    val report = new Report(sink, sink)
    val settings =
      new RunSettings(true, Optional.empty(), logs, Optional.empty(), Paths.get("scripts"), Selection.ALL)
    new PsBenchmark(Collections.singletonList[PsBenchmark.CaseGroup](group)).run(settings, report)
    val kept = ArrayBuffer[String]()
    report.kept.forEach(line => kept += line)
    kept.toSeq
  }

  test("a line has rates of rows, and how far ahead of the peer and the limit they are") {
    val what = new RowsCase(RowsCase.Operation.PULL, 16, 1024, 4)
    val line = new RowsLine(
      what,
      Summary.of(1e6, 2e6, 3e6),
      Optional.of(Summary.of(4e5, 5e5, 6e5)),
      Summary.of(4e6, 4e6, 5e6)
    ).line("ps", "torch-1", 3)
    assert(
      line.toString == "ps case=rows op=pull width=16 batch=1024 outstanding=4 rows_per_s=2000000 ratio_torch=4.000" +
        " ratio_raw=0.500 rows_per_s_min=1000000 rows_per_s_max=3000000 torch_rows_per_s=500000" +
        " torch_rows_per_s_min=400000 torch_rows_per_s_max=600000 raw_rows_per_s=4000000 raw_rows_per_s_min=4000000" +
        " raw_rows_per_s_max=5000000 peer=torch-1 rounds=3"
    )
  }

  test("pulls bring rows, pushes take gradients, both take ids") {
    val pull = new RowsCase(RowsCase.Operation.PULL, 16, 1000, 2)
    assert((pull.bytesSent, pull.bytesReceived) == ((2 * (8000 + 64), 2 * (64000 + 64))))
    val push = new RowsCase(RowsCase.Operation.PUSH, 16, 1000, 2)
    assert((push.bytesSent, push.bytesReceived) == ((2 * (72000 + 64), 2 * 64)))
  }

  /** The whole way: processes, checks, turns, lines. No figure is looked at. */
  test("a line for each case of rows, without the peer") {
    val found = lines(new RowsCases)
    for (op <- Seq("pull", "push"); width <- Seq(16, 64))
      assert(
        found.count(
          _.startsWith(s"ps case=rows op=$op width=$width batch=4096 outstanding=4 rows_per_s=")
        ) == 1
      )
    assert(found.size == 4 && found.forall(_.contains(" ratio_torch=absent ")))
    assert(ProcessHandle.current.children.count() == 0)
  }

  test("staleness wins back the part of the loss that it does not have") {
    val line = new StragglerLine(60, Summary.of(2.0), Summary.of(1.2), Summary.of(1.0)).line("ps", 5).toString
    assert(
      line.startsWith(
        "ps case=stragglers workers=4 steps=60 staleness=3 won_back=0.800 synchronous_s=2.000 bounded_s=1.200" +
          " asynchronous_s=1.000 synchronous_s_min=2.000 "
      )
    )
  }

  test("every kind of consistency makes all steps, none sooner than it can be") {
    for (kind <- StragglerRun.Kind.values) {
      val run = new StragglerRun(kind, 5)
      try assert(run.seconds() >= 5 * 0.01)
      finally run.close()
    }
  }
}
