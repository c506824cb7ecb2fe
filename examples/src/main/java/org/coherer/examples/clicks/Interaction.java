package org.coherer.examples.clicks;

import java.io.Serializable;

/**
 * What two ids of a row add to the logit together: the dot product of a hidden vector of each.
 *
 * @param first the place of one field
 * @param second the place of the other
 * @param width the numbers of a vector
 * @param deviation the standard deviation of the dot product, over all pairs of ids
 */
public record Interaction(int first, int second, int width, double deviation)
    implements Serializable {

  /** Checks the numbers. */
  public Interaction {
    if (first == second || width < 1 || !(deviation >= 0)) {
      throw new IllegalArgumentException(
          ("Invalid interaction of fields %d and %d, %d wide, with deviation %s"
                  + " (must be of two fields, at least 1 wide, with a deviation of at least 0)")
              .formatted(first, second, width, deviation));
    }
  }

  /**
   * Returns the standard deviation of the vectors' numbers. If all are normal with deviation s, the
   * product of two vectors of k numbers has the deviation {@code sqrt(k) s^2}.
   */
  double numberDeviation() {
    return Math.sqrt(deviation / Math.sqrt(width));
  }
}
