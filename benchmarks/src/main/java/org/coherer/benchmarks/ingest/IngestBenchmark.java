package org.coherer.benchmarks.ingest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.coherer.benchmarks.harness.Benchmark;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.ResultLine;
import org.coherer.benchmarks.harness.Rounds;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.harness.Summary;
import org.coherer.benchmarks.process.JavaCommand;
import org.coherer.benchmarks.process.ProcessGroup;

/** Rows per second from Parquet into shuffled batches, in the first epoch and in later ones. */
public final class IngestBenchmark implements Benchmark {

  private static final Duration DEADLINE = Duration.ofMinutes(10);
  private static final List<Integer> FEATURES = List.of(16, 64, 784);
  private static final long FULL_VALUES = 32_000_000;
  private static final long QUICK_VALUES = 2_000_000;
  private static final int FULL_ROUNDS = 5;
  private static final int WARMUPS = 6;

  /** Creates the benchmark. */
  public IngestBenchmark() {}

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public void run(RunSettings settings, Report report) {
    Path folder = settings.logs().resolve("ingest").toAbsolutePath();
    List<String> command = new ArrayList<>(JavaCommand.ofSpark(IngestWorker.class, "3g", "6g"));
    command.add(folder.toString());
    // Of its own process: an object per row leaves work for the garbage collector of whoever is
    // next.
    try (ProcessGroup worker = ProcessGroup.start(name(), List.of(command), settings.logs());
        ProcessGroup other =
            ProcessGroup.start(name() + "-rdd", List.of(command), settings.logs())) {
      for (int features : settings.quick() ? List.of(64) : FEATURES) {
        for (Representation representation : Representation.values()) {
          measure(worker, other, representation, features, settings.quick(), report);
        }
      }
    }
  }

  private void measure(
      ProcessGroup worker,
      ProcessGroup other,
      Representation representation,
      int features,
      boolean quick,
      Report report) {
    long rows = (quick ? QUICK_VALUES : FULL_VALUES) / features;
    String prepare =
        String.join(" ", IngestWorker.PREPARE, representation.label(), "" + features, "" + rows);
    ask(worker, prepare);
    ask(other, prepare);
    Turns turns = new Turns(worker);
    Map<String, DoubleSupplier> contenders = new LinkedHashMap<>();
    contenders.put(IngestWorker.INGEST, turns::ingest);
    contenders.put(IngestWorker.NOOP, () -> seconds(worker, IngestWorker.NOOP));
    contenders.put(IngestWorker.RDD, () -> seconds(other, IngestWorker.RDD));
    double warming = 0;
    for (int i = 0; i < WARMUPS; i++) {
      warming += contenders.values().stream().mapToDouble(DoubleSupplier::getAsDouble).sum();
    }
    report.remark(
        String.format(
            Locale.ROOT,
            "%s, %d features: %.1f s of warm-up",
            representation.label(),
            features,
            warming));
    turns.forget();
    Rounds rounds = new Rounds(quick ? Rounds.LEAST : FULL_ROUNDS);
    Map<String, Summary> seconds = rounds.measure(contenders);
    Summary first = seconds.get(IngestWorker.INGEST);
    Summary later = turns.later();
    Optional<Summary> rdd = Optional.of(seconds.get(IngestWorker.RDD));
    report.line(
        line(representation, features, 1, rows, first)
            .ratio("noop", first.timeRatio(Optional.of(seconds.get(IngestWorker.NOOP))))
            .ratio("memcpy", Optional.empty())
            .ratio("rdd", first.timeRatio(rdd))
            .with("rounds", rounds.count()));
    report.line(
        line(representation, features, 2, rows, later)
            .ratio("noop", later.timeRatio(Optional.of(seconds.get(IngestWorker.NOOP))))
            .ratio("memcpy", later.timeRatio(Optional.of(turns.copy())))
            .ratio("rdd", later.timeRatio(rdd))
            .ratio("first", later.timeRatio(Optional.of(first)))
            .with("rounds", rounds.count()));
  }

  private ResultLine line(
      Representation representation, int features, int epoch, long rows, Summary seconds) {
    Summary rate = seconds.in(one -> rows / one);
    return new ResultLine(name())
        .with("features", features)
        .with("representation", representation.label())
        .with("epoch", epoch)
        .with("rows_per_s", rate.median(), 0)
        .spread("rows_per_s", rate, 0);
  }

  private static double seconds(ProcessGroup worker, String verb) {
    return Double.parseDouble(ask(worker, verb));
  }

  private static String ask(ProcessGroup worker, String request) {
    return worker.askAll(DEADLINE, request).get(0);
  }

  /** Our turns, and what they give beside the time of the first epoch. */
  private static final class Turns {

    private final ProcessGroup worker;
    private final List<IngestTimes> times = new ArrayList<>();

    Turns(ProcessGroup worker) {
      this.worker = worker;
    }

    double ingest() {
      IngestTimes measured = IngestTimes.decode(ask(worker, IngestWorker.INGEST));
      times.add(measured);
      return measured.firstEpoch();
    }

    void forget() {
      times.clear();
    }

    Summary later() {
      return Summary.of(times.stream().mapToDouble(IngestTimes::laterEpoch).toArray());
    }

    Summary copy() {
      return Summary.of(times.stream().mapToDouble(IngestTimes::copy).toArray());
    }
  }
}
