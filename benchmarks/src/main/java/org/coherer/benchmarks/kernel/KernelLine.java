package org.coherer.benchmarks.kernel;

import java.util.Locale;
import java.util.Optional;
import org.coherer.benchmarks.harness.ResultLine;
import org.coherer.benchmarks.harness.Summary;

/**
 * The time of one kernel, in nanoseconds.
 *
 * @param kernel the method of {@link FlatVectorKernels}
 * @param bytes the size of a vector
 * @param ours our time
 * @param memcpy the time of a plain copy of as many bytes
 */
record KernelLine(String kernel, int bytes, Summary ours, Summary memcpy) {

  /** Returns the line. */
  ResultLine line(String benchmark, int rounds) {
    Optional<Summary> copy = Optional.of(memcpy);
    return new ResultLine(benchmark)
        .with("op", op())
        .with("bytes", bytes)
        .with("ns", ours.median(), 1)
        .with("gb_per_s", bytes / ours.median(), 3)
        .ratio("memcpy", ours.timeRatio(copy))
        .spread("ns", ours, 1)
        .measured("memcpy_ns", copy, 1)
        .with("rounds", rounds);
  }

  /** The method's name as values of result lines are written: {@code copy_from}. */
  private String op() {
    return kernel.replaceAll("(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}
