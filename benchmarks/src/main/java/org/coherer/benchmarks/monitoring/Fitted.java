package org.coherer.benchmarks.monitoring;

/**
 * What a fit took.
 *
 * @param seconds from its call until it returned
 * @param cpuSeconds that all threads of the process have computed meanwhile
 */
record Fitted(double seconds, double cpuSeconds) {

  /** Returns the line that {@link #decode} reads. */
  String encode() {
    return seconds + " " + cpuSeconds;
  }

  static Fitted decode(String line) {
    String[] words = line.split(" ", -1);
    return new Fitted(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
  }
}
