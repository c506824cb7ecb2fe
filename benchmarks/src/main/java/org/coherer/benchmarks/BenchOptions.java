package org.coherer.benchmarks;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.coherer.benchmarks.harness.Selection;

/**
 * What {@code bin/bench} was asked for.
 *
 * @param name the benchmark
 * @param quick whether it has to end within a minute
 * @param out the file that the lines go to; empty for the usual one
 * @param data the folder with the files that a benchmark reads; empty for none
 * @param selection the part of the benchmark
 */
record BenchOptions(
    String name, boolean quick, Optional<Path> out, Optional<Path> data, Selection selection) {

  private static final String QUICK = "--quick";
  private static final String OUT = "--out";
  private static final String DATA = "--data";
  private static final String ONLY = "--only";
  private static final String CONTENDERS = "--contenders";
  private static final String PEERS = "--peers";
  private static final List<String> WITH_VALUE = List.of(OUT, DATA, ONLY, CONTENDERS, PEERS);

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException if it is wrong. The message names the option
   */
  static BenchOptions parse(String... arguments) {
    Optional<String> name = Optional.empty();
    Map<String, String> values = new HashMap<>();
    boolean quick = false;
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (argument.equals(QUICK)) {
        quick = true;
      } else if (WITH_VALUE.contains(argument)) {
        values.put(argument, value(argument, arguments, ++i));
      } else {
        name = Optional.of(onlyName(name, argument));
      }
    }
    if (name.isEmpty()) {
      throw new IllegalArgumentException("No benchmark named (--help lists all)");
    }
    Selection selection =
        new Selection(
            words(values.get(ONLY)), words(values.get(CONTENDERS)), path(values.get(PEERS)));
    return new BenchOptions(
        name.get(), quick, path(values.get(OUT)), path(values.get(DATA)), selection);
  }

  /**
   * Refuses a selection where the benchmark has no parts.
   *
   * @throws IllegalArgumentException if there is one
   */
  void requireNoPartsUnless(boolean hasParts) {
    if (!hasParts && !selection.isAll()) {
      throw new IllegalArgumentException(
          "Benchmark '%s' has no parts (omit %s, %s and %s)"
              .formatted(name, ONLY, CONTENDERS, PEERS));
    }
  }

  private static String value(String option, String[] arguments, int index) {
    if (index == arguments.length || arguments[index].isEmpty()) {
      throw new IllegalArgumentException(
          "Option " + option + " lacks its value (--help lists all)");
    }
    return arguments[index];
  }

  private static Optional<Path> path(String value) {
    return Optional.ofNullable(value).map(Path::of);
  }

  private static List<String> words(String value) {
    return value == null ? List.of() : List.of(value.split(",", -1));
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
