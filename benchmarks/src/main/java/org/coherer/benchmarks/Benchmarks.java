package org.coherer.benchmarks;

import java.util.List;
import org.coherer.benchmarks.accuracy.AccuracyBenchmark;
import org.coherer.benchmarks.allreduce.AllReduceBenchmark;
import org.coherer.benchmarks.augmentation.AugmentationBenchmark;
import org.coherer.benchmarks.checkpoint.CheckpointBenchmark;
import org.coherer.benchmarks.clicks.ClicksBenchmark;
import org.coherer.benchmarks.datasource.DatasourceBenchmark;
import org.coherer.benchmarks.harness.Benchmark;
import org.coherer.benchmarks.inference.InferenceBenchmark;
import org.coherer.benchmarks.ingest.IngestBenchmark;
import org.coherer.benchmarks.kernel.KernelBenchmark;
import org.coherer.benchmarks.memory.MemoryBenchmark;
import org.coherer.benchmarks.monitoring.MonitoringBenchmark;
import org.coherer.benchmarks.ps.PsBenchmark;
import org.coherer.benchmarks.quality.QualityBenchmark;
import org.coherer.benchmarks.recovery.RecoveryBenchmark;
import org.coherer.benchmarks.scaling.ScalingBenchmark;
import org.coherer.benchmarks.startup.StartupBenchmark;
import org.coherer.benchmarks.step.SoakBenchmark;
import org.coherer.benchmarks.step.StepBenchmark;

/** All benchmarks. */
final class Benchmarks {

  private static final List<Benchmark> ALL =
      List.of(
          new AccuracyBenchmark(),
          new AllReduceBenchmark(),
          new AugmentationBenchmark(),
          new CheckpointBenchmark(),
          new ClicksBenchmark(),
          new DatasourceBenchmark(),
          new InferenceBenchmark(),
          new IngestBenchmark(),
          new KernelBenchmark(),
          new MemoryBenchmark(),
          new MonitoringBenchmark(),
          new PsBenchmark(),
          new QualityBenchmark(),
          new RecoveryBenchmark(),
          new ScalingBenchmark(),
          new SoakBenchmark(),
          new StartupBenchmark(),
          new StepBenchmark());

  private Benchmarks() {}

  /**
   * Returns the benchmark of a name.
   *
   * @throws IllegalArgumentException if there is none. The message names all that there are
   */
  static Benchmark named(String name) {
    return ALL.stream()
        .filter(benchmark -> benchmark.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown benchmark '%s' (must be one of: %s)"
                        .formatted(name, String.join(", ", names()))));
  }

  /** Returns the names of all. */
  static List<String> names() {
    return ALL.stream().map(Benchmark::name).toList();
  }
}
