package org.coherer.benchmarks.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.coherer.benchmarks.barrier.BarrierSession;
import org.coherer.benchmarks.harness.ResultLine;
import org.coherer.benchmarks.harness.Summary;

/** What a step takes where failed workers keep what they have in memory, and where they do not. */
final class StepsLine {

  private static final int DECIMALS = 3;

  private final List<Double> on = new ArrayList<>();
  private final List<Double> off = new ArrayList<>();

  /**
   * Takes the milliseconds of a step, the median of a turn; returns them.
   *
   * @param kept whether failed workers keep what they have
   */
  double add(boolean kept, double millis) {
    (kept ? on : off).add(millis);
    return millis;
  }

  /** Returns the line. There are as many turns of both, in the order of the rounds. */
  ResultLine line(String benchmark, int steps) {
    double[] ratios = new double[on.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = on.get(i) / off.get(i);
    }
    return new ResultLine(benchmark)
        .with("case", RecoveryBenchmark.STEPS)
        .measured("on_step_ms", Optional.of(summary(on)), DECIMALS)
        .measured("off_step_ms", Optional.of(summary(off)), DECIMALS)
        .measured("ratio", Optional.of(Summary.of(ratios)), DECIMALS + 1)
        .with("steps", steps)
        .with("processes", BarrierSession.WORKERS)
        .with("batch", BarrierSession.BATCH)
        .with("rounds", ratios.length);
  }

  private static Summary summary(List<Double> values) {
    return Summary.of(values.stream().mapToDouble(value -> value).toArray());
  }
}
