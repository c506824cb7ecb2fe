package org.coherer.benchmarks.clicks;

/**
 * One training from the start.
 *
 * @param seconds how long the epochs took
 * @param fitSeconds how long all of it took; the same where there is nothing else
 * @param area the area under the ROC curve on the test rows afterwards
 */
record ClickTrial(double seconds, double fitSeconds, double area) {

  /** Reads what a process has answered. */
  static ClickTrial parse(String answer) {
    String[] words = answer.split(" ", -1);
    return new ClickTrial(
        Double.parseDouble(words[0]), Double.parseDouble(words[1]), Double.parseDouble(words[2]));
  }

  /** Returns what {@link #parse} reads. */
  String answer() {
    return seconds + " " + fitSeconds + " " + area;
  }
}
