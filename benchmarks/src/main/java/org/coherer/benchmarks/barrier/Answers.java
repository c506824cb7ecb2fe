package org.coherer.benchmarks.barrier;

import java.util.Arrays;

/** What workers answer with: numbers, separated by blanks. */
public final class Answers {

  private Answers() {}

  /** Writes an answer. */
  public static String of(double... numbers) {
    return String.join(" ", Arrays.stream(numbers).mapToObj(Double::toString).toList());
  }

  /** Reads one. */
  public static double[] numbers(String answer) {
    return Arrays.stream(answer.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }
}
