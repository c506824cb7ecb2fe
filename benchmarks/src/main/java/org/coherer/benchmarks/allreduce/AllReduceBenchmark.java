package org.coherer.benchmarks.allreduce;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.coherer.benchmarks.harness.Benchmark;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.harness.Summary;
import org.coherer.benchmarks.harness.Torch;
import org.coherer.benchmarks.ranks.TransportKind;

/** The time of an all-reduce, for each transport, number of ranks and size. */
public final class AllReduceBenchmark implements Benchmark {

  /** What compilers see before anything is measured: large enough to be cut into pieces. */
  private static final int WARMUP_FLOATS = 1 << 14;

  private final Optional<AllReducePlan> plan;

  /** Measures the cases of a full or a quick run, as the settings say. */
  public AllReduceBenchmark() {
    plan = Optional.empty();
  }

  /** Measures these cases, whatever the settings say. */
  AllReduceBenchmark(AllReducePlan plan) {
    this.plan = Optional.of(plan);
  }

  @Override
  public String name() {
    return "allreduce";
  }

  @Override
  public void run(RunSettings settings, Report report) {
    AllReducePlan cases = plan.orElse(settings.quick() ? AllReducePlan.QUICK : AllReducePlan.FULL);
    for (int world : cases.worlds()) {
      try (Lineup lineup = Lineup.start(world, settings)) {
        lineup.contenders().forEach(c -> c.warm(WARMUP_FLOATS, cases.warmup()));
        for (int floats : cases.sizes()) {
          for (AllReduceLine measured : lines(world, floats, measure(lineup, floats, cases))) {
            String peer = Torch.label(settings.torch());
            report.line(measured.line(name(), peer, cases.rounds().count()));
          }
        }
      }
    }
  }

  /** Returns nanoseconds under the contenders' names. */
  private static Map<String, Summary> measure(Lineup lineup, int floats, AllReducePlan cases) {
    Map<String, DoubleSupplier> turns = new LinkedHashMap<>();
    for (Contender contender : lineup.contenders()) {
      contender.check(floats);
      int iterations = contender.iterationsFor(floats, cases.turn());
      turns.put(contender.name(), () -> contender.medianNanos(floats, iterations));
    }
    return cases.rounds().measure(turns);
  }

  private static List<AllReduceLine> lines(int world, int floats, Map<String, Summary> nanos) {
    return Arrays.stream(TransportKind.values())
        .map(
            kind ->
                new AllReduceLine(
                    kind,
                    world,
                    (long) floats * Float.BYTES,
                    nanos.get(kind.label()),
                    Optional.ofNullable(nanos.get(Lineup.GLOO)),
                    nanos.get(AllReduceLine.limitOf(kind))))
        .toList();
  }
}
