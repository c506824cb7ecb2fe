package org.coherer.training.server;

import org.coherer.training.sync.StepTotals;

/**
 * What the updates of an epoch added up to so far, on one server.
 *
 * @param updates how many there were
 * @param skipped how many steps of workers, and updates, were not applied, since their numbers were
 *     not finite
 * @param totals what the batches of the others added up to
 * @param staleness the sum, over all steps of workers, of how many updates their parameters lacked
 * @param steps the steps of workers
 * @param mostStale the largest such number
 * @param mostAhead the most steps by which a worker was ahead of the slowest one
 */
public record Tally(
    long updates,
    long skipped,
    StepTotals totals,
    long staleness,
    long steps,
    long mostStale,
    long mostAhead) {

  /** That of an epoch that has not begun. */
  public static final Tally EMPTY = new Tally(0, 0, StepTotals.ZERO, 0, 0, 0, 0);

  /** Returns the tally with another step of a worker. */
  Tally withStep(StepTotals step, boolean wasSkipped, long stale, long ahead) {
    return new Tally(
        updates,
        skipped + (wasSkipped ? 1 : 0),
        wasSkipped ? totals : totals.plus(step),
        staleness + stale,
        steps + 1,
        Math.max(mostStale, stale),
        Math.max(mostAhead, ahead));
  }

  /** Returns the tally with another update. */
  Tally withUpdate() {
    return new Tally(updates + 1, skipped, totals, staleness, steps, mostStale, mostAhead);
  }

  /**
   * Returns the tally with an update that was not made, for the sum of its gradients overflowed.
   */
  Tally withOverflow() {
    return new Tally(updates, skipped + 1, totals, staleness, steps, mostStale, mostAhead);
  }

  /** Returns the mean number of updates that the parameters of a step lacked; 0 without any. */
  public double meanStaleness() {
    return steps == 0 ? 0 : (double) staleness / steps;
  }
}
