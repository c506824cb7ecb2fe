package org.coherer.benchmarks.startup;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.coherer.benchmarks.barrier.Torchrun;
import org.coherer.benchmarks.harness.Benchmark;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.Rounds;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.harness.Summary;
import org.coherer.benchmarks.harness.Torch;

/**
 * How soon after its barrier job was submitted a training has made its first optimizer step, beside
 * an empty barrier job in the same session, and beside PyTorch's torchrun, which has no session to
 * start in: it is measured from its launch.
 *
 * <p>In a session that has trained before; and, for itself, in new ones. In these, the fit is the
 * first thing that happens; or, with {@code CohererPlugin}, the second: the same table was read.
 */
public final class StartupBenchmark implements Benchmark {

  private static final int FULL_ROUNDS = 7;
  private static final int FULL_SESSIONS = 3;
  private static final int QUICK_SESSIONS = 1;

  /** Creates the benchmark. */
  public StartupBenchmark() {}

  @Override
  public String name() {
    return "startup";
  }

  @Override
  public void run(RunSettings settings, Report report) {
    Path folder = settings.logs().resolve(name()).toAbsolutePath();
    Rounds rounds = new Rounds(settings.quick() ? Rounds.LEAST : FULL_ROUNDS);
    int sessions = settings.quick() ? QUICK_SESSIONS : FULL_SESSIONS;
    StartupTurns cold = new StartupTurns();
    StartupTurns plugin = new StartupTurns();
    for (int i = 1; i <= sessions; i++) {
      try (StartupDriver driver = start(StartupWorker.PLAIN, folder, settings)) {
        driver.write(); // Before its first barrier job, a fit has run a job with a shuffle, too.
        cold.add(driver.empty());
      }
      addWithPlugin(plugin, folder, settings);
      try (StartupDriver driver = start(StartupWorker.PLAIN, folder, settings)) {
        cold.add(driver.fit());
        if (i == sessions) {
          driver.empty();
          StartupTurns warm = new StartupTurns();
          Optional<Summary> torchrun = warm(warm, driver, folder, settings, rounds);
          StartupLine line = new StartupLine(warm, cold, plugin, torchrun);
          report.line(line.line(name(), Torch.label(settings.torch()), rounds.count(), sessions));
        }
      }
    }
  }

  private static StartupDriver start(String kind, Path folder, RunSettings settings) {
    return StartupDriver.start(kind, folder, settings.logs());
  }

  /** Both jobs have a session of their own, which has read the table before. */
  private static void addWithPlugin(StartupTurns plugin, Path folder, RunSettings settings) {
    try (StartupDriver driver = start(StartupWorker.PLUGIN, folder, settings)) {
      driver.read();
      plugin.add(driver.empty());
    }
    try (StartupDriver driver = start(StartupWorker.PLUGIN, folder, settings)) {
      driver.read();
      plugin.add(driver.fit());
    }
  }

  /** Returns the times of torchrun. */
  private Optional<Summary> warm(
      StartupTurns warm, StartupDriver driver, Path folder, RunSettings settings, Rounds rounds) {
    Map<String, DoubleSupplier> turns = new LinkedHashMap<>();
    turns.put("fit", () -> warm.add(driver.fit()));
    turns.put("empty", () -> warm.add(driver.empty()));
    Optional<Torchrun> torchrun =
        settings
            .torch()
            .map(torch -> Torchrun.start(name(), torch, folder.resolve("torch"), settings.logs()));
    try {
      torchrun.ifPresent(run -> turns.put("torchrun", run::startup));
      Map<String, Summary> measured = rounds.measure(turns);
      return Optional.ofNullable(measured.get("torchrun"));
    } finally {
      torchrun.ifPresent(Torchrun::close);
    }
  }
}
