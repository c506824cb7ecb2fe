package org.coherer.benchmarks.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.benchmarks.harness.Summary;

/**
 * The lines of an earlier run, whose contenders need not be measured again.
 *
 * @param lines the keys and values of each line of a contender on a table
 */
record EarlierRun(Path file, List<Map<String, String>> lines) {

  /** No run. */
  static final EarlierRun NONE = new EarlierRun(Path.of(""), List.of());

  /** The keys that say whether the table is still the same. */
  private static final List<String> SIZES = List.of("rows", "features", "classes");

  /**
   * Reads the lines of a benchmark in a file of results.
   *
   * @throws BenchmarkException if there are none
   */
  static EarlierRun read(String benchmark, Path file) {
    try {
      List<Map<String, String>> lines =
          Files.readAllLines(file).stream()
              .filter(line -> line.startsWith(benchmark + " data="))
              .map(EarlierRun::values)
              .filter(values -> values.containsKey("state"))
              .toList();
      if (lines.isEmpty()) {
        throw new BenchmarkException("No lines of '" + benchmark + "' in '" + file + "'");
      }
      return new EarlierRun(file, lines);
    } catch (IOException e) {
      throw new BenchmarkException("Cannot read the earlier run '" + file + "'", e);
    }
  }

  /**
   * Returns the outcomes on a table of those contenders that are not measured now.
   *
   * @throws BenchmarkException if the table had another size then
   */
  List<Outcome> outcomes(Table table, Set<String> measured) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Map<String, String> line : lines) {
      if (line.get("data").equals(table.name()) && !measured.contains(line.get("contender"))) {
        requireSame(table, line);
        outcomes.add(outcome(line));
      }
    }
    return outcomes;
  }

  private void requireSame(Table table, Map<String, String> line) {
    List<String> now = List.of("" + table.rows(), "" + table.features(), "" + table.classes());
    List<String> then = SIZES.stream().map(line::get).toList();
    if (!now.equals(then)) {
      throw new BenchmarkException(
          "The table '%s' in '%s' has the %s %s (must be %s, as now; measure the peers again)"
              .formatted(table.name(), file, String.join(", ", SIZES), then, now));
    }
  }

  private static Outcome outcome(Map<String, String> line) {
    Outcome.State state =
        Arrays.stream(Outcome.State.values())
            .filter(one -> one.label().equals(line.get("state")))
            .findFirst()
            .orElseThrow();
    if (state != Outcome.State.MEASURED) {
      return Outcome.without(line.get("contender"), state, true);
    }
    return new Outcome(
        line.get("contender"),
        state,
        summary(line, "score"),
        summary(line, "seconds"),
        summary(line, "cpu_seconds"),
        Integer.parseInt(line.get("seeds")),
        true);
  }

  private static Optional<Summary> summary(Map<String, String> line, String key) {
    return Optional.of(
        new Summary(
            Double.parseDouble(line.get(key)),
            Double.parseDouble(line.get(key + "_min")),
            Double.parseDouble(line.get(key + "_max"))));
  }

  private static Map<String, String> values(String line) {
    Map<String, String> values = new HashMap<>();
    for (String word : line.split(" ", -1)) {
      String[] pair = word.split("=", 2);
      if (pair.length == 2) {
        values.put(pair[0], pair[1]);
      }
    }
    return values;
  }
}
