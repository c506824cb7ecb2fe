package org.coherer.benchmarks;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code bin/bench} was asked for.
 *
 * @param name the benchmark
 * @param quick whether it has to end within a minute
 * @param out the file that the lines go to; empty for the usual one
 * @param data the folder with the files that a benchmark reads; empty for none
 */
record BenchOptions(String name, boolean quick, Optional<Path> out, Optional<Path> data) {

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException if it is wrong. The message names the option
   */
  static BenchOptions parse(String... arguments) {
    Optional<String> name = Optional.empty();
    Optional<Path> out = Optional.empty();
    Optional<Path> data = Optional.empty();
    boolean quick = false;
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      switch (argument) {
        case "--quick" -> quick = true;
        case "--out" -> out = Optional.of(path(argument, arguments, ++i));
        case "--data" -> data = Optional.of(path(argument, arguments, ++i));
        default -> name = Optional.of(onlyName(name, argument));
      }
    }
    if (name.isEmpty()) {
      throw new IllegalArgumentException("No benchmark named (--help lists all)");
    }
    return new BenchOptions(name.get(), quick, out, data);
  }

  private static Path path(String option, String[] arguments, int index) {
    if (index == arguments.length || arguments[index].isEmpty()) {
      throw new IllegalArgumentException(
          "Option " + option + " lacks its value (--help lists all)");
    }
    return Path.of(arguments[index]);
  }

  private static String onlyName(Optional<String> before, String argument) {
    if (argument.startsWith("-")) {
      throw new IllegalArgumentException("Unknown option '" + argument + "' (--help lists all)");
    }
    if (before.isPresent()) {
      throw new IllegalArgumentException(
          "Two benchmarks named, '%s' and '%s' (one at a time)".formatted(before.get(), argument));
    }
    return argument;
  }
}
