package org.coherer.training.plan;

import java.io.Serializable;

/**
 * Some optimizer steps of a run, one behind the other.
 *
 * @param first the first of them, counted from 1 over all epochs
 * @param last the last of them; one less than the first for none
 */
public record StepRange(long first, long last) implements Serializable {

  /** No step. */
  public static final StepRange NONE = new StepRange(1, 0);

  /** Checks the numbers. */
  public StepRange {
    if (first < 1) {
      throw new IllegalArgumentException("Invalid first step " + first + " (must be at least 1)");
    }
    if (last < first - 1) {
      throw new IllegalArgumentException(
          "Invalid last step " + last + " (must not be before the first, " + first + ")");
    }
  }

  /** Returns how many there are. */
  public long count() {
    return last - first + 1;
  }

  /**
   * Returns whether some of the next steps are among them.
   *
   * @param before how many steps the run has made before these
   * @param next how many these are
   */
  public boolean meets(long before, long next) {
    return before + next >= first && before < last;
  }
}
