package org.coherer.benchmarks.accuracy;

import java.util.Locale;
import org.coherer.benchmarks.harness.BenchmarkException;

/**
 * One training from the start.
 *
 * @param epochs passes over the data; of MLlib, iterations
 * @param seconds how long it took, without the look at the test rows
 * @param accuracy the share of the test rows that were right afterwards
 */
record Trial(int epochs, double seconds, double accuracy) {

  /** Reads what a process has answered to a training of so many epochs: seconds, accuracy. */
  static Trial parse(int epochs, String answer) {
    String[] words = answer.split(" ", -1);
    return new Trial(epochs, Double.parseDouble(words[0]), Double.parseDouble(words[1]));
  }

  /** Returns what {@link #parse} reads. */
  String answer() {
    return seconds + " " + accuracy;
  }

  /** A training with one seed, as long as one likes. */
  @FunctionalInterface
  interface Growing {

    /** Trains for 1, 2, 3, ... epochs from one call to the next, from the start or as if. */
    Trial train(int epochs);

    /**
     * Returns the shortest training that reaches an accuracy.
     *
     * @param most the most epochs of a fit
     * @throws BenchmarkException if none does. The message has the best accuracy
     */
    default Trial reaching(double target, int most) {
      double best = 0;
      for (int epochs = 1; epochs <= most; epochs++) {
        Trial trial = train(epochs);
        if (trial.accuracy >= target) {
          return trial;
        }
        best = Math.max(best, trial.accuracy);
      }
      throw new BenchmarkException(
          String.format(
              Locale.ROOT,
              "No accuracy of %.4f within %d epochs (%.4f at best)",
              target,
              most,
              best));
    }
  }
}
