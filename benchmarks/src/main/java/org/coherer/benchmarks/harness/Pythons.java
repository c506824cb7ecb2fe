package org.coherer.benchmarks.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Looks for a Python that has what a script imports. */
public final class Pythons {

  private static final List<String> USUAL = List.of("python3", "/usr/bin/python3");
  private static final long PROBE_SECONDS = 60;

  /**
   * A Python that ran a script to its end.
   *
   * @param python the interpreter
   * @param answer what the script printed
   */
  public record Found(String python, String answer) {}

  private Pythons() {}

  /**
   * Runs a script by the interpreter that a variable names or, where it is not set, by the usual
   * ones until it succeeds.
   */
  public static Optional<Found> find(
      Map<String, String> environment, String variable, Path script) {
    String chosen = environment.get(variable);
    Stream<String> candidates = (chosen == null ? USUAL : List.of(chosen)).stream();
    return candidates.flatMap(python -> probe(python, script).stream()).findFirst();
  }

  private static Optional<Found> probe(String python, Path script) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(python, script.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().put("OMP_NUM_THREADS", "1");
      Process process = builder.start();
      try {
        if (!process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
          return Optional.empty();
        }
        byte[] answer = process.getInputStream().readAllBytes();
        return Optional.of(new Found(python, new String(answer, StandardCharsets.UTF_8).strip()));
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return Optional.empty(); // There is no such program: as absent as one that cannot import it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("Interrupted while " + python + " ran " + script, e);
    }
  }
}
