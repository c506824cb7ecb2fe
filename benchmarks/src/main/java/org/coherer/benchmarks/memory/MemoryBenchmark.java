package org.coherer.benchmarks.memory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.coherer.benchmarks.harness.Benchmark;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.process.JavaCommand;
import org.coherer.benchmarks.process.ProcessGroup;

/**
 * The largest resident memory of a process that trains on four times as much data as it may use
 * memory for rows. It should stay below that bound, the network and 512 MB for all of the rest.
 */
public final class MemoryBenchmark implements Benchmark {

  private static final Duration DEADLINE = Duration.ofMinutes(20);
  private static final int FEATURES = 784;
  private static final int RECORD_BYTES = (FEATURES + 2) * Float.BYTES;
  private static final long FULL_BOUND = 1L << 30;
  private static final long QUICK_BOUND = 64L << 20;
  private static final int EPOCHS = 2;
  private static final int TIMES_THE_BOUND = 4;
  private static final long REST = 512L << 20;

  /** Spark asks for 450 MiB at the least. */
  private static final String HEAP = "480m";

  /** Creates the benchmark. */
  public MemoryBenchmark() {}

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public void run(RunSettings settings, Report report) {
    long bound = settings.quick() ? QUICK_BOUND : FULL_BOUND;
    long rows = TIMES_THE_BOUND * bound / RECORD_BYTES;
    Path folder = settings.logs().resolve("memory").toAbsolutePath();
    List<String> command = new ArrayList<>(JavaCommand.ofSpark(MemoryWorker.class, HEAP, "4g"));
    command.add(folder.toString());
    try (ProcessGroup worker = ProcessGroup.start(name(), List.of(command), settings.logs())) {
      String request =
          String.join(" ", MemoryWorker.FIT, "" + rows, "" + FEATURES, "" + EPOCHS, "" + bound);
      long peak = Long.parseLong(worker.askAll(DEADLINE, request).get(0));
      MemoryLine measured = new MemoryLine(rows * RECORD_BYTES, bound, REST, peak);
      report.line(measured.line(name()));
      measured.expectWithinBound();
    }
  }
}
