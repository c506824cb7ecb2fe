package org.coherer.benchmarks.ingest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.coherer.benchmarks.harness.Benchmark;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.Rounds;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.harness.Summary;
import org.coherer.benchmarks.process.JavaCommand;
import org.coherer.benchmarks.process.ProcessGroup;

/** Rows per second from Parquet into shuffled batches, in the first epoch and in later ones. */
public final class IngestBenchmark implements Benchmark {

  private static final Duration DEADLINE = Duration.ofMinutes(10);
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
      for (IngestCase shape : IngestCase.all(settings.quick())) {
        Rounds rounds = new Rounds(settings.quick() ? Rounds.LEAST : FULL_ROUNDS);
        IngestLine measured = measure(worker, other, shape, rounds, report);
        measured.lines(name(), rounds.count()).forEach(report::line);
      }
    }
  }

  private static IngestLine measure(
      ProcessGroup worker, ProcessGroup other, IngestCase shape, Rounds rounds, Report report) {
    ask(worker, shape.prepare());
    ask(other, shape.prepare());
    Turns turns = new Turns(worker, IngestWorker.INGEST);
    Turns learned = new Turns(worker, IngestWorker.LEARNED);
    Map<String, DoubleSupplier> contenders = new LinkedHashMap<>();
    contenders.put(IngestWorker.INGEST, turns::ingest);
    contenders.put(IngestWorker.LEARNED, learned::ingest);
    contenders.put(IngestWorker.NOOP, () -> seconds(worker, IngestWorker.NOOP));
    contenders.put(IngestWorker.RDD, () -> seconds(other, IngestWorker.RDD));
    report.remark(
        String.format(
            Locale.ROOT,
            "%s, %d features: %.1f s of warm-up",
            shape.representation().label(),
            shape.features(),
            warm(contenders.values())));
    turns.forget();
    learned.forget();
    Map<String, Summary> seconds = rounds.measure(contenders);
    return new IngestLine(
        shape,
        seconds.get(IngestWorker.INGEST),
        turns.later(),
        new IngestLine.Learned(seconds.get(IngestWorker.LEARNED), learned.later()),
        seconds.get(IngestWorker.NOOP),
        turns.copy(),
        seconds.get(IngestWorker.RDD));
  }

  /** Gives each contender some turns that do not count; returns the seconds of all of them. */
  private static double warm(Collection<DoubleSupplier> contenders) {
    double seconds = 0;
    for (int i = 0; i < WARMUPS; i++) {
      seconds += contenders.stream().mapToDouble(DoubleSupplier::getAsDouble).sum();
    }
    return seconds;
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
    private final String verb;
    private final List<IngestTimes> times = new ArrayList<>();

    Turns(ProcessGroup worker, String verb) {
      this.worker = worker;
      this.verb = verb;
    }

    double ingest() {
      IngestTimes measured = IngestTimes.decode(ask(worker, verb));
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
