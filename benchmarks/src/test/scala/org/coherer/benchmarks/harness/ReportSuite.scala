package org.coherer.benchmarks.harness

import java.io.{ByteArrayOutputStream, PrintStream}
import java.time.Instant
import java.util.{Arrays, Optional}

import org.scalatest.funsuite.AnyFunSuite

class ReportSuite extends AnyFunSuite {

  test("lines and remarks go to different streams, and both are kept in their order") {
    val results = new ByteArrayOutputStream
    val remarks = new ByteArrayOutputStream
    val report = new Report(new PrintStream(results, true), new PrintStream(remarks, true))
    report.remark("shm: skipped")
    report.line(new ResultLine("step").`with`("batch", 1L))
    assert(results.toString("UTF-8") == "step batch=1\n")
    assert(remarks.toString("UTF-8") == "shm: skipped\n")
    assert(report.kept == Arrays.asList("# shm: skipped", "step batch=1"))
  }

  test("a file of results begins with date, commit, processor, cores, Java and peer") {
    val machine = new Machine("abc1234", "AMD EPYC", 2, "OpenJDK 17")
    val header = machine.header(Instant.parse("2026-01-02T03:04:05.678Z"), Optional.empty())
    assert(
      header == Arrays.asList(
        "# date: 2026-01-02T03:04:05Z",
        "# commit: abc1234",
        "# processor: AMD EPYC",
        "# cores: 2",
        "# java: OpenJDK 17",
        "# peer: absent"
      )
    )
  }

  test("this machine has a processor with a name") {
    val machine = Machine.here("abc1234")
    assert(machine.processor.nonEmpty)
    assert(machine.cores >= 1)
  }
}
