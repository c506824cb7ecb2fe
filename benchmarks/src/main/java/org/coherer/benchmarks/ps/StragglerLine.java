package org.coherer.benchmarks.ps;

import org.coherer.benchmarks.harness.ResultLine;
import org.coherer.benchmarks.harness.Summary;

/**
 * What the same steps took in each kind of consistency; all are seconds.
 *
 * @param steps the steps of each worker
 * @param synchronous all workers make a step together
 * @param bounded a worker is some steps ahead of the slowest at most
 * @param asynchronous nobody waits
 */
record StragglerLine(int steps, Summary synchronous, Summary bounded, Summary asynchronous) {

  private static final int DECIMALS = 3;

  /** Returns which part of what synchronous workers lose the bounded ones do not. */
  double wonBack() {
    return (synchronous.median() - bounded.median())
        / (synchronous.median() - asynchronous.median());
  }

  /** Returns the line. */
  ResultLine line(String benchmark, int rounds) {
    return new ResultLine(benchmark)
        .with("case", "stragglers")
        .with("workers", StragglerRun.WORKERS)
        .with("steps", steps)
        .with("staleness", StragglerRun.STALENESS)
        .with("won_back", wonBack(), DECIMALS)
        .with("synchronous_s", synchronous.median(), DECIMALS)
        .with("bounded_s", bounded.median(), DECIMALS)
        .with("asynchronous_s", asynchronous.median(), DECIMALS)
        .spread("synchronous_s", synchronous, DECIMALS)
        .spread("bounded_s", bounded, DECIMALS)
        .spread("asynchronous_s", asynchronous, DECIMALS)
        .with("rounds", rounds);
  }
}
