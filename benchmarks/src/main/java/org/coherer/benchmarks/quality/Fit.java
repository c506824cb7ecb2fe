package org.coherer.benchmarks.quality;

/**
 * What came of one fit.
 *
 * @param score on the test rows: accuracy or R2
 * @param seconds of the fit alone
 * @param cpuSeconds that its process has computed meanwhile, on all threads
 */
record Fit(double score, double seconds, double cpuSeconds) {

  /** Reads what a process answers. */
  static Fit parse(String answer) {
    String[] words = answer.split(" ", -1);
    return new Fit(
        Double.parseDouble(words[0]), Double.parseDouble(words[1]), Double.parseDouble(words[2]));
  }

  /**
   * Returns what {@link #parse} reads.
   *
   * @throws IllegalStateException if the score is no number, as where a training has diverged
   */
  String answer() {
    if (!Double.isFinite(score)) {
      throw new IllegalStateException("The model predicts no numbers: its score is " + score);
    }
    return score + " " + seconds + " " + cpuSeconds;
  }
}
