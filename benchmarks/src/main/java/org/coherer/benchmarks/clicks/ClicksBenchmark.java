package org.coherer.benchmarks.clicks;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.coherer.benchmarks.harness.Benchmark;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.harness.Torch;

/**
 * Examples per second of a wide and deep network with embedding tables, and how near it comes to
 * the best area under the ROC curve that there is.
 *
 * <p>Ours is {@code NeuralNetworkClassifier.fit} in a Spark session of one process with two slots:
 * a worker, and the server that has the tables. PyTorch has the same rows, network, batch and
 * optimizers in one process of two threads, and its rows are in memory before its clock starts. So
 * the rates are those of epochs alone; reading, checking and shuffling is in {@code fit_seconds}.
 */
public final class ClicksBenchmark implements Benchmark {

  private static final int WARM_UP_SEED = 0;

  /** Creates the benchmark. */
  public ClicksBenchmark() {}

  @Override
  public String name() {
    return "clicks";
  }

  @Override
  public void run(RunSettings settings, Report report) {
    run(settings.quick() ? ClicksPlan.QUICK : ClicksPlan.FULL, settings, report);
  }

  /** Trains as a plan says. */
  void run(ClicksPlan plan, RunSettings settings, Report report) {
    settings.torch().flatMap(Torch::warning).ifPresent(report::remark);
    Path folder = settings.logs().resolve(name()).toAbsolutePath();
    try (ClickProcess ours = ClickProcess.ours(folder, settings.logs())) {
      double optimal = ours.write(plan);
      Optional<ClickProcess> torch =
          settings.torch().map(found -> ClickProcess.torch(found, folder, settings.logs()));
      try {
        measure(plan, ours, torch, optimal)
            .forEach(line -> report.line(line.line(name(), Torch.label(settings.torch()))));
      } finally {
        torch.ifPresent(ClickProcess::close);
      }
    }
  }

  private static List<ClicksLine> measure(
      ClicksPlan plan, ClickProcess ours, Optional<ClickProcess> torch, double optimal) {
    ours.train(1, WARM_UP_SEED, ClicksPlan.CONSISTENCIES.get(0));
    torch.ifPresent(process -> process.trainTorch(1, WARM_UP_SEED));
    Map<String, ClickTrials> contenders = new LinkedHashMap<>();
    for (String consistency : ClicksPlan.CONSISTENCIES) {
      contenders.put(
          consistency, new ClickTrials(seed -> ours.train(plan.epochs(), seed, consistency)));
    }
    Optional<ClickTrials> theirs =
        torch.map(process -> new ClickTrials(seed -> process.trainTorch(plan.epochs(), seed)));
    theirs.ifPresent(trials -> contenders.put("torch", trials));
    plan.rounds().measure(contenders);
    return ClicksPlan.CONSISTENCIES.stream()
        .map(each -> new ClicksLine(plan, each, contenders.get(each), theirs, optimal))
        .toList();
  }
}
