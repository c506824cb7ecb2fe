package org.coherer.benchmarks.process;

import java.util.List;

/**
 * One line that a worker is told: a verb and its arguments, separated by single blanks.
 *
 * @param verb what to do
 * @param arguments with what
 */
public record Request(String verb, List<String> arguments) {

  /** Reads a line. */
  public static Request parse(String line) {
    List<String> words = List.of(line.split(" "));
    return new Request(words.get(0), words.subList(1, words.size()));
  }

  /** Returns an argument. */
  public String text(int index) {
    if (index >= arguments.size()) {
      throw new IllegalArgumentException(
          "Request '%s' has %d arguments (must have at least %d)"
              .formatted(verb, arguments.size(), index + 1));
    }
    return arguments.get(index);
  }

  /** Returns an argument that is a whole number. */
  public int number(int index) {
    return Integer.parseInt(text(index));
  }

  /** Returns the exception for a verb that a worker does not know. */
  public IllegalArgumentException unknown() {
    return new IllegalArgumentException("Unknown request '" + verb + "'");
  }
}
