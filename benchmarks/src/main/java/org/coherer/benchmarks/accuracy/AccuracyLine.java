package org.coherer.benchmarks.accuracy;

import java.util.Optional;
import org.coherer.benchmarks.harness.ResultLine;
import org.coherer.benchmarks.harness.Summary;

/**
 * The figures of one network.
 *
 * @param model what the line calls it
 * @param target the accuracy to reach; the middle one, where rounds differ
 * @param ours our trainings up to that accuracy
 * @param ddp PyTorch's, up to the same accuracy, where there are some
 * @param drop MLlib's and ours with the same {@code maxIter}, where MLlib has this network
 */
record AccuracyLine(
    String model, double target, Trials ours, Optional<Trials> ddp, Optional<DropIn> drop) {

  private static final int SECONDS_DECIMALS = 2;
  private static final int ACCURACY_DECIMALS = 4;

  /** What is had by replacing the name of a class, and nothing else. */
  record DropIn(Trials mllib, Trials ours) {}

  /** Returns the line; what was not measured is absent. */
  ResultLine line(String benchmark, String peer, int rounds) {
    Optional<Trials> mllib = drop.map(DropIn::mllib);
    Optional<Trials> full = drop.map(DropIn::ours);
    ResultLine line =
        new ResultLine(benchmark)
            .with("model", model)
            .with("target_accuracy", target, ACCURACY_DECIMALS)
            .with("seconds", ours.seconds().median(), SECONDS_DECIMALS)
            .ratio("ddp", ratio(ours, ddp))
            .ratio("mllib", ratio(ours, mllib))
            .ratio("mllib_full", full.flatMap(trials -> ratio(trials, mllib)))
            .with("processes", AccuracyWorker.EXECUTORS.count())
            .with("batch", Estimators.BATCH)
            .spread("seconds", ours.seconds(), SECONDS_DECIMALS)
            .measured("accuracy", Optional.of(ours.accuracy()), ACCURACY_DECIMALS)
            .measured("epochs", Optional.of(ours.epochs()), 0);
    add(line, "ddp_", "epochs", ddp);
    add(line, "mllib_", "iterations", mllib);
    add(line, "full_", "epochs", full);
    return line.with("peer", peer).with("rounds", rounds);
  }

  private static void add(ResultLine line, String who, String passes, Optional<Trials> trials) {
    line.measured(who + "seconds", trials.map(Trials::seconds), SECONDS_DECIMALS)
        .measured(who + "accuracy", trials.map(Trials::accuracy), ACCURACY_DECIMALS)
        .measured(who + passes, trials.map(Trials::epochs), 0);
  }

  private static Optional<Double> ratio(Trials ours, Optional<Trials> theirs) {
    Optional<Summary> seconds = theirs.map(Trials::seconds);
    return ours.seconds().timeRatio(seconds);
  }
}
