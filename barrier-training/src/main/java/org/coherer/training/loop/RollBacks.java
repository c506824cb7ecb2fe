package org.coherer.training.loop;

/**
 * How often a run has gone back to the end of an epoch, or to its start, since it had diverged, and
 * what that has made of its learning rate. The same on all ranks.
 *
 * @param count how often in all
 * @param inRow how often since an epoch was complete
 */
public record RollBacks(int count, int inRow) {

  /** By what every roll-back multiplies the learning rate of all later steps. */
  public static final double RATE_FACTOR = 0.5;

  /** How many may follow each other without a complete epoch in between. */
  public static final int MOST_IN_ROW = 5;

  /** Those of a run that has not diverged. */
  public static final RollBacks NONE = new RollBacks(0, 0);

  /** Checks the numbers. */
  public RollBacks {
    if (inRow < 0 || inRow > count) {
      throw new IllegalArgumentException(
          "Invalid number of " + count + " roll-backs, " + inRow + " of them in a row");
    }
  }

  /** Returns by what the learning rate of a step is multiplied. */
  public double rateFactor() {
    return Math.pow(RATE_FACTOR, count);
  }

  /** Returns whether there may be another one. */
  public boolean mayGoOn() {
    return inRow < MOST_IN_ROW;
  }

  /** Returns them with another one. */
  public RollBacks next() {
    return new RollBacks(count + 1, inRow + 1);
  }

  /** Returns them after a complete epoch. */
  public RollBacks afterEpoch() {
    return new RollBacks(count, 0);
  }
}
