package org.coherer.training.engine.dl4j;

import org.coherer.training.engine.diagnostics.ComputeReport;
import org.coherer.training.engine.diagnostics.ComputeReport.Blas;
import org.coherer.training.engine.diagnostics.EngineDiagnostics;
import org.coherer.training.engine.dl4j.natives.NativeBackend;
import org.coherer.training.engine.dl4j.natives.NativeReport;

/** Reports on ND4J's library and on OpenBLAS, as both are loaded. */
final class Dl4jDiagnostics implements EngineDiagnostics {

  private ComputeReport report;

  /** Looks once: the number of threads would be what a replica on this thread has asked for. */
  @Override
  public synchronized ComputeReport inspect() {
    if (report == null) {
      report = look();
    }
    return report;
  }

  private static ComputeReport look() {
    NativeBackend.prepare();
    String build = NativeReport.build();
    return new ComputeReport(
        NativeReport.backend(),
        build,
        NativeReport.cpuExtension(build),
        new Blas(NativeReport.blas(), NativeReport.kernel()),
        NativeReport.threads(),
        NativeReport.devices(),
        NativeReport.warnings());
  }

  @Override
  public long allocatedBytes() {
    return NativeReport.allocatedBytes();
  }
}
