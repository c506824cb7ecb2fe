package org.coherer.examples.clicks;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The options of the click example.
 *
 * @param values what was said for each option
 * @param help whether only the usage is to be printed
 */
record ClickOptions(Map<String, String> values, boolean help) {

  static final String USAGE =
      """
      Usage: ClickExample [--rows N] [--epochs N] [--batch N] [--workers N] [--servers N]
                          [--consistency NAME] [--embeddings DIR] [--output DIR] [--help]

        --rows N            training rows (default 8000000); a tenth as many follow to test with
        --epochs N          passes over the training rows (default 2)
        --batch N           rows of a worker's step (default 1000)
        --workers N         replicas, each in a task of its own (default 1)
        --servers N         servers, each in a task of its own (default 1)
        --consistency NAME  synchronous, boundedStaleness (default) or asynchronous
        --embeddings DIR    where tables are written, on a file system that all executors reach;
                            needed on a cluster
        --output DIR        where the model is saved; a model that is there is replaced
        --help              print this\
      """;

  private static final String ROWS = "--rows";
  private static final String EPOCHS = "--epochs";
  private static final String BATCH = "--batch";
  private static final String WORKERS = "--workers";
  private static final String SERVERS = "--servers";
  private static final String CONSISTENCY = "--consistency";
  private static final String EMBEDDINGS = "--embeddings";
  private static final String OUTPUT = "--output";
  private static final String HELP = "--help";
  private static final List<String> COUNTS = List.of(ROWS, EPOCHS, BATCH, WORKERS, SERVERS);
  private static final List<String> CONSISTENCIES =
      List.of("synchronous", "boundedStaleness", "asynchronous");

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException if there is an option that does not exist, or a value that is
   *     missing or wrong. The message names the option
   */
  static ClickOptions parse(String... arguments) {
    Map<String, String> values = new TreeMap<>();
    boolean help = false;
    for (int i = 0; i < arguments.length; i++) {
      String option = arguments[i];
      if (option.equals(HELP)) {
        help = true;
      } else {
        checkKnown(option);
        values.put(option, value(option, arguments, ++i));
      }
    }
    return new ClickOptions(values, help);
  }

  private static void checkKnown(String option) {
    boolean known =
        COUNTS.contains(option) || List.of(CONSISTENCY, EMBEDDINGS, OUTPUT).contains(option);
    if (!known) {
      throw new IllegalArgumentException("Unknown option '" + option + "' (--help lists all)");
    }
  }

  private static String value(String option, String[] arguments, int index) {
    if (index == arguments.length || arguments[index].isEmpty()) {
      throw new IllegalArgumentException(
          "Option " + option + " lacks its value (--help lists all)");
    }
    String value = arguments[index];
    if (COUNTS.contains(option) && !value.matches("[1-9][0-9]{0,8}")) {
      throw invalid(option, value, "must be a whole number from 1 to 999999999");
    }
    if (option.equals(CONSISTENCY) && !CONSISTENCIES.contains(value)) {
      throw invalid(option, value, "must be one of " + String.join(", ", CONSISTENCIES));
    }
    return value;
  }

  private static IllegalArgumentException invalid(String option, String value, String constraint) {
    return new IllegalArgumentException(
        "Invalid value '" + value + "' of " + option + " (" + constraint + ")");
  }

  private int count(String option, int usual) {
    return Integer.parseInt(values.getOrDefault(option, Integer.toString(usual)));
  }

  /** Returns how many rows there are to train on. */
  int rows() {
    return count(ROWS, 8_000_000);
  }

  /** Returns how many rows there are to test with. */
  int testRows() {
    return Math.max(1, rows() / 10);
  }

  int epochs() {
    return count(EPOCHS, 2);
  }

  int batch() {
    return count(BATCH, 1000);
  }

  int workers() {
    return count(WORKERS, 1);
  }

  int servers() {
    return count(SERVERS, 1);
  }

  String consistency() {
    return values.getOrDefault(CONSISTENCY, "boundedStaleness");
  }

  /** Returns the folder for tables, if one was named. */
  Optional<String> embeddings() {
    return Optional.ofNullable(values.get(EMBEDDINGS));
  }

  /** Returns the folder for the model, if one was named. */
  Optional<String> output() {
    return Optional.ofNullable(values.get(OUTPUT));
  }
}
