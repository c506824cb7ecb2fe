package org.coherer.testkit.engine

import org.coherer.training.engine.Engines
import org.coherer.training.engine.diagnostics.EngineDiagnostics
import org.scalatest.funsuite.AnyFunSuite

/** What every engine must do that says where and with what it computes. */
trait DiagnosticsContract extends AnyFunSuite with WithEngine {

  private lazy val diagnostics = Engines.require(engine, classOf[EngineDiagnostics], "requireEngine")

  test("diagnostics contract: a report names everything, on one line, and is the same at every call") {
    val report = diagnostics.inspect()
    val texts =
      Seq(report.backend, report.build, report.cpuExtension, report.blas.library, report.blas.kernel)
    assert(texts.forall(text => text.nonEmpty && text != "unknown"), report)
    assert(report.threads >= 1 && report.devices.size >= 1)
    assert(report.text.linesIterator.size == 1)
    texts.foreach(text => assert(report.text.contains(text)))
    assert(diagnostics.inspect() == report)
  }

  test("diagnostics contract: what a replica allocates is counted") {
    diagnostics.inspect()
    val before = diagnostics.allocatedBytes()
    withReplicaOf(settingsOf(classifier)) { replica =>
      assert(replica.parameters().length() > 0)
      assert(diagnostics.allocatedBytes() > 0 && before >= 0)
    }
  }
}
