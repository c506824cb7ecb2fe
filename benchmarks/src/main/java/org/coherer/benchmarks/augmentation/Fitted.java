package org.coherer.benchmarks.augmentation;

/**
 * What came out of a fit.
 *
 * @param accuracy the share of the test rows that were right; NaN if none were looked at
 * @param epochSeconds how long its epochs took, the median without the first
 */
record Fitted(double accuracy, double epochSeconds) {

  /** Returns the line that {@link #decode} reads. */
  String encode() {
    return accuracy + " " + epochSeconds;
  }

  static Fitted decode(String line) {
    String[] words = line.split(" ", -1);
    return new Fitted(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
  }
}
