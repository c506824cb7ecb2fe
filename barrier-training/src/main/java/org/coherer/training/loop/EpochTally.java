package org.coherer.training.loop;

import org.coherer.training.sync.StepTotals;
import org.coherer.training.sync.Wishes;

/**
 * What the steps of an epoch added up to so far, on all ranks alike.
 *
 * @param steps the steps so far, those that were skipped included
 * @param skipped the steps that were skipped
 * @param sum the totals of the steps that were applied, and whether the time was up at the last one
 */
public record EpochTally(long steps, long skipped, StepTotals sum) {

  /** That of an epoch that has not begun. */
  public static final EpochTally EMPTY = new EpochTally(0, 0, StepTotals.ZERO);

  /** Checks the numbers. */
  public EpochTally {
    if (steps < 0 || skipped < 0 || skipped > steps) {
      throw new IllegalArgumentException(
          "Invalid tally of " + steps + " steps, " + skipped + " of them skipped");
    }
  }

  /** Returns the tally with another step, or with several. */
  EpochTally after(StepOutcome made) {
    Wishes lasting = new Wishes(made.totals().timeIsUp(), false);
    long now = steps + made.steps();
    return made.applied()
        ? new EpochTally(now, skipped, sum.plus(made.totals().with(lasting)))
        : new EpochTally(now, skipped + made.steps(), sum.plus(StepTotals.ZERO.with(lasting)));
  }

  /** Returns whether another step of the epoch follows. */
  boolean goesOn(long stepsPerEpoch) {
    return steps < stepsPerEpoch && !sum.timeIsUp();
  }

  /** Returns whether all steps that had rows were skipped. */
  boolean allSkipped() {
    return skipped > 0 && sum.weight() == 0;
  }
}
