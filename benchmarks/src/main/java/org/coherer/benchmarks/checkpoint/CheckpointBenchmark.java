package org.coherer.benchmarks.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.coherer.benchmarks.harness.Benchmark;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.Rounds;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.harness.Summary;
import org.coherer.benchmarks.harness.Torch;

/**
 * How long a checkpoint of parameters and Adam's state holds up a training, how fast it is durable,
 * and how fast it is restored.
 */
public final class CheckpointBenchmark implements Benchmark {

  private static final List<CheckpointCase> FULL =
      List.of(new CheckpointCase(10_000_000, true), new CheckpointCase(100_000_000, false));
  private static final List<CheckpointCase> QUICK = List.of(new CheckpointCase(2_000_000, true));
  private static final int FULL_ROUNDS = 7;
  private static final int WARM_UPS = 2;

  /** Creates the benchmark. */
  public CheckpointBenchmark() {}

  @Override
  public String name() {
    return "checkpoint";
  }

  @Override
  public void run(RunSettings settings, Report report) {
    Rounds rounds = new Rounds(settings.quick() ? Rounds.LEAST : FULL_ROUNDS);
    for (CheckpointCase measured : settings.quick() ? QUICK : FULL) {
      try (Contenders contenders = new Contenders(measured, settings)) {
        CheckpointLine line = measure(measured, contenders, settings.logs(), rounds);
        report.line(line.line(name(), Torch.label(settings.torch()), rounds.count()));
      }
    }
  }

  private static CheckpointLine measure(
      CheckpointCase measured, Contenders contenders, Path logs, Rounds rounds) {
    List<Double> stalls = new ArrayList<>();
    for (String name : contenders.names()) {
      for (int i = 0; i < WARM_UPS; i++) {
        save(contenders, name);
        contenders.ask(name, CheckpointWorker.RESTORE);
      }
    }
    copy(contenders);
    Map<String, Summary> writes =
        rounds.measure(writes(measured, contenders, logs.resolve("checkpoint/raw"), stalls));
    Summary stall = Summary.of(stalls.stream().mapToDouble(seconds -> seconds).toArray());
    return new CheckpointLine(
        measured,
        stall,
        writes,
        rounds.measure(reads(contenders, true)),
        rounds.measure(reads(contenders, false)));
  }

  private static Map<String, DoubleSupplier> writes(
      CheckpointCase measured, Contenders contenders, Path raw, List<Double> stalls) {
    Map<String, DoubleSupplier> turns = new LinkedHashMap<>();
    for (String name : contenders.names()) {
      turns.put(
          name,
          () -> {
            double[] seconds = save(contenders, name);
            if (name.equals(Contenders.OURS)) {
              stalls.add(seconds[0]);
            }
            return seconds[seconds.length - 1];
          });
    }
    RawDisk.delete(raw);
    turns.put(CheckpointLine.RAW, () -> RawDisk.write(raw, measured.bytes()));
    turns.put(CheckpointLine.COPY, () -> copy(contenders));
    return turns;
  }

  private static double[] save(Contenders contenders, String name) {
    RawDisk.delete(contenders.folder(name));
    return contenders.ask(name, CheckpointWorker.SAVE);
  }

  private static double copy(Contenders contenders) {
    return contenders.ask(Contenders.OURS, CheckpointWorker.COPY)[0];
  }

  private static Map<String, DoubleSupplier> reads(Contenders contenders, boolean fromDisk) {
    Map<String, DoubleSupplier> turns = new LinkedHashMap<>();
    for (String name : contenders.names()) {
      Path folder = contenders.folder(name);
      turns.put(
          name,
          () -> read(folder, fromDisk, () -> contenders.ask(name, CheckpointWorker.RESTORE)[0]));
    }
    Path ours = contenders.folder(Contenders.OURS);
    turns.put(CheckpointLine.RAW, () -> read(ours, fromDisk, () -> RawDisk.read(ours)));
    return turns;
  }

  private static double read(Path folder, boolean fromDisk, DoubleSupplier reading) {
    if (fromDisk) {
      RawDisk.evict(folder);
    }
    return reading.getAsDouble();
  }
}
