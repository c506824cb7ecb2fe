package org.coherer.benchmarks.scaling;

import java.time.Duration;
import org.coherer.benchmarks.process.ProcessGroup;

/**
 * Processes that train the same network, as the parent sees them.
 *
 * @param name what messages call them
 * @param group the processes
 */
record Trainers(String name, ProcessGroup group) implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final int WARMUPS = 2;
  private static final int FIRST_STEPS = 4;
  private static final int SETTLING_STEPS = 50;

  /** Makes the data; returns the rows of the smallest shard. */
  int load(int rows) {
    return group.askAll(DEADLINE, ScalingWorker.LOAD + " " + rows).stream()
        .mapToInt(Integer::parseInt)
        .min()
        .orElseThrow();
  }

  /** Begins again with a new network and trains it for a while, which also warms it up. */
  Trajectory prepare(int batch, int epochs, int steps) {
    group.askAll(DEADLINE, ScalingWorker.PREPARE + " " + batch);
    String request = String.join(" ", ScalingWorker.TRAJECTORY, "" + epochs, "" + steps);
    return Trajectory.parse(name, group.askAll(DEADLINE, request).get(0));
  }

  /**
   * Trains with the others for a while. The first thousand steps are slower than those that follow:
   * compilers are at work, and units die, whose moments take their time to fade.
   */
  void settle(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      stepsPerSecond(ScalingWorker.TOGETHER, SETTLING_STEPS);
    }
  }

  /** Returns the steps that take about this time, but never more than the shard has batches. */
  int stepsFor(String verb, Duration turn, int batches) {
    double seconds = FIRST_STEPS / stepsPerSecond(verb, FIRST_STEPS);
    double fitting = turn.toNanos() / 1e9 / seconds * FIRST_STEPS;
    return (int) Math.max(FIRST_STEPS, Math.min(batches, fitting));
  }

  /** Trains for some steps; returns steps per second, summed over the processes. */
  double stepsPerSecond(String verb, int steps) {
    String request = String.join(" ", verb, "" + WARMUPS, "" + steps);
    return group.askAll(DEADLINE, request).stream()
        .mapToDouble(seconds -> steps / Double.parseDouble(seconds))
        .sum();
  }

  @Override
  public void close() {
    group.close();
  }
}
