package org.coherer.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.coherer.benchmarks.harness.Benchmark;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.benchmarks.harness.Machine;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.harness.Torch;

/**
 * The main class behind {@code bin/bench}, which says where it is called from by the system
 * properties {@code coherer.benchmarks} (the module's folder) and {@code coherer.commit}.
 */
public final class Bench {

  private static final int FAILED = 1;
  private static final int WRONG_USE = 2;

  private final Path module;
  private final String commit;

  private Bench(Path module, String commit) {
    this.module = module;
    this.commit = commit;
  }

  /** Runs one benchmark; ends with status 2 where the command line is wrong, 1 where it fails. */
  public static void main(String[] arguments) {
    Path module = Path.of(System.getProperty("coherer.benchmarks", "benchmarks"));
    String commit = System.getProperty("coherer.commit", "unknown");
    System.exit(new Bench(module, commit).run(arguments));
  }

  private int run(String[] arguments) {
    BenchOptions options;
    Benchmark benchmark;
    try {
      options = BenchOptions.parse(arguments);
      benchmark = Benchmarks.named(options.name());
      options.requireNoPartsUnless(benchmark.hasParts());
    } catch (IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage());
      return WRONG_USE;
    }
    try {
      run(benchmark, options);
      return 0;
    } catch (BenchmarkException | IOException e) {
      System.err.println("bench: " + e.getMessage());
      return FAILED;
    }
  }

  private void run(Benchmark benchmark, BenchOptions options) throws IOException {
    Instant date = Instant.now();
    Path scripts = module.resolve("src/main/python");
    Optional<Torch> torch = Torch.find(System.getenv(), scripts);
    Report report = new Report(System.out, System.err);
    RunSettings settings =
        new RunSettings(
            options.quick(),
            torch,
            module.resolve("target").resolve("bench"),
            options.data(),
            scripts,
            options.selection());
    benchmark.run(settings, report);
    List<String> lines = new ArrayList<>(Machine.here(commit).header(date, torch));
    lines.addAll(report.kept());
    Optional<Path> file = keep(benchmark, options, date, lines);
    file.ifPresent(kept -> System.err.println("Results kept in " + kept));
  }

  /** Full runs are kept, quick ones and parts only where that is asked for. */
  private Optional<Path> keep(
      Benchmark benchmark, BenchOptions options, Instant date, List<String> lines)
      throws IOException {
    if (options.out().isPresent()) {
      ResultFiles.write(options.out().get(), lines);
      return options.out();
    }
    if (options.quick() || !options.selection().isAll()) {
      return Optional.empty();
    }
    ResultFiles results = new ResultFiles(module.resolve("results"));
    return Optional.of(
        results.keep(benchmark.name(), date.atZone(ZoneOffset.UTC).toLocalDate(), commit, lines));
  }
}
