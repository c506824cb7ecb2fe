package org.coherer.benchmarks.quality;

import java.util.Arrays;
import java.util.List;

/**
 * An entry in the list of data sets, whether its package is installed or not.
 *
 * @param name what lines and files call it
 * @param group {@code tuning} where our rules were chosen on it, {@code check} where not
 */
record Listing(String name, Task task, String group) {

  /** Reads what the data process answers: {@code name:task:group} for each, separated by commas. */
  static List<Listing> parse(String answer) {
    return Arrays.stream(answer.split(",", -1)).map(Listing::one).toList();
  }

  private static Listing one(String text) {
    String[] words = text.split(":", -1);
    return new Listing(words[0], Task.of(words[1]), words[2]);
  }
}
