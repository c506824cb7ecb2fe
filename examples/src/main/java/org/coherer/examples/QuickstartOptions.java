package org.coherer.examples;

import java.util.Optional;

/**
 * The options of the quickstart.
 *
 * @param data the directory of the IDX files to train on; if empty, the drawn digits
 * @param workers the number of workers
 * @param epochs the number of epochs
 * @param output the directory for the model; if empty, a temporary directory
 * @param help whether only the usage is to be printed
 */
record QuickstartOptions(
    Optional<String> data, int workers, int epochs, Optional<String> output, boolean help) {

  static final String USAGE =
      """
      Usage: quickstart [--data DIR] [--workers N] [--epochs N] [--output DIR] [--help]

        --data DIR     train on the IDX files in DIR (train-images..., t10k-images...), such as
                       MNIST or Fashion-MNIST, plain or .gz; without it, on digits drawn by code
        --workers N    replicas, each in a task of its own (default 2)
        --epochs N     passes over the training rows (default 4; with --data 5)
        --output DIR   where the model is saved; a model that is there is replaced
        --help         print this""";

  private static final int WORKERS = 2;
  private static final int EPOCHS_ON_DIGITS = 4;
  private static final int EPOCHS_ON_FILES = 5;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException if there is an option that does not exist, or a value that is
   *     missing or is not a number. The message names the option
   */
  static QuickstartOptions parse(String... arguments) {
    Optional<String> data = Optional.empty();
    Optional<String> output = Optional.empty();
    Optional<Integer> workers = Optional.empty();
    Optional<Integer> epochs = Optional.empty();
    boolean help = false;
    for (int i = 0; i < arguments.length; i++) {
      String option = arguments[i];
      switch (option) {
        case "--data" -> data = Optional.of(value(option, arguments, ++i));
        case "--output" -> output = Optional.of(value(option, arguments, ++i));
        case "--workers" -> workers = Optional.of(count(option, value(option, arguments, ++i)));
        case "--epochs" -> epochs = Optional.of(count(option, value(option, arguments, ++i)));
        case "--help" -> help = true;
        default ->
            throw new IllegalArgumentException(
                "Unknown option '" + option + "' (--help lists all)");
      }
    }
    int usualEpochs = data.isPresent() ? EPOCHS_ON_FILES : EPOCHS_ON_DIGITS;
    return new QuickstartOptions(
        data, workers.orElse(WORKERS), epochs.orElse(usualEpochs), output, help);
  }

  private static String value(String option, String[] arguments, int index) {
    if (index == arguments.length || arguments[index].isEmpty()) {
      throw new IllegalArgumentException(
          "Option " + option + " lacks its value (--help lists all)");
    }
    return arguments[index];
  }

  private static int count(String option, String value) {
    try {
      int count = Integer.parseInt(value);
      if (count >= 1) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Answered below, as a number that is too small.
    }
    throw new IllegalArgumentException(
        "Invalid value '" + value + "' of " + option + " (must be a whole number from 1)");
  }
}
