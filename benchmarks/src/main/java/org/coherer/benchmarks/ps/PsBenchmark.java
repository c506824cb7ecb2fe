package org.coherer.benchmarks.ps;

import java.util.List;
import org.coherer.benchmarks.harness.Benchmark;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.RunSettings;

/** The parts of a parameter server, group by group. */
public final class PsBenchmark implements Benchmark {

  /** Cases that are measured together. */
  interface CaseGroup {

    /** Measures, and hands one line per case to the report. */
    void run(String benchmark, RunSettings settings, Report report);
  }

  private final List<CaseGroup> groups;

  /** Measures all groups. */
  public PsBenchmark() {
    this(List.of(new ChannelCases(), new RowsCases(), new StragglerCases()));
  }

  /** Measures these groups. */
  PsBenchmark(List<CaseGroup> groups) {
    this.groups = groups;
  }

  @Override
  public String name() {
    return "ps";
  }

  @Override
  public void run(RunSettings settings, Report report) {
    groups.forEach(group -> group.run(name(), settings, report));
  }
}
