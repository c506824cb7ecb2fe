package org.coherer.benchmarks.monitoring;

import java.util.Optional;
import org.coherer.benchmarks.harness.ResultLine;
import org.coherer.benchmarks.harness.Summary;

/**
 * What was measured of a workload.
 *
 * @param epochs of a fit
 * @param steps of a fit
 * @param turns the fits
 */
record MonitoringLine(Workload workload, int epochs, int steps, MonitoringTurns turns) {

  private static final double MILLIS = 1e3;

  /** Returns the line. */
  ResultLine line(String benchmark, int rounds) {
    Summary off = turns.seconds(Visibility.OFF);
    double perEpoch = (turns.seconds(Visibility.ON).median() - off.median()) / epochs;
    return new ResultLine(benchmark)
        .with("case", workload.label())
        .measured("slower_percent", Optional.of(turns.slower()), 2)
        .measured("cpu_percent", Optional.of(turns.moreCpu()), 2)
        .measured("off_s", Optional.of(off), 3)
        .measured("on_s", Optional.of(turns.seconds(Visibility.ON)), 3)
        .with("off_step_ms", off.median() / steps * MILLIS, 3)
        .with("more_ms_per_epoch", perEpoch * MILLIS, 3)
        .with("epochs", epochs)
        .with("steps", steps)
        .with("batch", Workload.BATCH)
        .with("rounds", rounds);
  }
}
