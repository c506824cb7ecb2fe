package org.coherer.benchmarks.memory;

import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.benchmarks.harness.ResultLine;

/**
 * What was measured in one training, all in bytes.
 *
 * @param data the records of all rows
 * @param bound the memory that rows may take
 * @param rest the memory that everything else may take
 * @param peak the largest resident memory of the process
 */
record MemoryLine(long data, long bound, long rest, long peak) {

  private static final double MEGA = 1 << 20;

  /** Returns the line. */
  ResultLine line(String benchmark) {
    return new ResultLine(benchmark)
        .with("data_mb", data / MEGA, 0)
        .with("bound_mb", bound / MEGA, 0)
        .with("rest_mb", rest / MEGA, 0)
        .with("peak_mb", peak / MEGA, 0)
        .with("ratio_bound", (double) peak / (bound + rest), 3);
  }

  /** Fails if the process took more than it may. */
  void expectWithinBound() {
    if (peak > bound + rest) {
      throw new BenchmarkException(
          "The process took %.0f MB (must be at most %.0f MB)"
              .formatted(peak / MEGA, (bound + rest) / MEGA));
    }
  }
}
