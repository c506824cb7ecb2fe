package org.coherer.benchmarks.harness;

/** One benchmark that {@code bin/bench} can be asked for. */
public interface Benchmark {

  /** Returns its name: what the command line asks for, and the first word of its lines. */
  String name();

  /**
   * Measures, and hands one line per case to the report. Ends every process that it starts, however
   * it ends itself.
   *
   * @throws BenchmarkException if a process fails or gives a wrong result
   */
  void run(RunSettings settings, Report report);

  /** Returns whether a part of it can be asked for by a {@link Selection}. */
  default boolean hasParts() {
    return false;
  }
}
