package org.coherer.benchmarks.scaling;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.coherer.benchmarks.harness.Benchmark;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.ResultLine;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.harness.Summary;
import org.coherer.benchmarks.harness.Torch;

/** Rows per second of training in one, two and four processes, with and without an exchange. */
public final class ScalingBenchmark implements Benchmark {

  private static final String SYNC = "sync";
  private static final String ALONE = "alone";
  private static final String SHARDED = "sharded";
  private static final String COPIED = "copied";
  private static final String DDP = "ddp";

  /** Creates the benchmark. */
  public ScalingBenchmark() {}

  @Override
  public String name() {
    return "scaling";
  }

  @Override
  public void run(RunSettings settings, Report report) {
    ScalingPlan plan = settings.quick() ? ScalingPlan.QUICK : ScalingPlan.FULL;
    settings.torch().flatMap(Torch::warning).ifPresent(report::remark);
    int cores = Runtime.getRuntime().availableProcessors();
    for (int world : plan.worlds()) {
      if (world > 2 && world > cores) {
        report.remark(world + " processes: skipped, there are " + cores + " cores");
        continue;
      }
      try (TrainerPair trainers = TrainerPair.start(world, settings)) {
        int shard = trainers.load(plan.rows());
        for (int batch : plan.batches()) {
          trainers.prepare(batch, plan.before(), report);
          Map<String, Summary> rates = measure(trainers, plan, batch, shard / batch);
          report.line(line(world, batch, rates, settings, plan));
        }
      }
    }
  }

  /** Returns rows per second of all processes together. */
  private static Map<String, Summary> measure(
      TrainerPair trainers, ScalingPlan plan, int batch, int batches) {
    Map<String, DoubleSupplier> turns = new LinkedHashMap<>();
    turns.put(SYNC, turn(trainers.ours(), ScalingWorker.TOGETHER, plan, batches));
    turns.put(ALONE, turn(trainers.ours(), ScalingWorker.ALONE, plan, batches));
    if (trainers.ours().group().size() > 1) {
      turns.put(SHARDED, turn(trainers.ours(), ScalingWorker.SHARDED, plan, batches));
      turns.put(COPIED, turn(trainers.ours(), ScalingWorker.COPIED, plan, batches));
    }
    trainers
        .ddp()
        .ifPresent(ddp -> turns.put(DDP, turn(ddp, ScalingWorker.TOGETHER, plan, batches)));
    Map<String, Summary> rates = plan.rounds().measure(turns);
    rates.replaceAll((name, steps) -> steps.in(perSecond -> perSecond * batch));
    return rates;
  }

  private static DoubleSupplier turn(
      Trainers trainers, String verb, ScalingPlan plan, int batches) {
    int steps = trainers.stepsFor(verb, plan.turn(), batches);
    return () -> trainers.stepsPerSecond(verb, steps);
  }

  private ResultLine line(
      int world, int batch, Map<String, Summary> rates, RunSettings settings, ScalingPlan plan) {
    ScalingLine measured =
        new ScalingLine(
            world,
            batch,
            rates.get(SYNC),
            rates.get(ALONE),
            Optional.ofNullable(rates.get(SHARDED)),
            Optional.ofNullable(rates.get(COPIED)),
            Optional.ofNullable(rates.get(DDP)));
    return measured.line(name(), Torch.label(settings.torch()), plan.rounds().count());
  }
}
