package org.coherer.benchmarks.scaling;

import java.time.Duration;
import java.util.List;
import org.coherer.benchmarks.harness.Rounds;

/**
 * What is measured, and for how long.
 *
 * @param worlds the numbers of processes
 * @param batches rows per step and process
 * @param rows rows of all processes together, as many as MNIST has in a full run
 * @param rounds how often each contender has its turn
 * @param turn about how long one turn takes
 * @param before what each contender trains before anything is measured
 */
record ScalingPlan(
    List<Integer> worlds,
    List<Integer> batches,
    int rows,
    Rounds rounds,
    Duration turn,
    Preparation before) {

  /**
   * What a contender trains before anything is measured.
   *
   * @param epochs epochs whose losses are looked at
   * @param steps steps in each of them
   * @param settling how long it trains after that
   */
  record Preparation(int epochs, int steps, Duration settling) {}

  private static final int FULL_ROUNDS = 9;

  static final ScalingPlan FULL =
      new ScalingPlan(
          List.of(1, 2, 4),
          List.of(256, 128),
          60_000,
          new Rounds(FULL_ROUNDS),
          Duration.ofMillis(1500),
          new Preparation(5, 20, Duration.ofSeconds(20)));

  static final ScalingPlan QUICK =
      new ScalingPlan(
          List.of(1, 2),
          List.of(256),
          20_000,
          new Rounds(Rounds.LEAST),
          Duration.ofMillis(300),
          new Preparation(3, 10, Duration.ofSeconds(1)));
}
