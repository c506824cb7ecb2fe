package org.coherer.benchmarks.inference;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.coherer.benchmarks.harness.Benchmark;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.Rounds;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.harness.Summary;
import org.coherer.benchmarks.harness.Torch;
import org.coherer.benchmarks.networks.SampleNetwork;

/** Rows per second of prediction on one thread, of rows in memory. */
public final class InferenceBenchmark implements Benchmark {

  private static final int FULL_ROUNDS = 11;
  private static final double FULL_TURN = 1;
  private static final double QUICK_TURN = 0.1;
  private static final double FULL_WARM_UP = 10;
  private static final double QUICK_WARM_UP = 0.3;

  /** So much longer it takes the JIT compiler to make code for thousands of columns. */
  private static final int WIDE_WARM_UPS = 6;

  /** Values of the rows that one transform predicts. */
  private static final int FULL_VALUES = 6_400_000;

  private static final int QUICK_VALUES = 400_000;

  /** So much of a turn comes before what counts. */
  private static final int UNCOUNTED = 10;

  /** Creates the benchmark. */
  public InferenceBenchmark() {}

  @Override
  public String name() {
    return "inference";
  }

  @Override
  public void run(RunSettings settings, Report report) {
    settings.torch().flatMap(Torch::warning).ifPresent(report::remark);
    try (Contenders contenders = Contenders.start(settings)) {
      report.remark("MLlib's matrix products: " + contenders.blas());
      for (SampleNetwork model : SampleNetwork.values()) {
        if (settings.quick() && model == SampleNetwork.MLP) {
          report.remark("mlp: transforms are skipped, they take too long for --quick");
        }
        check(model, Contender.OURS, "DL4J", contenders, report);
        if (measures(Contender.TRANSFORM, model, settings.quick())) {
          check(model, Contender.TRANSFORM, "MLlib", contenders, report);
        }
        measure(model, contenders, settings, report);
      }
    }
  }

  /** Our own processes are those that the checks may leave traces in. */
  private static void check(
      SampleNetwork model, Contender ours, String peer, Contenders contenders, Report report) {
    double difference = contenders.difference(ours, model);
    String found =
        String.format(
            Locale.ROOT, "%s: probabilities within %.1e of %s's", model.label(), difference, peer);
    if (!(difference <= Agreement.TOLERANCE)) {
      throw new BenchmarkException(found + " (must be within " + Agreement.TOLERANCE + ")");
    }
    report.remark(found);
  }

  private void measure(
      SampleNetwork model, Contenders contenders, RunSettings settings, Report report) {
    double turn = settings.quick() ? QUICK_TURN : FULL_TURN;
    double warmUp = settings.quick() ? QUICK_WARM_UP : FULL_WARM_UP;
    Map<String, DoubleSupplier> turns = new LinkedHashMap<>();
    for (Contender contender : contenders.present()) {
      if (measures(contender, model, settings.quick())) {
        int rows = rows(contender, model, settings.quick());
        contenders.prepare(contender, model, rows);
        double once = warm(contenders, contender, warmUp * (contender.wide() ? WIDE_WARM_UPS : 1));
        int count = (int) Math.max(1, Math.round(turn / once));
        turns.put(contender.label(), () -> rate(contenders, contender, rows, count));
      }
    }
    Rounds rounds = new Rounds(settings.quick() ? Rounds.LEAST : FULL_ROUNDS);
    Map<Contender, Summary> rates = new EnumMap<>(Contender.class);
    rounds.measure(turns).forEach((label, rate) -> rates.put(Contender.of(label), rate));
    report.line(
        new InferenceLine(model, batch(model, settings.quick()), rates)
            .line(name(), Torch.label(settings.torch()), rounds.count()));
  }

  private static boolean measures(Contender contender, SampleNetwork model, boolean quick) {
    boolean tooLong = quick && contender.transforms() && model == SampleNetwork.MLP;
    return contender.knows(model) && !tooLong;
  }

  private static int batch(SampleNetwork model, boolean quick) {
    return quick ? model.trainingBatch() : model.predictionBatch();
  }

  private static int rows(Contender contender, SampleNetwork model, boolean quick) {
    int width = model.inputs() + (contender.wide() ? Contender.MORE_COLUMNS : 0);
    return contender.transforms()
        ? (quick ? QUICK_VALUES : FULL_VALUES) / width
        : batch(model, quick);
  }

  /** Has a contender predict for some seconds; returns those of predicting all rows once. */
  private static double warm(Contenders contenders, Contender contender, double seconds) {
    int count = 1;
    double last = contenders.predict(contender, count);
    for (double spent = last; spent < seconds; spent += last) {
      count = last < seconds / 4 ? 2 * count : count;
      last = contenders.predict(contender, count);
    }
    return last / count;
  }

  private static double rate(Contenders contenders, Contender contender, int rows, int count) {
    if (count >= UNCOUNTED) {
      contenders.predict(contender, count / UNCOUNTED);
    }
    return (double) rows * count / contenders.predict(contender, count);
  }
}
