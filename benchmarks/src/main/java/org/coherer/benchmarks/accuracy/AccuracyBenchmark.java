package org.coherer.benchmarks.accuracy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.coherer.benchmarks.harness.Benchmark;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.harness.Torch;

/**
 * Seconds from {@code fit} to a test accuracy on Fashion-MNIST.
 *
 * <p>Ours is {@code NeuralNetworkClassifier.fit} on Parquet in a Spark session with two executor
 * processes; reading, checking and dealing the rows is part of the time. MLlib's perceptron has the
 * same file and as many executors. PyTorch trains with two processes whose images are in memory
 * already, so nothing but its epochs is timed.
 *
 * <p>Nobody's time includes a look at the test rows. Ours therefore trains anew for 1, 2, 3, ...
 * epochs until a fit has reached the accuracy, and the time is that of the last fit alone: a longer
 * fit begins with the very same steps. PyTorch pauses after each epoch. MLlib, which says nothing
 * between its iterations, is given a number of them; what it reaches is what ours has to reach,
 * with the same seed.
 *
 * <p>Seconds to an accuracy are a matter of luck by one epoch: every round has another seed, and
 * epochs are in the line.
 */
public final class AccuracyBenchmark implements Benchmark {

  private static final int WARM_UP_SEED = 0;

  /** Creates the benchmark. */
  public AccuracyBenchmark() {}

  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public void run(RunSettings settings, Report report) {
    Path folder = settings.logs().resolve(name()).toAbsolutePath();
    AccuracyPlan plan = settings.quick() ? AccuracyPlan.QUICK : AccuracyPlan.FULL;
    ImageFiles images =
        settings.quick()
            ? ImageFiles.draw(
                folder.resolve("digits"), AccuracyPlan.DRAWN, AccuracyPlan.DRAWN_TO_TEST)
            : ImageFiles.in(settings.data());
    report.remark(
        "images: " + (settings.quick() ? "digits drawn by code" : images.folder().getFileName()));
    run(plan, images, folder, settings, report);
  }

  /** Trains as a plan says. */
  void run(AccuracyPlan plan, ImageFiles images, Path folder, RunSettings settings, Report report) {
    settings.torch().flatMap(Torch::warning).ifPresent(report::remark);
    try (SparkDriver ours = SparkDriver.start("ours", images, folder, settings.logs())) {
      ours.write();
      String peer = Torch.label(settings.torch());
      Optional<DdpRanks> ddp =
          settings.torch().map(torch -> DdpRanks.start(torch, images, settings.logs()));
      try {
        for (AccuracyPlan.Target target : plan.targets()) {
          report.line(besideDdp(target, plan, ours, ddp).line(name(), peer, plan.rounds().count()));
        }
      } finally {
        ddp.ifPresent(DdpRanks::close);
      }
      try (SparkDriver mllib = SparkDriver.start("mllib", images, folder, settings.logs())) {
        report.line(
            besideMllib(plan, ours, mllib, report).line(name(), peer, plan.rounds().count()));
      }
    }
  }

  private static AccuracyLine besideDdp(
      AccuracyPlan.Target target, AccuracyPlan plan, SparkDriver ours, Optional<DdpRanks> ddp) {
    String network = target.network().label();
    IntFunction<Trial.Growing> training =
        seed -> epochs -> ours.train(AccuracyWorker.NETWORK, network, epochs, seed);
    Trials mine = upTo(target.accuracy(), plan, training);
    Optional<Trials> theirs =
        ddp.map(ranks -> upTo(target.accuracy(), plan, seed -> ranks.training(network, seed)));
    Map<String, Trials> contenders = new LinkedHashMap<>();
    contenders.put("ours", mine);
    theirs.ifPresent(trials -> contenders.put("ddp", trials));
    plan.rounds().measure(contenders);
    return new AccuracyLine(network, target.accuracy(), mine, theirs, Optional.empty());
  }

  /** Warms up a contender, which is given by a training for each seed. */
  private static Trials upTo(
      double accuracy, AccuracyPlan plan, IntFunction<Trial.Growing> training) {
    training.apply(WARM_UP_SEED).reaching(0, 1);
    return new Trials(seed -> training.apply(seed).reaching(accuracy, plan.mostEpochs()));
  }

  /** In each round MLlib is first, and its accuracy is what ours has to reach. */
  private static AccuracyLine besideMllib(
      AccuracyPlan plan, SparkDriver ours, SparkDriver mllib, Report report) {
    String layers = plan.layers();
    ours.train(AccuracyWorker.LAYERS, layers, 1, WARM_UP_SEED);
    Trial half = mllib.train(AccuracyWorker.MLLIB, layers, plan.iterations() / 2, WARM_UP_SEED);
    report.remark(
        String.format(
            Locale.ROOT,
            "%s: MLlib has an accuracy of %.4f after %d of %d iterations, its matrix products are %s",
            layers,
            half.accuracy(),
            half.epochs(),
            plan.iterations(),
            mllib.blas()));
    Trials theirs =
        new Trials(seed -> mllib.train(AccuracyWorker.MLLIB, layers, plan.iterations(), seed));
    IntFunction<Trial.Growing> training =
        seed -> epochs -> ours.train(AccuracyWorker.LAYERS, layers, epochs, seed);
    Trials mine =
        new Trials(
            seed -> training.apply(seed).reaching(theirs.last().accuracy(), plan.mostEpochs()));
    Trials full = new Trials(seed -> training.apply(seed).train(plan.iterations()));
    for (int round = 0; round < plan.rounds().count(); round++) {
      theirs.next();
      mine.next();
      full.next();
    }
    return new AccuracyLine(
        AccuracyWorker.MLLIB,
        theirs.accuracy().median(),
        mine,
        Optional.empty(),
        Optional.of(new AccuracyLine.DropIn(theirs, full)));
  }
}
