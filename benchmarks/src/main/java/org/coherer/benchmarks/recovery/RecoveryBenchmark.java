package org.coherer.benchmarks.recovery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.coherer.benchmarks.barrier.BarrierSession;
import org.coherer.benchmarks.barrier.Torchrun;
import org.coherer.benchmarks.harness.Benchmark;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.Rounds;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.harness.Selection;
import org.coherer.benchmarks.harness.Torch;

/**
 * How long after an executor process was killed a training makes its next optimizer step, beside an
 * empty barrier job that loses an executor in the same session, and beside PyTorch's torchrun,
 * which starts all processes again. With an executor to spare, and without: then Spark starts one.
 *
 * <p>Fails if a step that all ranks had made is made again.
 *
 * <p>And what a step takes while nothing fails, where workers are ready to keep what they have in
 * memory for the case that one fails, beside the same with that switched off.
 */
public final class RecoveryBenchmark implements Benchmark {

  private static final int FULL_ROUNDS = 5;
  private static final int QUICK_ROUNDS = 3;
  private static final int EPOCHS = 10;

  /** The case of executors that are killed. */
  static final String KILLS = "kills";

  /** The case of steps while nothing fails. */
  static final String STEPS = "steps";

  private static final List<String> CASES = List.of(KILLS, STEPS);
  private static final int STEPS_ROUNDS = 21;
  private static final int STEPS_EPOCHS = 40;
  private static final int QUICK_STEPS_EPOCHS = 20;

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
  public boolean hasParts() {
    return true;
  }

  @Override
  public void run(RunSettings settings, Report report) {
    Set<String> cases = cases(settings.selection());
    if (cases.contains(KILLS)) {
      kills(settings, report);
    }
    if (cases.contains(STEPS)) {
      steps(settings, report);
    }
  }

  /** Returns the cases that are asked for. */
  static Set<String> cases(Selection selection) {
    if (!selection.contenders().isEmpty() || selection.peers().isPresent()) {
      throw new BenchmarkException(
          "Cannot choose contenders of recovery (omit --contenders and --peers)");
    }
    for (String name : selection.cases()) {
      if (!CASES.contains(name)) {
        throw new BenchmarkException(
            "Unknown case '%s' of recovery (must be one of: %s)"
                .formatted(name, String.join(", ", CASES)));
      }
    }
    return Set.copyOf(selection.cases().isEmpty() ? CASES : selection.cases());
  }

  private void steps(RunSettings settings, Report report) {
    Path folder = settings.logs().resolve(name()).toAbsolutePath();
    int epochs = settings.quick() ? QUICK_STEPS_EPOCHS : STEPS_EPOCHS;
    StepsLine line = new StepsLine();
    try (RecoveryDriver driver =
        RecoveryDriver.start(BarrierSession.WORKERS, folder, settings.logs())) {
      driver.stepMillis(epochs, true); // Java has compiled by then.
      Map<String, DoubleSupplier> turns = new LinkedHashMap<>();
      turns.put("on", () -> line.add(true, driver.stepMillis(epochs, true)));
      turns.put("off", () -> line.add(false, driver.stepMillis(epochs, false)));
      new Rounds(settings.quick() ? Rounds.LEAST : STEPS_ROUNDS).measure(turns);
    }
    report.line(line.line(name(), epochs * BarrierSession.STEPS));
  }

  private void kills(RunSettings settings, Report report) {
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
