package org.coherer.benchmarks.ps;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.Rounds;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.harness.Summary;
import org.coherer.benchmarks.process.JavaCommand;
import org.coherer.benchmarks.process.ProcessGroup;

/** Workers some of whose steps take three times as long, in every kind of consistency. */
final class StragglerCases implements PsBenchmark.CaseGroup {

  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final int STEPS = 300;
  private static final int QUICK_STEPS = 60;
  private static final int WARMUP_STEPS = 10;

  @Override
  public void run(String benchmark, RunSettings settings, Report report) {
    int steps = settings.quick() ? QUICK_STEPS : STEPS;
    Rounds rounds = new Rounds(Rounds.LEAST);
    List<String> command = JavaCommand.of(StragglerWorker.class, "512m", "512m");
    try (ProcessGroup worker =
        ProcessGroup.start("stragglers", List.of(command), settings.logs())) {
      for (StragglerRun.Kind kind : StragglerRun.Kind.values()) {
        seconds(worker, kind, WARMUP_STEPS);
      }
      Map<String, Summary> measured = rounds.measure(turns(worker, steps));
      StragglerLine line =
          new StragglerLine(
              steps,
              measured.get(label(StragglerRun.Kind.SYNCHRONOUS)),
              measured.get(label(StragglerRun.Kind.BOUNDED)),
              measured.get(label(StragglerRun.Kind.ASYNCHRONOUS)));
      report.line(line.line(benchmark, rounds.count()));
    }
  }

  private static Map<String, DoubleSupplier> turns(ProcessGroup worker, int steps) {
    Map<String, DoubleSupplier> turns = new LinkedHashMap<>();
    for (StragglerRun.Kind kind : StragglerRun.Kind.values()) {
      turns.put(label(kind), () -> seconds(worker, kind, steps));
    }
    return turns;
  }

  private static double seconds(ProcessGroup worker, StragglerRun.Kind kind, int steps) {
    String request = String.join(" ", StragglerWorker.RUN, label(kind), "" + steps);
    return Double.parseDouble(worker.askAll(DEADLINE, request).get(0));
  }

  private static String label(StragglerRun.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
