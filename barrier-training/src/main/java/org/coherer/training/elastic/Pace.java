package org.coherer.training.elastic;

import java.time.Duration;

/**
 * Chooses how many steps of an epoch come between two snapshots: about half a minute's, which is
 * what a lost server costs at most.
 */
final class Pace {

  private static final Duration BETWEEN_SNAPSHOTS = Duration.ofSeconds(30);
  private static final long FIRST_STEPS = 10;

  private double secondsPerStep = Double.NaN;

  /** Returns the last step of a segment that begins with a step, of an epoch with so many. */
  long lastStep(long first, long stepsPerEpoch) {
    long steps =
        Double.isNaN(secondsPerStep)
            ? FIRST_STEPS
            : Math.max(1, (long) (BETWEEN_SNAPSHOTS.toSeconds() / secondsPerStep));
    return Math.min(stepsPerEpoch, first + steps - 1);
  }

  /** Takes in how long some steps have taken. */
  void took(long steps, double seconds) {
    secondsPerStep = seconds / Math.max(1, steps);
  }
}
