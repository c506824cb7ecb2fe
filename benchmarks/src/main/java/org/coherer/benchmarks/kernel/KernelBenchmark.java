package org.coherer.benchmarks.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.coherer.benchmarks.harness.Benchmark;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.Rounds;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.harness.Summary;

/**
 * The kernels of a reduction under JMH. Every turn of a round is a JVM of its own, so that the
 * spread holds what differs from one compilation to the next.
 */
public final class KernelBenchmark implements Benchmark {

  private static final String MEMCPY = "memcpy";
  private static final List<String> OPS = List.of("add", "copyFrom", MEMCPY);
  private static final int FULL_ROUNDS = 7;

  /** 8 KB to 16 MB: what fits the first-level cache, and what fits none. */
  private static final List<Integer> FULL_SIZES =
      List.of(8 << 10, 64 << 10, 512 << 10, 2 << 20, 16 << 20);

  private static final List<Integer> QUICK_SIZES = List.of(8 << 10, 16 << 20);

  /** Creates the benchmark. */
  public KernelBenchmark() {}

  @Override
  public String name() {
    return "kernel";
  }

  @Override
  public void run(RunSettings settings, Report report) {
    Rounds rounds = new Rounds(settings.quick() ? Rounds.LEAST : FULL_ROUNDS);
    for (int bytes : settings.quick() ? QUICK_SIZES : FULL_SIZES) {
      JmhTurn turn = new JmhTurn(bytes, settings.quick(), settings.logs());
      Map<String, DoubleSupplier> turns = new LinkedHashMap<>();
      OPS.forEach(op -> turns.put(op, () -> turn.nanos(op)));
      Map<String, Summary> nanos = rounds.measure(turns);
      OPS.stream()
          .filter(op -> !op.equals(MEMCPY))
          .map(op -> new KernelLine(op, bytes, nanos.get(op), nanos.get(MEMCPY)))
          .forEach(measured -> report.line(measured.line(name(), rounds.count())));
    }
  }
}
