package org.coherer.benchmarks.step;

/**
 * What a worker answers to a number of steps.
 *
 * @param seconds how long they took
 * @param loss the mean loss before the last one
 */
record StepTimes(double seconds, double loss) {

  /** Returns the text form, in which it travels from worker to parent. */
  String encode() {
    return seconds + " " + loss;
  }

  static StepTimes decode(String text) {
    String[] words = text.split(" ", -1);
    return new StepTimes(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
  }
}
