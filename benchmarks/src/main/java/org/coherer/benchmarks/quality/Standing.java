package org.coherer.benchmarks.quality;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.coherer.benchmarks.harness.Summary;

/**
 * How contenders compare on one table, by the median of their scores.
 *
 * <p>A normalized score is {@code (score - baseline) / (best - baseline)}, from 0 to 1: 0 is no
 * better than a model that knows the labels alone, 1 is the best contender here. A failed contender
 * has 0.
 *
 * @param outcomes one for each contender
 */
record Standing(Table table, List<Outcome> outcomes) {

  /** The networks that ours should not be behind. */
  private static final Set<String> NETWORKS =
      Set.of(Contender.SKLEARN_MLP.label(), Contender.MLLIB_MLP.label());

  /** The decimals of a normalized score in lines. */
  static final int DECIMALS = 4;

  private static final double POINTS = 100;

  /** Returns the outcome of a contender, where it is present. */
  Optional<Outcome> of(String contender) {
    return present().filter(outcome -> outcome.contender().equals(contender)).findFirst();
  }

  /** Returns the normalized score of a contender that is present. */
  double normalized(Outcome outcome) {
    double above = best() - table.baseline();
    return above <= 0 ? 0 : (worth(outcome) - table.baseline()) / above;
  }

  /**
   * Returns the rank of a contender that is present, from 1; equal ones share the mean of theirs.
   */
  double rank(Outcome outcome) {
    double score = median(outcome);
    long better = scores().filter(other -> other > score).count();
    long equal = scores().filter(other -> other == score).count();
    return better + (equal + 1) / 2.0;
  }

  /** Returns whether no contender is better than this one, which is present. */
  boolean wins(Outcome outcome) {
    return outcome.state() == Outcome.State.MEASURED
        && scores().noneMatch(other -> other > median(outcome));
  }

  /**
   * Returns how many points (hundredths of the score) a contender is behind the better of the peer
   * networks that are present; below 0 if it is ahead.
   */
  OptionalDouble gap(Outcome outcome) {
    OptionalDouble network =
        present()
            .filter(other -> NETWORKS.contains(other.contender()) && !other.equals(outcome))
            .mapToDouble(this::worth)
            .max();
    return network.isPresent()
        ? OptionalDouble.of(POINTS * (network.getAsDouble() - worth(outcome)))
        : network;
  }

  private double best() {
    return present().mapToDouble(this::worth).max().orElse(table.baseline());
  }

  /** The score, but at least that of the baseline. */
  private double worth(Outcome outcome) {
    return Math.max(table.baseline(), median(outcome));
  }

  private static double median(Outcome outcome) {
    return outcome.score().map(Summary::median).orElse(Double.NEGATIVE_INFINITY);
  }

  private DoubleStream scores() {
    return present().mapToDouble(Standing::median);
  }

  private Stream<Outcome> present() {
    return outcomes.stream().filter(Outcome::isPresent);
  }
}
