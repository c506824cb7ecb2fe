package org.coherer.benchmarks.recovery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.coherer.benchmarks.barrier.BarrierSession;
import org.coherer.benchmarks.barrier.Torchrun;
import org.coherer.benchmarks.harness.Benchmark;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.Rounds;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.harness.Torch;

/**
 * How long after an executor process was killed a training makes its next optimizer step, beside an
 * empty barrier job that loses an executor in the same session, and beside PyTorch's torchrun,
 * which starts all processes again. With an executor to spare, and without: then Spark starts one.
 *
 * <p>Fails if a step that all ranks had made is made again.
 */
public final class RecoveryBenchmark implements Benchmark {

  private static final int FULL_ROUNDS = 5;
  private static final int QUICK_ROUNDS = 3;
  private static final int EPOCHS = 10;

  /** The first kill is after so many steps; each later round has it some steps later. */
  private static final int FIRST_KILL = 110;

  private static final int LATER = 17;
  private static final int SAVED_STEPS = 100;

  /** Creates the benchmark. */
  public RecoveryBenchmark() {}

  @Override
  public String name() {
    return "recovery";
  }

  @Override
  public void run(RunSettings settings, Report report) {
    Path folder = settings.logs().resolve(name()).toAbsolutePath();
    Rounds rounds = settings.quick() ? Rounds.ofTrainings(QUICK_ROUNDS) : new Rounds(FULL_ROUNDS);
    Optional<Torchrun> torchrun =
        settings
            .torch()
            .map(torch -> Torchrun.start(name(), torch, folder.resolve("torch"), settings.logs()));
    try {
      for (int spare = 1; spare >= 0; spare--) {
        int executors = BarrierSession.WORKERS + spare;
        try (RecoveryDriver driver = RecoveryDriver.start(executors, folder, settings.logs())) {
          RecoveryLine line = measure(executors, driver, torchrun, rounds);
          report.line(line.line(name(), Torch.label(settings.torch())));
        }
      }
    } finally {
      torchrun.ifPresent(Torchrun::close);
    }
  }

  private static RecoveryLine measure(
      int executors, RecoveryDriver driver, Optional<Torchrun> torchrun, Rounds rounds) {
    List<Recovered> ours = new ArrayList<>();
    List<Double> empty = new ArrayList<>();
    List<Torchrun.Restart> theirs = new ArrayList<>();
    Map<String, DoubleSupplier> turns = new LinkedHashMap<>();
    turns.put(
        "ours",
        () -> {
          int round = ours.size();
          ours.add(expectNoneRepeated(driver.killFit(EPOCHS, victim(round), step(round))));
          return ours.get(round).nextMillis();
        });
    turns.put(
        "empty",
        () -> {
          empty.add(driver.killEmpty(victim(empty.size())));
          return empty.get(empty.size() - 1);
        });
    torchrun.ifPresent(
        run ->
            turns.put(
                "torchrun",
                () -> {
                  int round = theirs.size();
                  theirs.add(run.recovery(victim(round), step(round), SAVED_STEPS));
                  return theirs.get(round).againMillis();
                }));
    rounds.measure(turns);
    return new RecoveryLine(executors, ours, empty, theirs);
  }

  private static int victim(int round) {
    return round % BarrierSession.WORKERS;
  }

  private static int step(int round) {
    return FIRST_KILL + round * LATER;
  }

  private static Recovered expectNoneRepeated(Recovered recovered) {
    if (recovered.repeated() > 0) {
      throw new BenchmarkException(
          recovered.repeated() + " steps were made again after an executor was killed (must be 0)");
    }
    return recovered;
  }
}
