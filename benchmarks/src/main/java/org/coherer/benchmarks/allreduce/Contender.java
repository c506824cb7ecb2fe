package org.coherer.benchmarks.allreduce;

import java.time.Duration;
import org.coherer.benchmarks.harness.Summary;
import org.coherer.benchmarks.process.ProcessGroup;
import org.coherer.benchmarks.raw.Timing;

/**
 * One way to move a vector between processes, as the parent sees it.
 *
 * @param name what result lines call it
 * @param group its processes
 * @param verb the request that makes them do it: floats, warm-ups, iterations
 * @param check the request that makes them prove that the result is right: floats
 */
record Contender(String name, ProcessGroup group, String verb, String check) {

  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final int FIRST_ITERATIONS = 3;
  private static final int LEAST_ITERATIONS = 5;
  private static final int MOST_ITERATIONS = 300;
  private static final int WARMUP_SHARE = 10;

  /** Fails if the result is wrong. */
  void check(int floats) {
    group.askAll(DEADLINE, check + " " + floats);
  }

  /** Runs for a while, so that compilers have done their work. */
  void warm(int floats, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      medianNanos(floats, MOST_ITERATIONS);
    }
  }

  /** Returns how many iterations take about this time, for the size that was just checked. */
  int iterationsFor(int floats, Duration turn) {
    int rough = fitting(turn, medianNanos(floats, FIRST_ITERATIONS));
    return fitting(turn, medianNanos(floats, rough));
  }

  private static int fitting(Duration turn, double nanos) {
    return (int)
        Math.max(LEAST_ITERATIONS, Math.min(MOST_ITERATIONS, turn.toNanos() / Math.max(1, nanos)));
  }

  /** Returns the median over some iterations on rank 0. The first ones, not counted, wake it up. */
  double medianNanos(int floats, int iterations) {
    int warmups = 1 + iterations / WARMUP_SHARE;
    String request = String.join(" ", verb, "" + floats, "" + warmups, "" + iterations);
    return Summary.of(Timing.parse(group.askAll(DEADLINE, request).get(0))).median();
  }
}
