package org.coherer.benchmarks.ps

import java.io.{ByteArrayOutputStream, PrintStream}
import java.nio.file.Paths
import java.util.{Collections, Optional}

import scala.collection.mutable.ArrayBuffer

import org.coherer.benchmarks.harness.{Report, RunSettings, Selection, Summary}
import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

class ChannelCasesSuite extends AnyFunSuite with WithTempDir {

  test("a line has the rate of requests, that of bytes, and the raw limit") {
    val line = new ChannelLine(
      ChannelLink.TCP,
      new ChannelCase(4000, 8),
      Summary.of(100000, 200000, 300000),
      Summary.of(1.6e9, 1.5e9, 1.7e9)
    ).line("ps", 3)
    assert(
      line.toString == "ps case=channel link=tcp bytes=4000 outstanding=8 requests_per_s=200000 gb_per_s=0.800" +
        " ratio_raw=0.500 requests_per_s_min=100000 requests_per_s_max=300000 raw=exchange" +
        " raw_gb_per_s=1.600 raw_gb_per_s_min=1.500 raw_gb_per_s_max=1.700 rounds=3"
    )
  }

  /** The whole way on small cases: processes, checks, turns, lines. No figure is looked at. */
  test("a line for each link and case") {
    val lines = withTempDir { logs =>
      val sink = new PrintStream(new ByteArrayOutputStream)
      val report = new Report(sink, sink)
      val settings =
        new RunSettings(true, Optional.empty(), logs, Optional.empty(), Paths.get("scripts"), Selection.ALL)
      new PsBenchmark(Collections.singletonList[PsBenchmark.CaseGroup](new ChannelCases()))
        .run(settings, report)
      val kept = ArrayBuffer[String]()
      report.kept.forEach(line => kept += line)
      kept.toList
    }
    for (link <- ChannelLink.values; size <- Seq("bytes=4096 outstanding=64", "bytes=1048576 outstanding=8"))
      assert(lines.count(_.startsWith(s"ps case=channel link=${link.label} $size requests_per_s=")) == 1)
    assert(lines.size == 6 && ProcessHandle.current.children.count() == 0)
  }
}
