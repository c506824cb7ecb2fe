package org.coherer.benchmarks.quality;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.benchmarks.harness.Pythons;
import org.coherer.benchmarks.harness.ResultLine;

/**
 * The Python that has the tables and the peers.
 *
 * @param python the interpreter
 * @param versions of packages, {@code absent} where one is not installed
 * @param scripts the folder of our scripts
 */
record QualityPython(String python, Map<String, String> versions, Path scripts) {

  /** Names the interpreter to use; where it is set, no other one is tried. */
  static final String VARIABLE = "COHERER_QUALITY_PYTHON";

  /**
   * As many threads as our fits have slots for what shares its work by OpenMP: PyTorch and XGBoost.
   * Those that wait sleep. OpenBLAS, which is below NumPy, has threads that never do; on a shared
   * machine a second one takes the core from the first, and a fit takes ten times as long.
   */
  private static final List<String> THREADS =
      List.of(
          "env",
          "OMP_NUM_THREADS=2",
          "OMP_WAIT_POLICY=PASSIVE",
          "MKL_NUM_THREADS=2",
          "OPENBLAS_NUM_THREADS=1");

  /**
   * Looks for one that has at least what the tables need.
   *
   * @throws BenchmarkException if there is none. The message says what to install
   */
  static QualityPython find(Map<String, String> environment, Path scripts) {
    return Pythons.find(environment, VARIABLE, scripts.resolve("quality_probe.py"))
        .map(found -> new QualityPython(found.python(), versions(found.answer()), scripts))
        .orElseThrow(
            () ->
                new BenchmarkException(
                    "No Python with NumPy, pandas and scikit-learn, which have the tables (install"
                        + " benchmarks/src/main/python/quality-requirements.txt, and name the"
                        + " interpreter by "
                        + VARIABLE
                        + ")"));
  }

  private static Map<String, String> versions(String answer) {
    return Arrays.stream(answer.split(" ", -1))
        .map(word -> word.split("=", 2))
        .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));
  }

  /** Returns whether a package is installed. */
  boolean has(String name) {
    return !versions.getOrDefault(name, ResultLine.ABSENT).equals(ResultLine.ABSENT);
  }

  /** Returns what the remarks say of it. */
  String describe() {
    return versions.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  /** Returns the command line of one of our scripts. */
  List<String> command(String script, Path folder) {
    List<String> command = new ArrayList<>(THREADS);
    command.addAll(List.of(python, scripts.resolve(script).toString(), folder.toString()));
    return command;
  }
}
