package org.coherer.training.encoding;

import java.io.Serializable;

/**
 * What becomes of the numbers of a row before a network gets them, the features or the targets:
 * they are scaled when a batch is assembled or a row is scored. Records keep the original numbers.
 */
public sealed interface Scaling extends Serializable permits Rescaling, Standardization {

  /** Returns whether this changes nothing. */
  boolean isIdentity();

  /**
   * Scales the numbers of one row in place.
   *
   * @param from where the row's first number is
   * @param length how many it has
   */
  void apply(float[] numbers, int from, int length);

  /**
   * Returns a scaled number in the original unit.
   *
   * @param index which of the row's numbers it is
   */
  double invert(int index, double scaled);

  /**
   * Returns the difference of two scaled numbers in the original unit.
   *
   * @param index which of the row's numbers they are
   */
  double invertDifference(int index, double scaled);

  /**
   * Checks that this can scale rows of so many numbers.
   *
   * @throws IllegalArgumentException if not
   */
  void checkLength(int length);
}
