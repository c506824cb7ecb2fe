package org.coherer.training.loop;

import org.coherer.training.sync.StepTotals;

/** What the steps of an epoch added up to so far, on all ranks alike. */
final class EpochTally {

  private final long stepsPerEpoch;
  private StepTotals sum = StepTotals.ZERO;
  private long steps;
  private long skipped;

  EpochTally(long stepsPerEpoch) {
    this.stepsPerEpoch = stepsPerEpoch;
  }

  /** Takes in a step that was made. */
  void take(StepTotals step) {
    sum = sum.plus(step);
    steps++;
  }

  /** Takes in a step that was left out. */
  void skip(StepTotals step) {
    take(StepTotals.ZERO.when(step.timeIsUp()));
    skipped++;
  }

  /** Returns the sum over the steps that were made. */
  StepTotals sum() {
    return sum;
  }

  long steps() {
    return steps;
  }

  long skippedSteps() {
    return skipped;
  }

  /** Returns whether another step follows. */
  boolean goesOn() {
    return steps < stepsPerEpoch && !sum.timeIsUp();
  }

  /** Returns whether the time was up before all steps were made. */
  boolean isPartial() {
    return steps < stepsPerEpoch;
  }

  /** Returns whether all steps that mattered were left out. */
  boolean isHopeless() {
    return skipped > 0 && sum.weight() == 0;
  }
}
