package org.coherer.benchmarks.ps;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.Rounds;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.harness.Summary;
import org.coherer.benchmarks.harness.Torch;
import org.coherer.benchmarks.ps.RowsCase.Operation;

/**
 * Rows of embedding tables on two servers: pulls, and pushes by row-wise AdaGrad. The peer does the
 * same by PyTorch's RPC; the limit is what bare sockets take for the same bytes.
 */
final class RowsCases implements PsBenchmark.CaseGroup {

  private static final List<Integer> WIDTHS = List.of(16, 64);
  private static final int OUTSTANDING = 4;
  private static final Duration TURN = Duration.ofMillis(600);
  private static final Duration QUICK_TURN = Duration.ofMillis(200);
  private static final Duration WARMUP = Duration.ofSeconds(3);
  private static final Duration QUICK_WARMUP = Duration.ofMillis(600);
  private static final int ROUNDS = 9;

  private static final String RAW = "raw";

  @Override
  public void run(String benchmark, RunSettings settings, Report report) {
    boolean quick = settings.quick();
    Rounds rounds = new Rounds(quick ? Rounds.LEAST : ROUNDS);
    List<RowsContender> contenders = new ArrayList<>();
    try (RawLimits limits = RawLimits.start(settings.logs())) {
      contenders.add(RowsContender.ours(WIDTHS, settings.logs()));
      settings
          .torch()
          .map(torch -> RowsContender.torch(torch, WIDTHS, settings.logs()))
          .ifPresent(contenders::add);
      contenders.forEach(contender -> warm(contender, quick ? QUICK_WARMUP : WARMUP));
      for (RowsCase each : cases(quick)) {
        Map<String, Summary> measured =
            rounds.measure(turns(contenders, limits, each, quick ? QUICK_TURN : TURN));
        RowsLine line =
            new RowsLine(
                each,
                measured.get(RowsContender.OURS),
                Optional.ofNullable(measured.get(RowsContender.TORCH)),
                measured.get(RAW));
        report.line(line.line(benchmark, Torch.label(settings.torch()), rounds.count()));
      }
    } finally {
      contenders.forEach(RowsContender::close);
    }
  }

  /** Returns what is measured. */
  static List<RowsCase> cases(boolean quick) {
    List<RowsCase> cases = new ArrayList<>();
    for (Operation operation : Operation.values()) {
      for (int width : WIDTHS) {
        for (int batch : quick ? List.of(4096) : List.of(1024, 8192)) {
          cases.add(new RowsCase(operation, width, batch, OUTSTANDING));
        }
      }
    }
    return cases;
  }

  private static void warm(RowsContender contender, Duration time) {
    contender.fill();
    for (RowsCase each : cases(true)) {
      contender.prepare(each);
      contender.rowsPerSecond(each, contender.batchesFor(each, time));
    }
  }

  private static Map<String, DoubleSupplier> turns(
      List<RowsContender> contenders, RawLimits limits, RowsCase of, Duration turn) {
    Map<String, DoubleSupplier> turns = new LinkedHashMap<>();
    for (RowsContender contender : contenders) {
      contender.prepare(of);
      int batches = contender.batchesFor(of, turn);
      turns.put(contender.name(), () -> contender.rowsPerSecond(of, batches));
    }
    turns.put(RAW, () -> limits.rowsPerSecond(of));
    return turns;
  }
}
