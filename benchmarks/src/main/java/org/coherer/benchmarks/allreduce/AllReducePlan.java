package org.coherer.benchmarks.allreduce;

import java.time.Duration;
import java.util.List;
import org.coherer.benchmarks.harness.Rounds;

/**
 * What is measured, and for how long.
 *
 * @param worlds the numbers of ranks
 * @param sizes the lengths of the vectors, in floats
 * @param rounds how often each contender has its turn
 * @param turn about how long one turn takes
 * @param warmup how long each contender runs before anything is measured
 */
record AllReducePlan(
    List<Integer> worlds, List<Integer> sizes, Rounds rounds, Duration turn, Duration warmup) {

  /** The parameters of the network 784-512-256-10. */
  private static final int MLP = 535_818;

  private static final int FULL_ROUNDS = 9;

  static final AllReducePlan FULL =
      new AllReducePlan(
          List.of(2, 4),
          List.of(1 << 10, 1 << 14, 1 << 17, MLP, 1 << 21, 1 << 22, 1 << 24, 25_000_000),
          new Rounds(FULL_ROUNDS),
          Duration.ofMillis(120),
          Duration.ofMillis(1500));

  static final AllReducePlan QUICK =
      new AllReducePlan(
          List.of(2, 4),
          List.of(1 << 10, 1 << 17, MLP, 1 << 22),
          new Rounds(Rounds.LEAST),
          Duration.ofMillis(30),
          Duration.ofMillis(500));
}
