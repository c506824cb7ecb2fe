package org.coherer.benchmarks.quality;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.coherer.benchmarks.harness.Summary;

/**
 * What a contender made of one table.
 *
 * @param contender its label
 * @param state whether there are figures
 * @param score the score of all splits; empty unless measured
 * @param seconds of all fits; empty unless measured
 * @param cpuSeconds of all fits; empty unless measured
 * @param seeds the number of splits
 * @param earlier whether it comes from an earlier run
 */
record Outcome(
    String contender,
    State state,
    Optional<Summary> score,
    Optional<Summary> seconds,
    Optional<Summary> cpuSeconds,
    int seeds,
    boolean earlier) {

  /** Scores have so many decimals from the start: an earlier run is compared as this one is. */
  static final int SCORE_DECIMALS = 4;

  private static final double SCORE_UNITS = Math.pow(10, SCORE_DECIMALS);

  /** Whether there are figures. */
  enum State {
    MEASURED,
    /** It should have learned the table, and did not: as bad as the baseline, and last. */
    FAILED,
    /** It does not learn such tables, or is not installed. */
    ABSENT;

    /** Returns what lines call it. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the outcome of some fits, at least one. */
  static Outcome of(Contender contender, List<Fit> fits) {
    return new Outcome(
        contender.label(),
        State.MEASURED,
        Optional.of(summary(fits, Fit::score).in(Outcome::rounded)),
        Optional.of(summary(fits, Fit::seconds)),
        Optional.of(summary(fits, Fit::cpuSeconds)),
        fits.size(),
        false);
  }

  /** Returns an outcome without figures. */
  static Outcome without(String contender, State state, boolean earlier) {
    return new Outcome(
        contender, state, Optional.empty(), Optional.empty(), Optional.empty(), 0, earlier);
  }

  private static Summary summary(List<Fit> fits, ToDoubleFunction<Fit> figure) {
    return Summary.of(fits.stream().mapToDouble(figure).toArray());
  }

  boolean isPresent() {
    return state != State.ABSENT;
  }

  /** Returns a score as lines show it. */
  static double rounded(double score) {
    return Math.rint(score * SCORE_UNITS) / SCORE_UNITS;
  }
}
