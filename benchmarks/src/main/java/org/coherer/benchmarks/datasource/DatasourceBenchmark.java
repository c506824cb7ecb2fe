package org.coherer.benchmarks.datasource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.coherer.benchmarks.harness.Benchmark;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.Rounds;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.harness.Selection;
import org.coherer.benchmarks.harness.Summary;
import org.coherer.benchmarks.process.JavaCommand;
import org.coherer.benchmarks.process.ProcessGroup;

/** MB per second of scans of the formats of module datasource, and images per second decoded. */
public final class DatasourceBenchmark implements Benchmark {

  private static final Duration DEADLINE = Duration.ofMinutes(10);
  private static final int FULL_ROUNDS = 9;
  private static final int WARMUPS = 4;
  private static final long FULL_BYTES = 200_000_000;
  private static final long QUICK_BYTES = 20_000_000;
  private static final List<String> CONTENDERS =
      List.of(ScanWorker.SCAN, ScanWorker.RAW, ScanWorker.PARQUET);

  /** Creates the benchmark. */
  public DatasourceBenchmark() {}

  @Override
  public String name() {
    return "datasource";
  }

  @Override
  public boolean hasParts() {
    return true;
  }

  @Override
  public void run(RunSettings settings, Report report) {
    List<ScanCase> cases = cases(settings.selection());
    boolean images = hasImages(settings.selection());
    Path folder = newFolder();
    try {
      if (images) {
        Path own = Files.createDirectory(folder.resolve(ImageDecode.CASE));
        Rounds rounds = new Rounds(settings.quick() ? Rounds.LEAST : FULL_ROUNDS);
        new ImageDecode(settings.scripts(), own, System.getenv()).run(rounds, report::line);
      }
      if (cases.isEmpty()) {
        return;
      }
      List<String> command = new ArrayList<>(JavaCommand.ofSpark(ScanWorker.class, "2g", "1g"));
      command.add(folder.toString());
      try (ProcessGroup worker = ProcessGroup.start(name(), List.of(command), settings.logs())) {
        for (ScanCase one : cases) {
          scan(worker, one, settings.quick(), report);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(folder);
    }
  }

  /** Returns whether decoding images is asked for. */
  static boolean hasImages(Selection selection) {
    return selection.cases().isEmpty() || selection.cases().contains(ImageDecode.CASE);
  }

  /** Returns the scans that are asked for. */
  static List<ScanCase> cases(Selection selection) {
    if (!selection.contenders().isEmpty() || selection.peers().isPresent()) {
      throw new BenchmarkException(
          "Cannot choose contenders of datasource (omit --contenders and --peers)");
    }
    List<String> names = new ArrayList<>(ScanCase.names());
    names.add(ImageDecode.CASE);
    for (String name : selection.cases()) {
      if (!names.contains(name)) {
        throw new BenchmarkException(
            "Unknown case '%s' of datasource (must be one of: %s)"
                .formatted(name, String.join(", ", names)));
      }
    }
    return ScanCase.all().stream()
        .filter(one -> selection.cases().isEmpty() || selection.cases().contains(one.format()))
        .toList();
  }

  private void scan(ProcessGroup worker, ScanCase one, boolean quick, Report report) {
    long rows = (quick ? QUICK_BYTES : FULL_BYTES) / one.bytesPerRow();
    String prepare = String.join(" ", ScanWorker.PREPARE, one.format(), "" + rows);
    long bytes = Long.parseLong(worker.askAll(DEADLINE, prepare).get(0));
    Map<String, DoubleSupplier> contenders = new LinkedHashMap<>();
    for (String verb : CONTENDERS) {
      contenders.put(verb, () -> Double.parseDouble(worker.askAll(DEADLINE, verb).get(0)));
    }
    for (int i = 0; i < WARMUPS; i++) {
      warmUp(contenders);
    }
    Rounds rounds = new Rounds(quick ? Rounds.LEAST : FULL_ROUNDS);
    Map<String, Summary> seconds = rounds.measure(contenders);
    ScanLine measured =
        new ScanLine(
            one.format(),
            rows,
            bytes,
            seconds.get(ScanWorker.SCAN),
            seconds.get(ScanWorker.RAW),
            seconds.get(ScanWorker.PARQUET));
    report.line(measured.line(name(), rounds.count()));
  }

  /** Has every contender take a turn that does not count. */
  static void warmUp(Map<String, DoubleSupplier> contenders) {
    for (DoubleSupplier each : contenders.values()) {
      double unused = each.getAsDouble();
    }
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("coherer-datasource");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
